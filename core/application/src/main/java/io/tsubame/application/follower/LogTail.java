package io.tsubame.application.follower;

import io.tsubame.application.shard.Committed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where a follower meets the shards: what they have committed lately, up to a bound, how far the
/// log reaches as far as is known, and how far the follower has come. For several threads.
final class LogTail {
  /// What one shard has for the follower.
  private static final class Course {
    private final ArrayDeque<Committed> waiting = new ArrayDeque<>();

    /// The position behind the last record that is known to be in the log.
    private long end;

    /// The position behind the last record that was taken to be consumed.
    private long taken;

    /// The position behind the last record that was consumed. There is none that this follower
    /// would consume of a shard that it left.
    private volatile long consumed;

    private final Condition advanced;

    /// Whether the follower follows the shard.
    private boolean followed;

    /// Whether the follower knows where to go on.
    private boolean begun;

    Course(Condition advanced) {
      this.advanced = advanced;
    }
  }

  /// @param from what the follower needs next
  /// @param end how far the log reaches as far as was known
  record Gap(long from, long end) {}

  private final int maximum;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();

  /// Somebody waits, or all is over.
  private final Condition hurry = lock.newCondition();

  private final List<Course> courses;

  /// Shards with records that were not taken; who was served last comes last.
  private final LinkedHashSet<Integer> behind = new LinkedHashSet<>();

  private int size;

  /// How many wait for something to be consumed.
  private int waiting;

  private boolean closed;

  LogTail(int shards, int maximum) {
    this.maximum = maximum;
    courses = Stream.generate(() -> new Course(lock.newCondition())).limit(shards).toList();
  }

