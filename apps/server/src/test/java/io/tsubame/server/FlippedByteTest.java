package io.tsubame.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.api.HttpSettings;
import io.tsubame.application.session.SessionStore;
import io.tsubame.rocksdb.NativeLibrary;
import io.tsubame.rocksdb.NativeResources;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// `verify` on a whole data directory of which one byte is not what it was.
final class FlippedByteTest {
  private static final int RANDOM_BYTES = 2_000;

  @TempDir private Path data;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void fill() throws InterruptedException {
    try (TsubameServer server = start()) {
      for (int i = 0; i < 10; i++) {
        assertThat(run("account", "add", "--name", "A", "--email", "a" + i + "@example.com"))
            .isZero();
      }
      SessionStore sessions = server.application().ports().sessions();
      Random random = new Random(1);
      for (byte i = 0; i < 10; i++) {
        byte[] value = new byte[RANDOM_BYTES];
        random.nextBytes(value);
        sessions.put(new byte[] {i}, value, Duration.ofHours(1));
      }
      server.awaitReady(_ -> {});
    }
  }

  @ParameterizedTest(name = "[VE7] in the tables of {0}")
  @ValueSource(strings = {"log", "views/views-1", "sessions"})
  void inTables(String store) throws Exception {
    Path database = data.resolve(store).resolve("rocksdb");
    flush(database);
    assertThat(run("verify")).as("before: %s%s", out, err).isZero();
    Path file = largest(database, ".sst");
    flip(file);

    assertThat(run("verify")).isOne();
    assertThat(out.toString() + err).contains(file.toString());
  }

  @ParameterizedTest(name = "[VE7] in the write-ahead log of {0}")
  @ValueSource(strings = {"log", "views/views-1", "sessions"})
  void inWriteAheadLogs(String store) throws Exception {
    Path log = largest(data.resolve(store).resolve("rocksdb"), ".log");
    flip(log);

    assertThat(run("verify")).isOne();
    assertThat(out.toString())
        .contains("\"sound\":false", log.getParent().toString(), log.getFileName() + ", byte ");
  }

  @Test
  @DisplayName("[VE7] a running server finds it as well")
  void whileServing() throws Exception {
    Path database = data.resolve("views/views-1/rocksdb");
    flush(database);
    flush(data.resolve("sessions/rocksdb"));
    try (TsubameServer server = start()) {
      server.awaitReady(_ -> {});
      Path views = largest(database, ".sst");
      Path sessions = largest(data.resolve("sessions/rocksdb"), ".sst");
      flip(views);
      flip(sessions);

      assertThat(run("verify")).isOne();
      assertThat(out.toString())
          .contains("views: ", views.getFileName().toString())
          .contains("sessions: ", sessions.getFileName().toString());
    }
  }

  private TsubameServer start() {
    return TsubameServer.start(ServerSettings.in(data, HttpSettings.local(0)));
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    return Tsubame.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  /// Brings what is in the write-ahead log into tables.
  private static void flush(Path database) throws RocksDBException {
    NativeLibrary.load();
    try (NativeResources resources = new NativeResources()) {
      List<ColumnFamilyDescriptor> tables =
          RocksDB.listColumnFamilies(resources.hold(new Options()), database.toString()).stream()
              .map(ColumnFamilyDescriptor::new)
              .toList();
      List<ColumnFamilyHandle> opened = new ArrayList<>();
      DBOptions options = resources.hold(new DBOptions());
      RocksDB db = resources.hold(RocksDB.open(options, database.toString(), tables, opened));
      opened.forEach(resources::hold);
      db.flush(resources.hold(new FlushOptions()), opened);
    }
  }

  private static Path largest(Path database, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(database)) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  /// In place, as a disk would.
  private static void flip(Path file) throws IOException {
    long at = Files.size(file) / 2;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      assertThat(channel.read(one, at)).isOne();
      one.put(0, (byte) (one.get(0) ^ 1));
      channel.write(one.rewind(), at);
    }
  }
}
