package io.tsubame.application.fanout;

import io.tsubame.application.cluster.NodeId;
import io.tsubame.application.cluster.Peers;
import io.tsubame.application.live.AccountQueries;
import io.tsubame.application.live.LiveConnection.CloseReason;
import io.tsubame.application.live.LiveHub;
import io.tsubame.application.live.LiveLimits;
import io.tsubame.application.live.LogAndViews;
import io.tsubame.application.log.EventLog.Ownership;
import io.tsubame.application.log.NotOwner;
import io.tsubame.application.query.OrganizationQueries;
import io.tsubame.application.query.PeopleQueries;
import io.tsubame.application.query.PersonalQueries;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.ViewProgress;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.Room;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// A node of the simulation: a live hub with its fan-out, and shards that it opens when it is to
/// decide something in them.
final class SimNode {
  private static final LiveLimits LIVE =
      new LiveLimits(1, 20_000, 1 << 20, 100, 8, 100, 1 << 10, 20, 4, 8, 500);

  private final SimWorld world;
  private final Peers peers;
  private final NodeId[] owners;
  private final Map<Integer, Ownership> ownerships = new HashMap<>();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Set<SimClient> clients = new HashSet<>();
  private final Map<Integer, Long> reached = new ConcurrentHashMap<>();
  private final Fanout fanout;
  private final LiveHub hub;

  SimNode(SimWorld world, Peers peers, NodeId[] owners, SimBug bug) {
    this.world = world;
    this.peers = peers;
    this.owners = owners.clone();
    this.fanout =
        new Fanout(
            new Fanout.Parts(
                peers,
                shard -> this.owners[shard],
                world.log(),
                world.codec(),
                bug.rules(world.rules()::evolve),
                viewProgress(),
                world.views()::held,
                reached::put),
            SimWorld.LIMITS,
            new Fanout.Pace(tasks::add, world::nanoTime));
    this.hub =
        new LiveHub(
            new LiveHub.Sources(
                world.views(),
                world.views(),
                bug.progress(progress()),
                world::encode,
                bug.interest(fanout)),
            new AccountQueries(
                SimWorld.notAsked(PeopleQueries.class),
                SimWorld.notAsked(OrganizationQueries.class),
                SimWorld.notAsked(PersonalQueries.class)),
            LIVE,
            SimWorld.CLOCK);
    fanout.feed(hub);
  }

  private ViewProgress viewProgress() {
    return new ViewProgress() {
      @Override
      public long projected(int shard) {
        return world.views().held(shard);
      }

      @Override
      public boolean awaitProjected(int shard, long end, Duration timeout) {
        world.views().advance(shard, end);
        return true;
      }
    };
  }

  /// The views come to what is waited for, at once and no further.
  private LogAndViews progress() {
    return new LogAndViews() {
      @Override
      public long[] ends() {
        return fanout.ends();
      }

      @Override
      public boolean await(int shard, long position) {
        world.views().advance(shard, position);
        return true;
      }
    };
  }

  NodeId id() {
    return peers.self();
  }

  Peers peers() {
    return peers;
  }

  NodeId ownerOf(int shard) {
    return owners[shard];
  }

  void setOwner(int shard, NodeId owner) {
    owners[shard] = owner;
  }

  /// How far the log reaches, as this node's followers were told.
  Map<Integer, Long> reached() {
    return reached;
  }

  Set<SimClient> clients() {
    return clients;
  }

  /// Decides and appends, if the shard is this node's in truth, or becomes so.
  ///
  /// @param publishes whether the node tells anybody before it is displaced
  boolean commit(int shard, Commit commit, @Nullable Room after, boolean publishes) {
    Ownership owner = ownerships.get(shard);
    if (owner == null) {
      owner = world.log().open(shard);
      ownerships.put(shard, owner);
    }
    long position = world.log().end(shard);
    try {
      world.log().append(owner, position, List.of(world.codec().encode(commit)));
    } catch (NotOwner displaced) {
      ownerships.remove(shard);
      return false;
    }
    Committed committed = new Committed(shard, position, commit, after);
    world.views().add(committed);
    if (publishes) {
      fanout.committed(committed);
    } else {
      ownerships.remove(shard);
    }
    return true;
  }

  SimClient connect(AccountId account, @Nullable Map<RoomId, Room> before) {
    SimClient client = new SimClient(world, account, before);
    clients.add(client);
    hub.connect(client, "sim", client.resumes());
    return client;
  }

  void resume(SimClient client) {
    hub.resume(client, client.versions());
  }

  void disconnect(SimClient client) {
    client.close(CloseReason.TOO_SLOW);
    clients.remove(client);
    hub.disconnect(client);
  }

  void beat() {
    fanout.beat();
  }

  boolean runTask() {
    Runnable task = tasks.poll();
    if (task != null) {
      task.run();
    }
    return task != null;
  }

  void settle() {
    hub.drain();
  }

  Fanout.Numbers numbers() {
    return fanout.numbers();
  }

  void close() {
    hub.close();
    fanout.close();
  }
}
