package io.tsubame.application.fanout;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Unavailable;
import io.tsubame.application.cluster.NodeId;
import io.tsubame.application.cluster.Peers;
import io.tsubame.application.live.Interest;
import io.tsubame.application.live.LiveListener;
import io.tsubame.application.live.LogAndViews;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.application.shard.CommitListener;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.ShardMap;
import io.tsubame.application.shard.ViewProgress;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the commits of all nodes to this node's live hub, as far as they concern its connections,
/// and this node's commits to the others. The rules are numbered in `docs/spec/fan-out.md`.
///
/// It stands between the engine and the hub: it listens to the one, and the other listens to it and
/// names to it what it needs. A server of a cluster puts them together so, before the engine starts
/// and with the rest as on a single node:
///
/// ```java
/// Fanout fanout = new Fanout(parts, limits);
/// LiveHub hub =
///     new LiveHub(new Sources(rooms, history, fanout, encoder, fanout), accounts, live, clock);
/// fanout.feed(tokens);
/// fanout.feed(hub);
/// engine.listen(fanout);
/// fanout.start();
/// ```
public final class Fanout
    implements CommitListener, Interest, LogAndViews, ViewProgress, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Fanout.class);

  /// How long somebody waits for the views.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration GLANCE = Duration.ofMillis(100);

  /// What the projections of this node say of a shard that they do not follow.
  private static final long NOT_FOLLOWED = Long.MAX_VALUE;

  /// What it works with. It closes none of it.
  ///
  /// @param owners who owns a shard, as far as this node knows
  /// @param rooms how a room's events change it
  /// @param views how far they are in the shards that are this node's
  /// @param stored how far they are in any shard, as the views themselves say
  /// @param followers of the log, which are told how far it reaches: a node that owned a shard for
  ///   a moment has written to it, and nobody else knows
  public record Parts(
      Peers peers,
      IntFunction<NodeId> owners,
      EventLog log,
      CommitCodec codec,
      BiFunction<Room, RoomEvent, Room> rooms,
      ViewProgress views,
      IntToLongFunction stored,
      LogEnds followers) {}

  /// Hears how far the log of a shard reaches.
  @FunctionalInterface
  public interface LogEnds {
    void reaches(int shard, long end);
  }

  /// How time passes and work is done: not what tests need to see.
  ///
  /// @param work runs tasks that may block, each by itself
  /// @param nanoTime only goes forwards
  public record Pace(Executor work, LongSupplier nanoTime) {
    static Pace real() {
      return new Pace(task -> Thread.ofVirtual().name("fan-out").start(task), System::nanoTime);
    }
  }

  private final Parts parts;
  private final FanoutLimits limits;
  private final Pace pace;
  private final ShardMap shards;
  private final List<Inflow> inflows;
  private final boolean[] owned;
  private final Set<Integer> accounts = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<NodeId, OwnerLink> links = new ConcurrentHashMap<>();
  private final ConcurrentMap<NodeId, Outflow> outflows = new ConcurrentHashMap<>();
  private final List<LiveListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong generations = new AtomicLong();
  private final AtomicBoolean checking = new AtomicBoolean();
  private final LongAdder heard = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final OwnerLink.Parts linkParts;
  private volatile boolean changed = true;
  private long lastUpkeep;
  private long lastCheck;

  /// Begins at the end of the log. Nothing is heard before [#start].
  public Fanout(Parts parts, FanoutLimits limits) {
    this(parts, limits, Pace.real());
  }

  public Fanout(Parts parts, FanoutLimits limits, Pace pace) {
    this.parts = parts;
    this.limits = limits;
    this.pace = pace;
    this.shards = new ShardMap(parts.log().shards());
    Inflow.Parts inflowParts =
        new Inflow.Parts(
            parts.log(), parts.codec(), parts.rooms(), ear(), this::await, limits, pace.work());
    this.inflows =
        IntStream.range(0, shards.shards())
            .mapToObj(shard -> new Inflow(shard, parts.log().end(shard), inflowParts))
            .toList();
    this.owned = new boolean[shards.shards()];
    this.linkParts =
        new OwnerLink.Parts(
            parts.peers(),
            inflows,
            parts.owners(),
            accounts,
            generations::incrementAndGet,
            pace.nanoTime(),
            limits);
    this.lastUpkeep = pace.nanoTime().getAsLong();
    this.lastCheck = lastUpkeep;
    parts.peers().answer(OwnerLink.TOPIC, this::follow);
    parts.peers().receive(Outflow.TOPIC, new Reception());
    parts.peers().onChange(this::ownersChanged);
  }

  /// Adds one who hears of all commits that concern this node, from now on.
  public void feed(LiveListener listener) {
    listeners.add(listener);
  }

  /// Other nodes own shards than before: they are looked for at the next beat.
  public void ownersChanged() {
    changed = true;
  }

  public void start() {
    Thread.ofVirtual().name("fan-out-beat").start(this::run);
  }

  /// Hears of the commits of this process's shards.
  @Override
  public void committed(Committed committed) {
    inflows.get(committed.shard()).local(committed);
    if (!outflows.isEmpty()) {
      Reach reach = Reach.of(committed.commit());
      Outgoing outgoing = new Outgoing(committed, reach, parts.codec());
      outflows.values().forEach(outflow -> outflow.committed(outgoing));
    }
  }

  @Override
  public void follow(RoomId room) {
    inflows.get(shards.shardOf(new AggregateId.Room(room))).follow(room.value());
  }

  @Override
  public void leave(RoomId room) {
    inflows.get(shards.shardOf(new AggregateId.Room(room))).leave(room.value());
  }

  /// Whether a connection of this node follows the room.
  public boolean isFollowed(RoomId room) {
    return inflows.get(shards.shardOf(new AggregateId.Room(room))).isFollowed(room.value());
  }

  @Override
  public void arrive(AccountId account) {
    accounts.add(account.value());
    links.values().forEach(link -> link.arrive(account.value()));
  }

  @Override
  public void depart(AccountId account) {
    accounts.remove(account.value());
    links.values().forEach(link -> link.depart(account.value()));
  }

  @Override
  public void await() {
    links.values().forEach(OwnerLink::flush);
  }

  @Override
  public long[] ends() {
    return inflows.stream().mapToLong(Inflow::end).toArray();
  }

  @Override
  public boolean await(int shard, long position) {
    try {
      return awaitProjected(shard, position, PATIENCE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Of any shard, also of one that another node owns.
  @Override
  public long projected(int shard) {
    long here = parts.views().projected(shard);
    return here == NOT_FOLLOWED ? storedProgress(shard) : here;
  }

  @Override
  public boolean awaitProjected(int shard, long end, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    do {
      if (isProjected(shard, end)) {
        return true;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    } while (System.nanoTime() - deadline < 0 && closing.getCount() > 0);
    return false;
  }

  /// Waits for a glance.
  private boolean isProjected(int shard, long position) throws InterruptedException {
    Inflow inflow = inflows.get(shard);
    if (isMine(shard) && parts.views().projected(shard) != NOT_FOLLOWED) {
      return parts.views().awaitProjected(shard, position, GLANCE)
          && parts.views().projected(shard) != NOT_FOLLOWED;
    }
    if (inflow.hasSource() && inflow.awaitProjected(position, GLANCE)) {
      return true;
    }
    inflow.projected(storedProgress(shard));
    return inflow.awaitProjected(position, GLANCE);
  }

  private long storedProgress(int shard) {
    try {
      return parts.stored().applyAsLong(shard);
    } catch (OperatingFailure _) {
      return 0; // whoever waits looks again
    }
  }

  /// What is in memory, and how much was heard.
  ///
  /// @param heard commits that were brought to the listeners
  /// @param failures of listeners
  /// @param followed rooms here
  /// @param remembered rooms whose members are known here
  /// @param named rooms that other nodes follow of this one
  public record Numbers(long heard, long failures, int followed, int remembered, int named) {}

  public Numbers numbers() {
    Map<String, Long> sums = new HashMap<>();
    inflows.forEach(inflow -> inflow.count((name, number) -> sums.merge(name, number, Long::sum)));
    return new Numbers(
        heard.sum(),
        failures.sum(),
        Math.toIntExact(sums.getOrDefault("followed", 0L)),
        Math.toIntExact(sums.getOrDefault("remembered", 0L)),
        outflows.values().stream().mapToInt(Outflow::size).sum());
  }

  /// Does what is due: tells the others how far this node has come, and looks after what it hears
  /// from them. Called by one thread at a time, about each [FanoutLimits#beat].
  public void beat() {
    long now = pace.nanoTime().getAsLong();
    outflows.values().forEach(outflow -> outflow.beat(now));
    if (changed || now - lastUpkeep >= limits.pause().toNanos()) {
      changed = false;
      lastUpkeep = now;
      lookAfterNodes(now);
      IntStream.range(0, inflows.size()).forEach(this::lookAfter);
      links.values().stream()
          .filter(OwnerLink::isToFlush)
          .forEach(link -> pace.work().execute(link::flush));
    }
    if (now - lastCheck >= limits.check().toNanos() && checking.compareAndSet(false, true)) {
      lastCheck = now;
      pace.work().execute(this::compareWithLog);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    inflows.forEach(Inflow::close);
  }

  private void run() {
    try {
      while (!closing.await(limits.beat().toNanos(), TimeUnit.NANOSECONDS)) {
        attempt(this::beat);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException bug) {
      failures.increment();
      LOG.atError().setCause(bug).log("a part of the fan-out failed");
    }
  }

  private void lookAfterNodes(long now) {
    Set<NodeId> others = parts.peers().others();
    outflows.keySet().removeIf(node -> !others.contains(node));
    for (OwnerLink link : List.copyOf(links.values())) {
      if (!others.contains(link.owner())) {
        links.remove(link.owner());
        pace.work().execute(link::close);
      } else if (link.isSilent(now)) {
        pace.work().execute(link::reset);
      }
    }
    others.forEach(node -> links.computeIfAbsent(node, each -> new OwnerLink(each, linkParts)));
  }

  private void lookAfter(int shard) {
    Inflow inflow = inflows.get(shard);
    boolean mine = isMine(shard);
    OwnerLink link = mine ? null : links.get(parts.owners().apply(shard));
    OwnerLink named = inflow.named();
    if (named != null && named != link) {
      named.end(shard);
    }
    if (link != null && named != link) {
      link.hasWishes();
    }
    if (mine ? !owned[shard] : !inflow.hasSource()) {
      inflow.read();
    }
    owned[shard] = mine;
    inflow.readIfHeld();
  }

  /// Whatever the others say: what is in the log must come here.
  private void compareWithLog() {
    try {
      List<Long> ends = parts.log().ends();
      for (int shard = 0; shard < inflows.size(); shard++) {
        long end = ends.get(shard);
        inflows.get(shard).check(end);
        parts.followers().reaches(shard, end);
      }
    } catch (OperatingFailure failure) {
      LOG.atWarn()
          .addKeyValue("cause", failure.getMessage())
          .log("the log's end is unknown for now");
    } finally {
      checking.set(false);
    }
  }

  private boolean isMine(int shard) {
    return parts.owners().apply(shard).equals(parts.peers().self());
  }

  private byte[] follow(NodeId from, byte[] request) {
    Follow wish = followOf(request);
    Outflow outflow =
        outflows.computeIfAbsent(
            from,
            node ->
                new Outflow(
                    node, parts.peers(), parts.views(), inflows.size(), limits, pace.work()));
    return outflow.follow(wish, this::isMine).encode();
  }

  private Follow followOf(byte[] request) {
    try {
      return Follow.decode(request, inflows.size());
    } catch (Misread misread) {
      throw new Unavailable("not understood: " + misread.getMessage());
    }
  }

  private Inflow.Ear ear() {
    return new Inflow.Ear() {
      @Override
      public void committed(Committed committed) {
        heard.increment();
        listeners.forEach(listener -> attempt(() -> listener.committed(committed)));
      }

      @Override
      public void missed() {
        listeners.forEach(listener -> attempt(listener::missed));
      }
    };
  }

  /// What owners tell.
  private final class Reception implements Peers.Receiver {
    @Override
    public void received(NodeId from, byte[] message) {
      OwnerLink link = links.get(from);
      if (link == null) {
        return;
      }
      try {
        Told told = Told.decode(message, inflows.size());
        if (told.generation() == link.generation()) {
          link.heard(pace.nanoTime().getAsLong());
          told.spans()
              .forEach(span -> inflows.get(span.shard()).told(link, told.generation(), span));
        }
      } catch (Misread | OperatingFailure damage) {
        failures.increment();
        LOG.atWarn()
            .addKeyValue("from", from.name())
            .addKeyValue("cause", damage.getMessage())
            .log("a message was not understood; the log is read instead");
        broken(from);
      }
    }

    /// What was lost shows by itself with the next message; this is for when none comes.
    @Override
    public void broken(NodeId from) {
      OwnerLink link = links.get(from);
      for (Inflow inflow : inflows) {
        if (link != null && inflow.isFollowing(link)) {
          inflow.read();
        }
      }
    }
  }
}
