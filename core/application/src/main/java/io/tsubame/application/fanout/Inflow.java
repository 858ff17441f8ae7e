package io.tsubame.application.fanout;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.application.shard.Committed;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Event;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The commits of one shard on their way to this node's listeners: from this process's own shard
/// loop, from the owner's messages, or from the log. Whoever brings them, it knows the position up
/// to which everything that concerns this node has gone by, and lets nothing by that leaves a hole:
/// that is read from the log first.
final class Inflow {
  private static final Logger LOG = LoggerFactory.getLogger(Inflow.class);

  /// What all shards share.
  ///
  /// @param rooms how a room's events change it
  /// @param awaitViews waits for a moment until the views hold what is before the position
  record Parts(
      EventLog log,
      CommitCodec codec,
      BiFunction<Room, RoomEvent, Room> rooms,
      Ear ear,
      ViewsAwaiter awaitViews,
      FanoutLimits limits,
      Executor work) {}

  @FunctionalInterface
  interface ViewsAwaiter {
    boolean await(int shard, long position);
  }

  /// Who hears of the commits.
  interface Ear {
    void committed(Committed committed);

    /// Commits went by unheard.
    void missed();
  }

  private final int shard;
  private final Parts parts;
  private final RoomMemory memory;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition projectedMoved = lock.newCondition();
  private final Set<Integer> followed = new HashSet<>();
  private final Wishes wishes = new Wishes();
  private final Backlog held;

  /// Everything before it that concerns this node has been heard.
  private long cursor;

  /// The owner counted on what this node had named from here on.
  private long registered;

  private long projected;
  private @Nullable OwnerLink source;
  private long generation;

  /// Whether what is named from now on must be told to somebody: a source that is, or begins to be.
  private @Nullable OwnerLink named;

  private boolean reading;
  private boolean closed;
  private long seenEnd;

  /// @param cursor where to begin
  Inflow(int shard, long cursor, Parts parts) {
    this.shard = shard;
    this.cursor = cursor;
    this.seenEnd = cursor;
    this.parts = parts;
    this.held = new Backlog(parts.limits());
    this.memory = new RoomMemory(parts.limits().roomWeight(), parts.rooms());
  }

  void follow(int room) {
    lock.lock();
    try {
      if (followed.add(room) && named != null) {
        wishes.add(room);
        named.hasWishes();
      }
    } finally {
      lock.unlock();
    }
  }

  void leave(int room) {
    lock.lock();
    try {
      if (followed.remove(room) && named != null) {
        wishes.remove(room);
      }
      memory.forget(room);
    } finally {
      lock.unlock();
    }
  }

  boolean isFollowed(int room) {
    lock.lock();
    try {
      return followed.contains(room);
    } finally {
      lock.unlock();
    }
  }

  /// Behind everything that was heard, or went by before this node had named what it names now.
  long end() {
    lock.lock();
    try {
      return Math.max(cursor, registered);
    } finally {
      lock.unlock();
    }
  }

  /// A commit of this process's own shard.
  void local(Committed committed) {
    lock.lock();
    try {
      take(Arrival.local(committed));
    } finally {
      lock.unlock();
    }
  }

  /// What an owner tells. Does not count where it was not asked for.
  void told(OwnerLink from, long itsGeneration, Told.Span span) {
    Arrival arrival = Arrival.told(span, parts.codec());
    lock.lock();
    try {
      if (source == from && generation == itsGeneration) {
        if (span.projected() > projected) {
          projected = span.projected();
          projectedMoved.signalAll();
        }
        take(arrival);
      }
    } finally {
      lock.unlock();
    }
  }

  private void take(Arrival arrival) {
    if (arrival.to() <= cursor) {
      return;
    }
    if (!reading && arrival.from() <= cursor) {
      hear(arrival);
      return;
    }
    held.add(arrival);
    read();
  }

  private void hear(Arrival arrival) {
    arrival.pieces().forEach(this::hear);
    cursor = Math.max(cursor, arrival.to());
  }

  private void hear(Arrival.Piece piece) {
    if (piece.position() < cursor) {
      return;
    }
    cursor = piece.position() + 1;
    Commit commit = piece.commit();
    Room after = null;
    if (commit.aggregate() instanceof AggregateId.Room(var id) && isTold(commit)) {
      after = piece.after();
      if (followed.contains(id.value())) {
        Room known = memory.after(id.value(), commit, after, piece.version());
        after = after == null ? known : after;
        if (after == null && source != null) {
          wishes.repeat(id.value());
          source.hasWishes();
        }
      }
    }
    parts.ear().committed(new Committed(shard, piece.position(), commit, after));
  }

  private static boolean isTold(Commit commit) {
    for (Event event : commit.events()) {
      if (event instanceof RoomEvent roomEvent && !roomEvent.isPrivate()) {
        return true;
      }
    }
    return false;
  }

