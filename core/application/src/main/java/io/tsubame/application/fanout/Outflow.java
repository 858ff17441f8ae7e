package io.tsubame.application.fanout;

import io.tsubame.application.Overloaded;
import io.tsubame.application.cluster.NodeId;
import io.tsubame.application.cluster.Peers;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.ViewProgress;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.room.Room;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What one other node is told of the shards of this one, as long as it follows them: each commit
/// that concerns it once, and how far this node has come.
///
/// Each message says from which position on it speaks, which is where the one before ended. So it
/// does not matter what gets lost on the way, or does not fit into the outbox: the other sees that
/// there is a hole, and where.
final class Outflow {
  /// What is told by messages on this topic.
  static final String TOPIC = "live.told";

  /// @param outgoing null where there is nothing but that nothing more happened
  private record Parcel(
      long generation,
      int shard,
      long from,
      long to,
      long projected,
      @Nullable Outgoing outgoing,
      @Nullable Room after) {}

  private final NodeId to;
  private final Peers peers;
  private final ViewProgress views;
  private final FanoutLimits limits;
  private final Executor work;
  private final List<Course> courses;
  private final Set<Integer> accounts = ConcurrentHashMap.newKeySet();
  private final Queue<Parcel> outbox;
  private final AtomicBoolean sending = new AtomicBoolean();
  private volatile long generation;
  private volatile long lastSent;

  Outflow(
      NodeId to, Peers peers, ViewProgress views, int shards, FanoutLimits limits, Executor work) {
    this.to = to;
    this.peers = peers;
    this.views = views;
    this.limits = limits;
    this.work = work;
    this.courses = IntStream.range(0, shards).mapToObj(Course::new).toList();
    this.outbox = new ArrayBlockingQueue<>(limits.outbox());
  }

  /// Called by the shard's thread, in order.
  void committed(Outgoing outgoing) {
    courses.get(outgoing.committed().shard()).committed(outgoing);
  }

  /// Takes in what the node wants to be told. All that is published afterwards is held against it.
  ///
  /// @param owned whether a shard is of this node; of others nothing begins to be told
  synchronized Follow.Answer follow(Follow wish, IntPredicate owned) {
    if (wish.begins() && wish.generation() > generation) {
      generation = wish.generation();
      accounts.clear();
      courses.forEach(Course::end);
    } else if (wish.begins() || wish.generation() != generation) {
      return new Follow.Answer(false, List.of());
    }
    accounts.addAll(wish.accounts().added());
    wish.accounts().removed().forEach(accounts::remove);
    checkBound(accounts.size());
    wish.ended().forEach(shard -> courses.get(shard).end());
    wish.shards().forEach(each -> courses.get(each.shard()).follow(each, owned.test(each.shard())));
    checkBound(courses.stream().mapToInt(Course::size).sum());
    List<Follow.Answer.End> ends = new ArrayList<>();
    courses.forEach(course -> course.addEnd(ends));
    return new Follow.Answer(true, ends);
  }

  private void checkBound(int size) {
    if (size > limits.followed()) {
      generation = 0;
      accounts.clear();
      courses.forEach(Course::end);
      throw new Overloaded("a node follows too much");
    }
  }

  /// Tells how far the shards and their views have come, where that changed; and after a while that
  /// nothing has.
  ///
  /// @param now of a clock in nanoseconds
  void beat(long now) {
    if (generation == 0) {
      return;
    }
    boolean news = false;
    for (Course course : courses) {
      news |= course.beat();
    }
    if (news) {
      lastSent = now;
    } else if (now - lastSent > limits.silence().toNanos() / 4) {
      lastSent = now;
      peers.tell(to, TOPIC, Told.begin(generation).toBytes());
    }
  }

  /// Rooms that the node has named.
  int size() {
    return courses.stream().mapToInt(Course::size).sum();
  }

  private boolean offer(Parcel parcel) {
    boolean offered = outbox.offer(parcel);
    if (sending.compareAndSet(false, true)) {
      work.execute(this::send);
    }
    return offered;
  }

  private void send() {
    do {
      for (Parcel next = outbox.poll(); next != null; next = outbox.poll()) {
        peers.tell(to, TOPIC, messageFrom(next));
      }
      sending.set(false);
    } while (!outbox.isEmpty() && sending.compareAndSet(false, true));
  }