  /// Lets the follower begin with the shard.
  void follow(int shard) {
    lock.lock();
    try {
      Course course = courses.get(shard);
      if (!course.followed) {
        course.followed = true;
        course.taken = 0;
        course.end = 0;
        course.consumed = 0;
        behind.add(shard);
        news.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Lets the follower end with the shard. Nobody waits for it any more.
  void leave(int shard) {
    lock.lock();
    try {
      Course course = courses.get(shard);
      size -= course.waiting.size();
      course.waiting.clear();
      course.followed = false;
      course.begun = false;
      course.consumed = Long.MAX_VALUE;
      course.advanced.signalAll();
      behind.remove(shard);
    } finally {
      lock.unlock();
    }
  }

  /// Whether the follower has to ask where to go on with the shard.
  boolean isNew(int shard) {
    lock.lock();
    try {
      Course course = courses.get(shard);
      return course.followed && !course.begun;
    } finally {
      lock.unlock();
    }
  }

  /// Sets where the follower begins.
  void begin(int shard, long checkpoint, long end) {
    lock.lock();
    try {
      Course course = courses.get(shard);
      if (!course.followed) {
        return;
      }
      course.begun = true;
      course.taken = checkpoint;
      course.consumed = checkpoint;
      course.end = Math.max(course.end, end);
      course.advanced.signalAll();
      note(shard, course);
    } finally {
      lock.unlock();
    }
  }

  /// Adds a commit, or, where there is no room, only that the log reaches so far.
  void add(Committed commit) {
    lock.lock();
    try {
      Course course = courses.get(commit.shard());
      if (!course.followed) {
        return;
      }
      if (size < maximum) {
        course.waiting.addLast(commit);
        size++;
      }
      course.end = Math.max(course.end, commit.position() + 1);
      note(commit.shard(), course);
    } finally {
      lock.unlock();
    }
  }

  /// Notes that the log reaches so far, as somebody else says.
  void reaches(int shard, long end) {
    lock.lock();
    try {
      Course course = courses.get(shard);
      course.end = Math.max(course.end, end);
      note(shard, course);
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a shard with records to take; null once closed.
  @Nullable Integer nextBehind() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (behind.isEmpty() && !closed) {
        news.await();
      }
      return closed ? null : behind.removeFirst();
    } finally {
      lock.unlock();
    }
  }

  /// A further shard with records, without waiting.
  @Nullable Integer pollBehind() {
    lock.lock();
    try {
      return closed || behind.isEmpty() ? null : behind.removeFirst();
    } finally {
      lock.unlock();
    }
  }

  /// The next commits of the shard, as far as they are in memory and follow what was taken before.
  /// Where there are none the log has them.
  List<Committed> take(int shard, int limit) {
    lock.lock();
    try {
      Course course = courses.get(shard);
      List<Committed> commits = new ArrayList<>();
      for (Committed head = head(course);
          head != null && head.position() == course.taken && commits.size() < limit;
          head = head(course)) {
        commits.add(head);
        course.waiting.removeFirst();
        size--;
        course.taken++;
      }
      note(shard, course);
      return commits;
    } finally {
      lock.unlock();
    }
  }

  /// The records that have to come from the log; null where the shard was left.
  @Nullable Gap gap(int shard) {
    lock.lock();
    try {
      Course course = courses.get(shard);
      return course.begun ? new Gap(course.taken, course.end) : null;
    } finally {
      lock.unlock();
    }
  }

  /// Notes that the log ends before the gap, so that nobody looks again before there is news.
  void foundNothing(int shard, Gap gap) {
    lock.lock();
    try {
      Course course = courses.get(shard);
      if (course.end == gap.end) {
        course.end = gap.from;
        behind.remove(shard);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Notes that records were taken from the log.
  void takenUpTo(int shard, long end) {
    lock.lock();
    try {
      Course course = courses.get(shard);
      if (course.begun) {
        course.taken = end;
        course.end = Math.max(course.end, end);
        makeRoom(course);
        note(shard, course);
      }
    } finally {
      lock.unlock();
    }
  }

  void consumedUpTo(int shard, long end) {
    lock.lock();
    try {
      Course course = courses.get(shard);
      if (course.begun) {
        course.consumed = end;
        course.advanced.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  long consumed(int shard) {
    return courses.get(shard).consumed;
  }

  /// Records that are known and not consumed, over all shards.
  long lag() {
    lock.lock();
    try {
      return courses.stream()
          .filter(course -> course.followed)
          .mapToLong(course -> course.end - course.consumed)
          .sum();
    } finally {
      lock.unlock();
    }
  }

  boolean awaitConsumed(int shard, long end, Duration timeout) throws InterruptedException {
    Course course = courses.get(shard);
    if (course.consumed >= end) {
      return true;
    }
    lock.lockInterruptibly();
    try {
      course.end = Math.max(course.end, end);
      note(shard, course);
      waiting++;
      hurry.signal();
      try {
        long rest = timeout.toNanos();
        while (course.consumed < end && rest > 0 && !closed) {
          rest = course.advanced.awaitNanos(rest);
        }
      } finally {
        waiting--;
      }
      return course.consumed >= end;
    } finally {
      lock.unlock();
    }
  }

  /// Lets more come together for so long, while nobody waits.
  void rest(Duration duration) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long rest = duration.toNanos();
      while (rest > 0 && waiting == 0 && !closed) {
        rest = hurry.awaitNanos(rest);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Forgets what is in memory.
  void clear() {
    lock.lock();
    try {
      courses.forEach(course -> course.waiting.clear());
      size = 0;
    } finally {
      lock.unlock();
    }
  }

  /// Wakes all who wait; nothing is taken any more.
  void close() {
    lock.lock();
    try {
      closed = true;
      news.signalAll();
      hurry.signalAll();
      courses.forEach(course -> course.advanced.signalAll());
    } finally {
      lock.unlock();
    }
  }

  private void note(int shard, Course course) {
    if (course.followed && course.taken < course.end && behind.add(shard)) {
      news.signal();
    }
  }

  /// The first commit in memory that was not taken from the log meanwhile.
  private @Nullable Committed head(Course course) {
    makeRoom(course);
    return course.waiting.peekFirst();
  }

  /// Forgets the commits in memory that were taken from the log meanwhile.
  private void makeRoom(Course course) {
    while (!course.waiting.isEmpty() && course.waiting.peekFirst().position() < course.taken) {
      course.waiting.removeFirst();
      size--;
    }
  }
}
