package io.tsubame.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.cluster.NodeId;
import io.tsubame.application.cluster.Peers;
import io.tsubame.application.fanout.Fanout;
import io.tsubame.application.fanout.FanoutLimits;
import io.tsubame.application.live.LiveListener;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.Ownership;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.ViewProgress;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decision;
import io.tsubame.domain.FreshIds;
import io.tsubame.domain.Limits;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomCommand;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import io.tsubame.domain.room.RoomDecider;
import io.tsubame.domain.room.RoomEvent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The fan-out with its own threads, over a network with faults. What it must keep is simulated
/// elsewhere, step by step; here it runs as it does in a server.
final class FanoutOverNetworkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final AccountId AYA = new AccountId(1);
  private static final RoomId ROOM = new RoomId(64);

  private final InMemoryNetwork network = new InMemoryNetwork(7);
  private final InMemoryEventLog log = new InMemoryEventLog(1);
  private final CommitCodec codec = new Numbers();
  private final RoomDecider rules = new RoomDecider(Limits.DEFAULT, Set.of());
  private final NodeId ownerId = new NodeId("owner", 1); // the first to join
  private final Node owner = new Node("owner");
  private final Node follower = new Node("follower");
  private final Ownership ownership = log.open(0);
  private Room room = Room.NONE;

  /// Keeps the commits and writes their numbers.
  private static final class Numbers implements CommitCodec {
    private final List<Commit> commits = new CopyOnWriteArrayList<>();

    @Override
    public synchronized LogRecord encode(Commit commit) {
      commits.add(commit);
      return new LogRecord(
          "commit", ByteBuffer.allocate(Integer.BYTES).putInt(commits.size() - 1).array());
    }

    @Override
    public Commit decode(LogRecord logRecord) {
      return commits.get(ByteBuffer.wrap(logRecord.payload()).getInt());
    }
  }

  private final class Node implements LiveListener, ViewProgress {
    private final Peers peers;
    private final Fanout fanout;
    private final List<Committed> heard = new CopyOnWriteArrayList<>();

    Node(String name) {
      peers = network.join(name);
      fanout =
          new Fanout(
              new Fanout.Parts(
                  peers, _ -> ownerId, log, codec, rules::evolve, this, log::end, (_, _) -> {}),
              FanoutLimits.DEFAULT);
      fanout.feed(this);
      fanout.start();
    }

    @Override
    public void committed(Committed committed) {
      heard.add(committed);
    }

    @Override
    public void missed() {
      throw new AssertionError("nothing here is too much to read");
    }

    @Override
    public long projected(int shard) {
      return log.end(shard);
    }

    @Override
    public boolean awaitProjected(int shard, long end, Duration timeout) {
      return true;
    }
  }

  @AfterEach
  void close() {
    for (Node node : List.of(owner, follower)) {
      node.fanout.close();
      node.peers.close();
    }
  }

  @Test
  @DisplayName("[FA1] [FA3] [FA4] commits of a followed room come once, in order, with the room")
  void follows() throws InterruptedException {
    follower.fanout.follow(ROOM);
    follower.fanout.await();
    assertThat(follower.fanout.await(0, log.end(0))).as("the views are known").isTrue();
    act(
        new RoomCommand.CreateGroupRoom(
            ROOM,
            "Design",
            "",
            IconPreset.GROUP,
            new MemberLists(List.of(AYA), List.of(), List.of()),
            null));
    post(50);
    await(() -> positions().equals(owned()));
    network.lose(30);
    post(50);
    network.isolate(follower.peers.self());
    network.notice();
    post(20);
    network.mend();
    network.notice();
    post(20);
    await(() -> positions().equals(owned()));

    assertThat(follower.heard.getLast().roomAfter()).isNotNull();
    assertThat(follower.heard.getLast().roomAfter().version()).isEqualTo(room.version());
    assertThat(owner.fanout.numbers().failures()).isZero();
  }

  private List<Long> positions() {
    return follower.heard.stream().map(Committed::position).toList();
  }

  private List<Long> owned() {
    return owner.heard.stream().map(Committed::position).toList();
  }

  private void post(int messages) {
    for (int i = 0; i < messages; i++) {
      act(new RoomCommand.PostMessage("message " + i, false));
    }
  }

  private void act(RoomCommand command) {
    Context context = new Context(Instant.EPOCH, Actor.of(AYA), new FreshIds(64, 64));
    if (!(rules.decide(room, command, context)
        instanceof Decision.Accepted<RoomEvent>(List<RoomEvent> events))) {
      throw new AssertionError("rejected: " + command);
    }
    room = rules.evolveAll(room, events).withoutLoaded();
    Commit commit =
        new Commit(
            new AggregateId.Room(ROOM), Instant.EPOCH, Actor.of(AYA), null, List.copyOf(events));
    long position = log.end(0);
    log.append(ownership, position, List.of(codec.encode(commit)));
    owner.fanout.committed(new Committed(0, position, commit, room));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the deadline is over").isLessThan(deadline);
      Thread.sleep(5);
    }
  }
}
