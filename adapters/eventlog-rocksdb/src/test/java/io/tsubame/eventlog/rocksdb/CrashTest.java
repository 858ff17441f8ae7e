package io.tsubame.eventlog.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.StoredRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kills a writing process again and again, and looks whether it had promised too much.
@Timeout(120)
final class CrashTest {
  private static final int ROUNDS = 4;
  private static final int MAX_LINES_BEFORE_KILL = 2000;

  @TempDir private Path directory;

  private final long[] acknowledged = {-1, -1, -1, -1};

  @Test
  @DisplayName("[EL10] what was acknowledged before kill -9 is there, gap-free and unchanged")
  void killed() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      writeAndKill(1 + random.nextInt(MAX_LINES_BEFORE_KILL));
      try (EventLog log =
          RocksEventLog.open(directory, CrashWriter.SHARDS, RocksEventLogConfig.DEFAULT)) {
        for (int shard = 0; shard < CrashWriter.SHARDS; shard++) {
          check(log, shard, "seed %d, round %d, shard %d".formatted(seed, round, shard));
        }
      }
    }
  }

  /// Some more lines may come between the last counted one and the kill: they count too.
  private void writeAndKill(int lines) throws IOException, InterruptedException {
    Process writer = startWriter();
    try (BufferedReader output = writer.inputReader(StandardCharsets.UTF_8)) {
      StringBuilder line = new StringBuilder();
      int seen = 0;
      for (int next = output.read(); next != -1; next = output.read()) {
        if (next != '\n') {
          line.append((char) next);
          continue;
        }
        acknowledge(line.toString());
        line.setLength(0);
        seen++;
        if (seen == lines) {
          kill(writer);
        }
      }
      assertThat(seen).isGreaterThanOrEqualTo(lines);
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  /// By its handle, which leaves open what the process has printed.
  private static void kill(Process writer) {
    assertThat(writer.toHandle().destroyForcibly()).isTrue();
  }

  private Process startWriter() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            CrashWriter.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private void acknowledge(String line) {
    String[] words = line.split(" ", -1);
    int shard = Integer.parseInt(words[0]);
    acknowledged[shard] = Math.max(acknowledged[shard], Long.parseLong(words[2]));
  }

  private void check(EventLog log, int shard, String where) {
    assertThat(log.end(shard)).as(where).isGreaterThan(acknowledged[shard]);
    long position = 0;
    List<StoredRecord> page = log.read(shard, position, 1000, 1 << 20);
    while (!page.isEmpty()) {
      for (StoredRecord stored : page) {
        assertThat(stored.position()).as(where).isEqualTo(position);
        if (!stored.type().equals(EventLog.EPOCH_OPENED)) {
          LogRecord written = CrashWriter.recordAt(shard, position);
          assertThat(stored.type()).as(where).isEqualTo(written.type());
          assertThat(stored.payload()).as(where).isEqualTo(written.payload());
        }
        position++;
      }
      page = log.read(shard, position, 1000, 1 << 20);
    }
    assertThat(position).as(where).isEqualTo(log.end(shard));
  }
}
