package io.tsubame.eventlog.rocksdb;

import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.Ownership;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.LongStream;

/// The process that [CrashTest] kills: it appends to all shards at once, for ever, and prints
/// `shard first last` for each batch that was acknowledged.
final class CrashWriter {
  static final int SHARDS = 4;
  private static final int MAX_BATCH = 3;
  private static final int MAX_PAYLOAD_BYTES = 2000;

  private CrashWriter() {}

  public static void main(String[] arguments) throws InterruptedException {
    EventLog log = RocksEventLog.open(Path.of(arguments[0]), SHARDS, RocksEventLogConfig.DEFAULT);
    Thread[] writers = new Thread[SHARDS];
    for (int shard = 0; shard < SHARDS; shard++) {
      Ownership owner = log.open(shard);
      writers[shard] = Thread.ofVirtual().start(() -> append(log, owner));
    }
    for (Thread writer : writers) {
      writer.join();
    }
  }

  /// What stands at a position, unless an owner took over there.
  static LogRecord recordAt(int shard, long position) {
    Random random = new Random(position * SHARDS + shard);
    byte[] payload = new byte[random.nextInt(MAX_PAYLOAD_BYTES)];
    random.nextBytes(payload);
    return new LogRecord("type " + position % 5, payload);
  }

  private static void append(EventLog log, Ownership owner) {
    int shard = owner.shard();
    long position = owner.end();
    while (true) {
      long next = position + 1 + position % MAX_BATCH;
      log.append(
          owner,
          position,
          LongStream.range(position, next).mapToObj(at -> recordAt(shard, at)).toList());
      System.out.println(shard + " " + position + " " + (next - 1));
      position = next;
    }
  }
}