  /// As much as waits, up to the length of a message.
  private byte[] messageFrom(Parcel first) {
    PacketWriter out = Told.begin(first.generation());
    write(out, first);
    for (Parcel next = outbox.peek();
        next != null
            && next.generation() == first.generation()
            && out.size() < limits.messageBytes();
        next = outbox.peek()) {
      outbox.remove();
      write(out, next);
    }
    return out.toBytes();
  }

  /// What is too long is left out, which the other sees as a hole.
  private void write(PacketWriter out, Parcel parcel) {
    Outgoing outgoing = parcel.outgoing();
    List<Told.Piece> pieces = List.of();
    if (outgoing != null) {
      var bytes = outgoing.bytes();
      if (bytes.payload().length > limits.commitBytes()) {
        return;
      }
      Committed committed = outgoing.committed();
      pieces =
          List.of(
              new Told.Piece(
                  committed.position(), bytes, Told.versionAfter(committed), parcel.after()));
    }
    Told.writeSpan(
        out, new Told.Span(parcel.shard(), parcel.from(), parcel.to(), parcel.projected(), pieces));
  }

  /// The commits of one shard, as the node is told of them.
  private final class Course {
    private final int shard;
    private final Set<Integer> rooms = new HashSet<>();
    private final RecentRooms<Boolean> remembered = new RecentRooms<>(limits.roomWeight());
    private boolean complete;

    /// Behind the last commit that was held against what the node wants; -1 before the first one.
    /// It stays where the node begins anew: what it was told of until there may still be on its
    /// way.
    private long end = -1;

    /// Up to where the node has been told everything, from where it was told first.
    private long told = -1;

    private long reportedEnd = -1;
    private long reportedProjected = -1;

    Course(int shard) {
      this.shard = shard;
    }

    synchronized void end() {
      rooms.clear();
      remembered.clear();
      complete = false;
      told = end;
      reportedEnd = -1;
      reportedProjected = -1;
    }

    synchronized void follow(Follow.OfShard wish, boolean isOwned) {
      if (wish.begins()) {
        end();
      }
      for (int room : wish.rooms().added()) {
        if (!rooms.add(room)) {
          remembered.remove(room); // the node has forgotten it
        }
      }
      for (int room : wish.rooms().removed()) {
        rooms.remove(room);
        remembered.remove(room);
      }
      complete |= wish.complete() && isOwned;
    }

    synchronized void addEnd(List<Follow.Answer.End> ends) {
      if (complete) {
        ends.add(new Follow.Answer.End(shard, end));
      }
    }

    synchronized int size() {
      return rooms.size();
    }

    synchronized void committed(Outgoing outgoing) {
      if (!complete) {
        return;
      }
      long position = outgoing.committed().position();
      if (position != end) {
        told = position; // what came between was not published here
      }
      end = position + 1;
      Reach reach = outgoing.reach();
      boolean followed = reach.room() != null && rooms.contains(reach.room().value());
      if (followed || reach.everybody() || hasOneOf(reach.accounts())) {
        Room after = followed ? news(outgoing.committed()) : null;
        tell(outgoing, after);
      }
    }

    /// The room after the commit, if the node does not remember it.
    private @Nullable Room news(Committed committed) {
      Room after = committed.roomAfter();
      int room = room(committed);
      if (after == null) {
        remembered.remove(room);
        return null;
      }
      boolean known = remembered.get(room) != null;
      remembered.put(room, true, after.members().size());
      return known ? null : after;
    }

    private static int room(Committed committed) {
      return committed.commit().aggregate() instanceof AggregateId.Room(var id) ? id.value() : 0;
    }

    private boolean hasOneOf(Set<AccountId> concerned) {
      for (AccountId account : concerned) {
        if (accounts.contains(account.value())) {
          return true;
        }
      }
      return false;
    }

    private void tell(@Nullable Outgoing outgoing, @Nullable Room after) {
      long projected = views.projected(shard);
      long from = Math.max(0, told);
      long to = Math.max(0, end);
      if (!offer(new Parcel(generation, shard, from, to, projected, outgoing, after))) {
        remembered.clear();
      }
      told = end;
    }

    /// @return whether there was something to tell
    synchronized boolean beat() {
      if (!complete) {
        return false;
      }
      long projected = views.projected(shard);
      if (end == reportedEnd && projected == reportedProjected) {
        return false;
      }
      reportedEnd = end;
      reportedProjected = projected;
      tell(null, null);
      return true;
    }
  }
}
