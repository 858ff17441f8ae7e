package io.tsubame.application.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the shards of this node and gives them up, as the members come and go.
///
/// Where one is lost, the others take its shards at once. Where one comes or goes as planned, a few
/// shards change hands at a time: a node that comes stands for more and more of them, each time
/// when their owners have given them up, and a node that goes for fewer and fewer, after it has
/// given them up itself. One that the log does not answer, while it answers others, stands for
/// nothing.
public final class Ownership implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

  /// Shards that change hands at the same time. More of them open more slowly, each waiting for the
  /// others.
  private static final int AT_ONCE = 4;

  /// How long those that come next wait for a shard to be given up, or to be served.
  private static final Duration HANDOVER = Duration.ofSeconds(2);

  /// How long a node that comes waits for members who do not say what they stand for.
  private static final Duration STRANGERS = Duration.ofSeconds(5);

  /// How long a node that goes hands shards over. What it has then, it leaves at once.
  private static final Duration LEAVING = Duration.ofSeconds(15);

  /// How long the others have to learn that this node has left.
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private static final Duration BEAT = Duration.ofSeconds(1);

  private final Peers peers;
  private final ShardPlacement placement;
  private final Introductions introductions;
  private final BooleanSupplier reachesLog;
  private final IntFunction<CompletableFuture<Void>> take;
  private final IntFunction<CompletableFuture<Void>> give;
  private final Set<Integer> owned = new HashSet<>();

  /// The last taking or giving of each shard.
  private final Map<Integer, CompletableFuture<Void>> changes = new HashMap<>();

  private final Thread thread;
  private volatile boolean complete;
  private volatile boolean leaving;
  private boolean closed;

  /// @param reachesLog whether the log answers this node
  /// @param take begins to own a shard, and ends when it is served; must be quick
  /// @param give begins to give it up, and ends when the views hold all that was written there;
  ///   must be quick
  public Ownership(
      Peers peers,
      ShardPlacement placement,
      NodeCodec codec,
      BooleanSupplier reachesLog,
      IntFunction<CompletableFuture<Void>> take,
      IntFunction<CompletableFuture<Void>> give) {
    this.peers = peers;
    this.placement = placement;
    this.take = take;
    this.give = give;
    this.reachesLog = reachesLog;
    introductions = new Introductions(peers, placement, codec, HANDOVER, reachesLog, this::noted);
    thread = Thread.ofVirtual().name("ownership").unstarted(this::come);
    placement.onChange(this::settle);
  }

  /// Stands for shards from now on, as soon as this node is a member.
  public void start() {
    thread.start();
  }

  /// Whether this node has stood for all shards once.
  public boolean isComplete() {
    return complete;
  }

  /// Leaves the cluster: hands the shards over to the others, and gives up what nobody takes.
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    leaving = true;
    thread.interrupt();
    try {
      thread.join();
      go();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    peers.leave(FAREWELL);
    settle();
    synchronized (this) {
      closed = true;
    }
  }

  private void come() {
    try {
      while (!leaving) {
        if (!change()) {
          placement.awaitChange(BEAT);
        }
      }
    } catch (InterruptedException _) {
      // it leaves
    }
  }

  /// Whether this node stands for other shards than before. What fails is tried again: without it,
  /// the node would stay as it is for ever.
  private boolean change() throws InterruptedException {
    try {
      introductions.renew();
      return reachesLog.getAsBoolean() ? standForMore() : standAside();
    } catch (RuntimeException failure) {
      LOG.atError().setCause(failure).log("Shards could not change hands");
      return false;
    }
  }

  /// Whether there was more to stand for.
  private boolean standForMore() throws InterruptedException {
    if (!peers.members().contains(peers.self()) || !introductions.areDone(STRANGERS)) {
      return false;
    }
    Candidacy now = placement.candidacyOf(peers.self());
    Set<Integer> more = new TreeSet<>();
    Set<NodeId> owners = new HashSet<>();
    int moving = 0;
    for (int shard = 0; shard < placement.shards(); shard++) {
      if (!now.shards().contains(shard)) {
        Optional<NodeId> owner = placement.ownerOf(shard);
        boolean moves = owner.isPresent() && placement.wouldOwn(shard);
        if (!moves) {
          more.add(shard);
        } else if (moving < AT_ONCE) {
          moving++;
          more.add(shard);
          owners.add(owner.get());
        }
      }
    }
    if (more.isEmpty()) {
      if (!complete) {
        complete = true;
        LOG.atInfo().addKeyValue("owned", owned().size()).log("This node has its shards");
      }
      return false;
    }
    Candidacy next = now.with(more);
    introductions.announce(next, owners);
    placement.stands(peers.self(), next);
    await(changesOf(more));
    return true;
  }

  /// Lets those have the shards who reach the log; whether there were any.
  private boolean standAside() throws InterruptedException {
    Candidacy now = placement.candidacyOf(peers.self());
    if (now.shards().isEmpty() || !introductions.doOthersReachLog()) {
      return false;
    }
    LOG.atWarn().log("The log answers others and not this node, which gives its shards up");
    Candidacy none = now.without(now.shards());
    placement.stands(peers.self(), none);
    introductions.announce(none, Set.of());
    return true;
  }

  /// Hands over what others stand for.
  private void go() throws InterruptedException {
    long end = System.nanoTime() + LEAVING.toNanos();
    Set<Integer> fewer = withHeirs();
    while (!fewer.isEmpty() && System.nanoTime() - end < 0) {
      Candidacy next = placement.candidacyOf(peers.self()).without(fewer);
      placement.stands(peers.self(), next);
      Set<NodeId> heirs = new HashSet<>();
      fewer.forEach(shard -> placement.ownerOf(shard).ifPresent(heirs::add));
      await(changesOf(fewer));
      introductions.announce(next, heirs);
      fewer = withHeirs();
    }
  }

  private Set<Integer> withHeirs() {
    Set<Integer> some = new TreeSet<>();
    placement.own().stream().sorted().filter(placement::hasHeir).limit(AT_ONCE).forEach(some::add);
    return some;
  }

  /// Another node stands for other shards than before: waits until what changes hands by that is
  /// given up, or served.
  private void noted(NodeId node, Candidacy candidacy) throws InterruptedException {
    Set<Integer> before = owned();
    placement.stands(node, candidacy);
    Set<Integer> after = owned();
    Set<Integer> changed = new HashSet<>(before);
    changed.addAll(after);
    changed.removeIf(shard -> before.contains(shard) && after.contains(shard));
    await(changesOf(changed));
  }

  private synchronized void settle() {
    if (closed) {
      return;
    }
    Set<Integer> own = placement.own();
    Set<Integer> given = new TreeSet<>(owned);
    given.removeAll(own);
    Set<Integer> taken = new TreeSet<>(own);
    taken.removeAll(owned);
    given.forEach(shard -> changes.put(shard, give.apply(shard)));
    taken.forEach(shard -> changes.put(shard, take.apply(shard)));
    owned.clear();
    owned.addAll(own);
  }

  private synchronized Set<Integer> owned() {
    return Set.copyOf(owned);
  }

  private synchronized List<CompletableFuture<Void>> changesOf(Collection<Integer> shards) {
    return shards.stream().map(changes::get).filter(Objects::nonNull).toList();
  }

  private static void await(List<CompletableFuture<Void>> changes) throws InterruptedException {
    try {
      CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new))
          .get(HANDOVER.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException late) {
      LOG.atInfo().log("Shards change hands more slowly than usual");
    }
  }
}
