package io.tsubame.server;

import io.tsubame.application.cluster.ClusterNode;
import io.tsubame.application.cluster.NodeId;
import io.tsubame.application.cluster.Peers;
import io.tsubame.application.engine.Engine;
import io.tsubame.application.engine.EngineLimits;
import io.tsubame.application.engine.EnginePorts;
import io.tsubame.application.fanout.Fanout;
import io.tsubame.application.fanout.FanoutLimits;
import io.tsubame.application.fanout.SignOuts;
import io.tsubame.application.follower.FollowerNumbers;
import io.tsubame.application.live.Interest;
import io.tsubame.application.live.LiveListener;
import io.tsubame.application.live.LogAndViews;
import io.tsubame.application.projection.Projection;
import io.tsubame.application.query.Freshness;
import io.tsubame.application.search.Indexing;
import io.tsubame.application.search.SearchFeed;
import io.tsubame.application.search.SharedIndexing;
import io.tsubame.application.shard.ShardNumbers;
import io.tsubame.application.shard.ViewProgress;
import io.tsubame.cluster.pekko.PekkoPeers;
import io.tsubame.cluster.pekko.PekkoPeersConfig;
import io.tsubame.domain.AccountId;
import io.tsubame.protocol.RecordNodeCodec;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One node of a cluster: some shards are its own, as long as the members are what they are.
///
/// It is ready when it sees itself as a member and nothing that follows the log has stopped for
/// good, from the moment on that it has once stood for all shards and decides in those that are its
/// own: it does when the views hold what the log held when it took them. What it takes later from
/// others does not count, since all nodes take something where one is lost, and reads would fail
/// that need none of it.
final class AsNode implements Running {
  private static final Logger LOG = LoggerFactory.getLogger(AsNode.class);

  /// Owns what no member owns.
  private static final NodeId NOBODY = new NodeId("nobody", 0);

  private static final Duration GLANCE = Duration.ofMillis(200);

  private final PekkoPeers peers;
  private final ClusterNode node;
  private final Fanout fanout;
  private final CompletableFuture<String> ended;
  private volatile boolean settled;

  private AsNode(
      PekkoPeers peers, ClusterNode node, Fanout fanout, CompletableFuture<String> ended) {
    this.peers = peers;
    this.node = node;
    this.fanout = fanout;
    this.ended = ended;
  }

  /// Puts it together. It is none of the others before [#start].
  static AsNode of(PekkoPeersConfig config, EnginePorts ports, EngineLimits limits) {
    CompletableFuture<String> ended = new CompletableFuture<>();
    PekkoPeers peers =
        PekkoPeers.open(
            config,
            () ->
                ended.complete(
                    "the other nodes went on without this one, which has to be started again"));
    try {
      ClusterNode node = new ClusterNode(peers, new RecordNodeCodec(ports.codec()), ports, limits);
      Fanout fanout = new Fanout(parts(peers, node, ports), FanoutLimits.DEFAULT);
      node.engine().listen(fanout);
      return new AsNode(peers, node, fanout, ended);
    } catch (RuntimeException failure) {
      peers.close();
      throw failure;
    }
  }

  private static Fanout.Parts parts(Peers peers, ClusterNode node, EnginePorts ports) {
    return new Fanout.Parts(
        peers,
        shard -> node.placement().ownerOf(shard).orElse(NOBODY),
        ports.log(),
        ports.codec(),
        ports.deciders().room()::evolve,
        node.engine().progress(),
        shard -> stored(ports, shard),
        node.engine()::reaches);
  }

  private static long stored(EnginePorts ports, int shard) {
    return ports.projections().stream()
        .map(Projection::name)
        .mapToLong(name -> ports.views().checkpoint(name, shard))
        .min()
        .orElse(0);
  }

  @Override
  public Engine engine() {
    return node.engine();
  }

  @Override
  public Freshness freshness() {
    return node.freshness();
  }

  @Override
  public ViewProgress views() {
    return fanout;
  }

  @Override
  public LogAndViews positions() {
    return fanout;
  }

  @Override
  public Interest interest() {
    return fanout;
  }

  @Override
  public void hear(LiveListener listener) {
    fanout.feed(listener);
  }

  @Override
  public Consumer<AccountId> signOuts(Consumer<AccountId> here) {
    return new SignOuts(peers, here)::ended;
  }

  @Override
  public SearchFeed indexing(Indexing.Sources sources, SearchSettings settings) {
    return new SharedIndexing(
        sources,
        sources.indexes().reading(),
        new SharedIndexing.News(() -> owns(FIRST), fanout::ends),
        settings.follower(),
        settings.limits());
  }

  @Override
  public boolean owns(int shard) {
    return ownerOf(shard).equals(peers.self());
  }

  private void tellMembers() {
    LOG.atInfo()
        .addKeyValue("members", peers.members().stream().map(NodeId::name).sorted().toList())
        .addKeyValue("owned", node.placement().own().size())
        .log("The members of the cluster changed");
  }

  private NodeId ownerOf(int shard) {
    return node.placement().ownerOf(shard).orElse(NOBODY);
  }

  @Override
  public void start() {
    peers.onChange(this::tellMembers);
    node.placement().onChange(fanout::ownersChanged);
    node.start();
    fanout.start();
    peers.enter();
  }

  @Override
  public boolean isReady() {
    return isMember() && engine().numbers().isSound() && isSettled();
  }

  private boolean isMember() {
    return peers.members().contains(peers.self());
  }

  private boolean isSettled() {
    if (!settled) {
      settled = node.isComplete() && serving().containsAll(node.placement().own());
    }
    return settled;
  }

  private Set<Integer> serving() {
    return engine().numbers().shards().stream()
        .filter(shard -> shard.serving() || shard.sealed())
        .map(ShardNumbers::shard)
        .collect(Collectors.toSet());
  }

  @Override
  public void awaitReady(Duration patience, LongConsumer toGo) throws InterruptedException {
    long told = System.nanoTime();
    while (!isReady() && !ended.isDone()) {
      if (!engine().numbers().isSound()) {
        throw new IllegalStateException("the views have stopped; the log tells why");
      }
      node.placement().awaitChange(GLANCE);
      long lag = engine().numbers().projections().stream().mapToLong(FollowerNumbers::lag).sum();
      if (lag > 0 && System.nanoTime() - told >= patience.toNanos()) {
        told = System.nanoTime();
        toGo.accept(lag);
      }
    }
  }

  @Override
  public CompletionStage<String> ended() {
    return ended;
  }

  /// What it knows of the others, for whoever watches.
  ///
  /// @param members on which shards may lie
  /// @param others that can be reached
  /// @param owned shards that are this node's
  /// @param feeding whether this node feeds the search index
  /// @param asks of others since the start
  /// @param waiting asks that have no answer yet
  record Numbers(
      int members,
      int others,
      int owned,
      boolean feeding,
      long asks,
      int waiting,
      Fanout.Numbers fanout) {}

  Numbers numbers() {
    return new Numbers(
        peers.members().size(),
        peers.others().size(),
        node.placement().own().size(),
        owns(FIRST),
        peers.asks(),
        peers.waiting(),
        fanout.numbers());
  }

  @Override
  public void leave() {
    node.leave();
  }

  @Override
  public void close() {
    node.close();
    fanout.close();
    peers.close();
  }
}