  /// Has the log read from where this node is.
  void read() {
    lock.lock();
    try {
      if (!reading && !closed) {
        reading = true;
        parts.work().execute(this::readOn);
      }
    } finally {
      lock.unlock();
    }
  }

  private void readOn() {
    try {
      long behind = parts.log().end(shard) - position();
      if (behind > parts.limits().farBehind()) {
        skip();
      }
      boolean more = true;
      while (more) {
        more = readMore();
      }
    } catch (CorruptLog damage) {
      LOG.atError()
          .addKeyValue("shard", shard)
          .setCause(damage)
          .log("unreadable for live delivery");
      attemptSkip();
    } catch (OperatingFailure failure) {
      LOG.atWarn()
          .addKeyValue("shard", shard)
          .addKeyValue("cause", failure.getMessage())
          .log("the log cannot be read for live delivery; trying again soon");
    } finally {
      lock.lock();
      try {
        reading = false;
        boolean _ = hearHeld();
      } finally {
        lock.unlock();
      }
    }
  }

  private void attemptSkip() {
    try {
      skip();
    } catch (OperatingFailure failure) {
      LOG.atWarn().addKeyValue("shard", shard).setCause(failure).log("trying again soon");
    }
  }

  private long position() {
    lock.lock();
    try {
      return cursor;
    } finally {
      lock.unlock();
    }
  }

  /// @return whether there may be more that is not held
  private boolean readMore() {
    long from = position();
    Arrival stored =
        Arrival.read(
            from,
            parts.log().read(shard, from, parts.limits().readRecords(), parts.limits().readBytes()),
            parts.codec());
    lock.lock();
    try {
      hear(stored.before(held.begin(cursor)));
      boolean reached = hearHeld();
      return !closed && stored.to() > from && !reached;
    } finally {
      lock.unlock();
    }
  }

  /// @return whether something was held, and all of it is heard
  private boolean hearHeld() {
    boolean heard = false;
    for (Arrival next = held.next(cursor); next != null; next = held.next(cursor)) {
      hear(next);
      heard = true;
    }
    return heard && held.isEmpty();
  }

  /// Too much to read, or unreadable: goes on at the log's end, and says so.
  private void skip() {
    long end = parts.log().end(shard);
    boolean _ = parts.awaitViews().await(shard, end);
    lock.lock();
    try {
      if (end > cursor) {
        cursor = end;
        memory.forgetAll();
        parts.ear().missed();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Compares with where the log ends now. What was there at the comparison before, and has not
  /// come since, is read.
  void check(long end) {
    lock.lock();
    try {
      if (cursor < seenEnd) {
        read();
      }
      seenEnd = Math.max(seenEnd, end);
    } finally {
      lock.unlock();
    }
  }

  /// Reads what is held up by a hole, where reading had failed.
  void readIfHeld() {
    lock.lock();
    try {
      if (!held.isEmpty()) {
        read();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isFollowing(OwnerLink owner) {
    lock.lock();
    try {
      return named == owner;
    } finally {
      lock.unlock();
    }
  }

  boolean hasSource() {
    lock.lock();
    try {
      return source != null;
    } finally {
      lock.unlock();
    }
  }

  /// Everything to name to an owner that is to become the source. What is named later is collected.
  List<Integer> begin(OwnerLink owner) {
    lock.lock();
    try {
      source = null;
      named = owner;
      wishes.clear();
      return List.copyOf(followed);
    } finally {
      lock.unlock();
    }
  }

  /// What was named to the owner since.
  Follow.Change wishes(OwnerLink owner) {
    lock.lock();
    try {
      return named == owner && !wishes.isEmpty() ? wishes.take() : Follow.Change.NONE;
    } finally {
      lock.unlock();
    }
  }

  /// The owner has heard what was named to it, and counts on it from a position on.
  void heard(OwnerLink owner, long itsGeneration, long position) {
    lock.lock();
    try {
      if (named == owner) {
        registered = Math.max(registered, position);
        if (source == null) {
          source = owner;
          generation = itsGeneration;
          read();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Relies on the owner no more.
  void lose(OwnerLink owner) {
    lock.lock();
    try {
      if (named == owner) {
        source = null;
        named = null;
        wishes.clear();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The link that this shard is named to; null where there is none.
  @Nullable OwnerLink named() {
    lock.lock();
    try {
      return named;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the views are known to hold everything before the position.
  boolean awaitProjected(long position, Duration time) {
    lock.lock();
    try {
      long rest = time.toNanos();
      while (projected < position && rest > 0) {
        rest = projectedMoved.awaitNanos(rest);
      }
      return projected >= position;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// The views were seen to hold everything before the position.
  void projected(long position) {
    lock.lock();
    try {
      if (position > projected) {
        projected = position;
        projectedMoved.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /// What is remembered and held, for whoever watches.
  void count(ObjLongConsumer<String> numbers) {
    lock.lock();
    try {
      numbers.accept("followed", followed.size());
      numbers.accept("remembered", memory.size());
      numbers.accept("held", held.size());
    } finally {
      lock.unlock();
    }
  }
}
