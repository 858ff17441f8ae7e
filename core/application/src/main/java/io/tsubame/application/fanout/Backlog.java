package io.tsubame.application.fanout;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What came of a shard while its log is read, up to a bound: what does not fit will be read as
/// well. Not for several threads.
final class Backlog {
  private final ArrayDeque<Arrival> waiting = new ArrayDeque<>();
  private final int maximum;
  private final int maximumBytes;
  private int bytes;

  Backlog(FanoutLimits limits) {
    this.maximum = limits.held();
    this.maximumBytes = limits.heldBytes();
  }

  void add(Arrival arrival) {
    if (waiting.size() < maximum && bytes < maximumBytes) {
      waiting.addLast(arrival);
      bytes += arrival.bytes();
    }
  }

  /// Takes the first one if it leaves no hole behind the position.
  @Nullable Arrival next(long position) {
    Arrival first = waiting.peekFirst();
    return first == null || first.from() > position ? null : removeFirst();
  }

  /// Where the first one begins that is not known at the position; the greatest number where there
  /// is none.
  long begin(long position) {
    Arrival first = waiting.peekFirst();
    while (first != null && first.to() <= position) {
      removeFirst();
      first = waiting.peekFirst();
    }
    return first == null ? Long.MAX_VALUE : first.from();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }

  private Arrival removeFirst() {
    Arrival first = waiting.removeFirst();
    bytes -= first.bytes();
    return first;
  }
}
