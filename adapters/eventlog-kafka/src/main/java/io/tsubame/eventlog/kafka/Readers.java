package io.tsubame.eventlog.kafka;

import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.eventlog.kafka.PartitionReader.Entry;
import io.tsubame.eventlog.kafka.PartitionReader.Wish;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/// A few connections that read, each for one reading at a time.
final class Readers implements AutoCloseable {
  private final Semaphore free;
  private final Deque<PartitionReader> idle = new ArrayDeque<>();
  private final Duration patience;
  private final int count;

  Readers(List<PartitionReader> readers, Duration patience) {
    this.patience = patience;
    idle.addAll(readers);
    count = readers.size();
    free = new Semaphore(count, true);
  }

  /// See [PartitionReader#end].
  long end(int shard) {
    return with(List::getLast, reader -> reader.end(shard));
  }

  /// See [PartitionReader#ends].
  List<Long> ends(int shards) {
    return with(List::getLast, reader -> reader.ends(shards));
  }

  /// See [PartitionReader#read].
  List<Entry> read(Wish wish) {
    return with(readers -> standingAt(readers, wish), reader -> reader.read(wish));
  }

  private static PartitionReader standingAt(List<PartitionReader> readers, Wish wish) {
    Stream<PartitionReader> standing =
        readers.stream().filter(each -> each.standsAt(wish.shard(), wish.from()));
    return standing.findFirst().orElseGet(readers::getFirst);
  }

  private <T> T with(
      Function<List<PartitionReader>, PartitionReader> choice, Function<PartitionReader, T> work) {
    PartitionReader reader = borrow(choice);
    try {
      return work.apply(reader);
    } finally {
      synchronized (idle) {
        idle.addLast(reader);
      }
      free.release();
    }
  }

  private PartitionReader borrow(Function<List<PartitionReader>, PartitionReader> choice) {
    try {
      if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new Overloaded("too many readings of the log wait for a connection");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted while waiting for a connection to the log");
    }
    synchronized (idle) {
      PartitionReader reader = choice.apply(List.copyOf(idle));
      idle.remove(reader);
      return reader;
    }
  }

  /// Waits for the readings under way, as long as they may take.
  @Override
  public void close() {
    try {
      boolean _ = free.tryAcquire(count, patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    synchronized (idle) {
      idle.forEach(PartitionReader::close);
      idle.clear();
    }
  }
}
