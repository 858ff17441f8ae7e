package io.tsubame.application.fanout;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Unavailable;
import io.tsubame.application.cluster.NodeId;
import io.tsubame.application.cluster.Peers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Names to one other node what this one wants to hear of the shards that the other owns, and knows
/// whether the other can be relied upon. Where it cannot, all that was named is void, and begins
/// anew: meanwhile the log is read.
final class OwnerLink {
  /// What is asked for by messages on this topic.
  static final String TOPIC = "live.follow";

  private static final Logger LOG = LoggerFactory.getLogger(OwnerLink.class);

  /// Rooms or accounts that are named in one message.
  private static final int NAMED_AT_ONCE = 100_000;

  /// What all links share.
  ///
  /// @param owners who owns a shard, as far as this node knows
  /// @param generations numbers that grow
  record Parts(
      Peers peers,
      List<Inflow> inflows,
      IntFunction<NodeId> owners,
      Set<Integer> accounts,
      LongSupplier generations,
      LongSupplier nanoTime,
      FanoutLimits limits) {}

  private final NodeId owner;
  private final Parts parts;
  private final ReentrantLock asking = new ReentrantLock();
  private final ReentrantLock naming = new ReentrantLock();
  private final Wishes accounts = new Wishes();
  private final List<Integer> ended = new ArrayList<>();
  private volatile boolean wishes;

  /// 0 while nothing is asked for.
  private volatile long generation;

  private volatile long heardAt;
  private volatile long retryAt;
  private volatile boolean gone;

  OwnerLink(NodeId owner, Parts parts) {
    this.owner = owner;
    this.parts = parts;
    this.retryAt = parts.nanoTime().getAsLong();
  }

  NodeId owner() {
    return owner;
  }

  /// There is something to name. Quick.
  void hasWishes() {
    wishes = true;
  }

  void arrive(int account) {
    naming.lock();
    try {
      if (generation != 0) {
        accounts.add(account);
        wishes = true;
      }
    } finally {
      naming.unlock();
    }
  }

  void depart(int account) {
    naming.lock();
    try {
      if (generation != 0) {
        accounts.remove(account);
      }
    } finally {
      naming.unlock();
    }
  }

  /// The owner has said something.
  void heard(long now) {
    heardAt = now;
  }

  boolean isSilent(long now) {
    return generation != 0 && now - heardAt > parts.limits().silence().toNanos();
  }

  /// Whether there is something to name, and nobody is at it.
  boolean isToFlush() {
    return wishes && !asking.isLocked();
  }

  /// Names what was not named before. Whoever returns from it can rely on that the owner knows all
  /// that was wished before, or else that this shard is read from the log.
  void flush() {
    asking.lock();
    try {
      if (!gone && wishes && parts.nanoTime().getAsLong() - retryAt >= 0) {
        wishes = false;
        ask();
      }
    } catch (OperatingFailure | Misread failure) {
      LOG.atInfo()
          .addKeyValue("owner", owner.name())
          .addKeyValue("cause", failure.getMessage())
          .log("cannot be followed for now; the log is read instead");
      reset();
    } finally {
      asking.unlock();
    }
  }

  /// The owner lost messages, or is silent: all begins anew.
  void reset() {
    asking.lock();
    try {
      generation = 0;
      retryAt = parts.nanoTime().getAsLong() + parts.limits().pause().toNanos();
      wishes = true;
      for (Inflow inflow : parts.inflows()) {
        inflow.lose(this);
      }
    } finally {
      asking.unlock();
    }
  }

  /// The node is no more, for this one.
  void close() {
    gone = true;
    reset();
  }

  /// This shard is not the owner's any more.
  void end(int shard) {
    naming.lock();
    try {
      ended.add(shard);
      wishes = true;
    } finally {
      naming.unlock();
    }
    parts.inflows().get(shard).lose(this);
  }

  long generation() {
    return generation;
  }

  private void ask() {
    List<Follow> messages = new ArrayList<>();
    long now = parts.nanoTime().getAsLong();
    boolean begins = generation == 0;
    Follow.Change people = begins ? beginAccounts() : accountsSince();
    if (begins) {
      heardAt = now;
    }
    List<Integer> over = takeEnded();
    List<Follow.OfShard> shards = new ArrayList<>();
    int size = people.size();
    for (int shard = 0; shard < parts.inflows().size(); shard++) {
      Inflow inflow = parts.inflows().get(shard);
      for (Follow.OfShard each : named(shard, inflow)) {
        if (size + each.rooms().size() > NAMED_AT_ONCE && !shards.isEmpty()) {
          messages.add(new Follow(generation, begins && messages.isEmpty(), people, shards, over));
          people = Follow.Change.NONE;
          over = List.of();
          shards = new ArrayList<>();
          size = 0;
        }
        shards.add(each);
        size += each.rooms().size();
      }
    }
    messages.add(new Follow(generation, begins && messages.isEmpty(), people, shards, over));
    messages.forEach(this::ask);
  }

  /// What there is to name of one shard, in parts. That of a shard which is said to be another's by
  /// now goes on to be named as long as its commits are heard from here.
  private List<Follow.OfShard> named(int shard, Inflow inflow) {
    if (inflow.isFollowing(this)) {
      Follow.Change change = inflow.wishes(this);
      return change.size() == 0
          ? List.of()
          : List.of(new Follow.OfShard(shard, false, false, change));
    }
    if (!parts.owners().apply(shard).equals(owner)) {
      return List.of();
    }
    List<Integer> rooms = inflow.begin(this);
    List<Follow.OfShard> named = new ArrayList<>();
    for (int from = 0; from == 0 || from < rooms.size(); from += NAMED_AT_ONCE) {
      int to = Math.min(rooms.size(), from + NAMED_AT_ONCE);
      Follow.Change part = new Follow.Change(rooms.subList(from, to), List.of());
      named.add(new Follow.OfShard(shard, from == 0, to == rooms.size(), part));
    }
    return named;
  }

  private Follow.Change beginAccounts() {
    naming.lock();
    try {
      generation = parts.generations().getAsLong();
      accounts.clear();
      ended.clear();
      return new Follow.Change(List.copyOf(parts.accounts()), List.of());
    } finally {
      naming.unlock();
    }
  }

  private Follow.Change accountsSince() {
    naming.lock();
    try {
      return accounts.isEmpty() ? Follow.Change.NONE : accounts.take();
    } finally {
      naming.unlock();
    }
  }

  private List<Integer> takeEnded() {
    naming.lock();
    try {
      List<Integer> taken = List.copyOf(ended);
      ended.clear();
      return taken;
    } finally {
      naming.unlock();
    }
  }

  private void ask(Follow message) {
    byte[] bytes = parts.peers().ask(owner, TOPIC, message.encode(), parts.limits().askTimeout());
    Follow.Answer answer = Follow.Answer.decode(bytes, parts.inflows().size());
    if (!answer.known()) {
      throw new Unavailable("the owner does not know what was asked for before");
    }
    Set<Integer> refused = new HashSet<>();
    for (Follow.OfShard each : message.shards()) {
      if (each.complete()) {
        refused.add(each.shard());
      }
    }
    for (Follow.Answer.End end : answer.ends()) {
      refused.remove(end.shard());
      parts.inflows().get(end.shard()).heard(this, generation, end.position());
    }
    refused.forEach(shard -> parts.inflows().get(shard).lose(this)); // it thinks another owns them
  }
}
