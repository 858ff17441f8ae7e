package io.tsubame.eventlog.rocksdb;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.log.EventLog.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a caller wants of the [Committer], and where it waits for the answer.
abstract sealed class Request {
  /// Counts for a request's own objects and the key of each entry.
  private static final int OVERHEAD_BYTES = 64;

  private final int bytes;
  private final CountDownLatch answered = new CountDownLatch(1);
  private volatile @Nullable OperatingFailure failure;

  private Request(int bytes) {
    this.bytes = bytes;
  }

  /// One encoded record.
  record Entry(byte[] key, byte[] value) {}

  /// Append these entries at consecutive positions from `position` on.
  static final class Append extends Request {
    final Ownership owner;
    final long position;
    final List<Entry> entries;

    Append(Ownership owner, long position, List<Entry> entries) {
      super(entries.stream().mapToInt(entry -> entry.value().length + OVERHEAD_BYTES).sum());
      this.owner = owner;
      this.position = position;
      this.entries = entries;
    }
  }

  /// Begin a new epoch. The committer fills in the ownership before it answers.
  static final class TakeOver extends Request {
    final int shard;
    @Nullable Ownership ownership;

    TakeOver(int shard) {
      super(OVERHEAD_BYTES);
      this.shard = shard;
    }
  }

  /// Give a type a number, if it has none by then.
  static final class NameType extends Request {
    final String name;

    NameType(String name) {
      super(OVERHEAD_BYTES);
      this.name = name;
    }
  }

  /// About how much memory the request holds.
  final int bytes() {
    return bytes;
  }

  final void succeed() {
    answered.countDown();
  }

  /// Does nothing where the request was answered before.
  final void fail(OperatingFailure reason) {
    if (answered.getCount() > 0) {
      failure = reason;
      answered.countDown();
    }
  }

  /// Returns when the request is durable.
  ///
  /// @throws OperatingFailure the reason why it is not, or is not known to be
  final void await(Duration deadline) {
    try {
      if (!answered.await(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new OutcomeUnknown("the disk did not answer within " + deadline);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OutcomeUnknown("interrupted while waiting for the disk", e);
    }
    OperatingFailure reason = failure;
    if (reason != null) {
      throw reason;
    }
  }
}
