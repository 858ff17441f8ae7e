package io.tsubame.application.shard;

import java.util.ArrayDeque;

/// Counts what the shard has committed and the views lack. Not for several threads.
final class UnprojectedTail {
  private record Size(long position, int bytes) {}

  private final int maximumCommits;
  private final long maximumBytes;
  private final ArrayDeque<Size> commits = new ArrayDeque<>();
  private long bytes;

  UnprojectedTail(int maximumCommits, long maximumBytes) {
    this.maximumCommits = maximumCommits;
    this.maximumBytes = maximumBytes;
  }

  void add(long position, int size) {
    commits.addLast(new Size(position, size));
    bytes += size;
  }

  /// @param projected the position of the first record that the views lack
  void trim(long projected) {
    for (Size eldest = commits.peekFirst();
        eldest != null && eldest.position < projected;
        eldest = commits.peekFirst()) {
      commits.removeFirst();
      bytes -= eldest.bytes;
    }
  }

  boolean isFull() {
    return commits.size() >= maximumCommits || bytes >= maximumBytes;
  }

  int size() {
    return commits.size();
  }
}
