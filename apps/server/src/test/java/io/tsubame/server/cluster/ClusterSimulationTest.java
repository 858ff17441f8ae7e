package io.tsubame.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.engine.EngineLimits;
import io.tsubame.application.engine.Finding;
import io.tsubame.application.engine.Verification;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commands;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Creation;
import io.tsubame.domain.Event;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.MessageKind;
import io.tsubame.domain.room.RoomCommand.CreateGroupRoom;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.protocol.ProtobufCommitCodec;
import io.tsubame.testkit.InMemoryViewStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// People post through all nodes while nodes come, go, are killed, stand still and lose each other.
final class ClusterSimulationTest {
  private static final int CLIENTS = 4;
  private static final int ROOMS = 6;
  private static final int MISFORTUNES = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SEEDS_UNTIL_CAUGHT = 12;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  @DisplayName("[CL1] [CL2] [CL4] [CL5] [CL7] nothing is lost, doubled, out of order or unread")
  void sound(long seed) throws Exception {
    assertThat(run(seed, SeededBug.NONE)).as("seed %d", seed).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  @DisplayName("the simulation notices what it is there to notice")
  void notices(SeededBug bug) throws Exception {
    Set<String> faults = new TreeSet<>();
    for (long seed = 1; seed <= SEEDS_UNTIL_CAUGHT && faults.isEmpty(); seed++) {
      faults.addAll(run(seed, bug));
    }
    assertThat(faults).isNotEmpty();
  }

  /// Everything that was wrong.
  private static Set<String> run(long seed, SeededBug bug) throws Exception {
    SimulatedCluster cluster = new SimulatedCluster(seed, bug);
    List<Client> clients = new ArrayList<>();
    Set<String> faults = new TreeSet<>();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      post(cluster, clients, threads, seed);
    } catch (AssertionError | TimeoutException | OperatingFailure stuck) {
      faults.add("does not recover: " + stuck);
    } finally {
      threads.shutdownNow();
      cluster.close();
    }
    clients.forEach(client -> client.missed.forEach(text -> faults.add("own write unread")));
    clients.forEach(
        client -> client.denied.forEach(text -> faults.add("refused by old knowledge")));
    checkLog(cluster.log.reopened(), clients, faults);
    checkViews(cluster, faults);
    return faults;
  }

  private static void post(
      SimulatedCluster cluster, List<Client> clients, ExecutorService threads, long seed)
      throws Exception {
    List<RoomId> rooms = rooms(cluster);
    AtomicBoolean open = new AtomicBoolean(true);
    List<Future<?>> posting = new ArrayList<>();
    for (int i = 1; i <= CLIENTS; i++) {
      Client client = new Client(new AccountId(i), cluster, rooms, seed + i, open::get);
      clients.add(client);
      posting.add(threads.submit(client));
    }
    for (int i = 0; i < MISFORTUNES; i++) {
      cluster.misfortune();
    }
    open.set(false);
    cluster.mend();
    for (Future<?> each : posting) {
      each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static List<RoomId> rooms(SimulatedCluster cluster) {
    Random random = new Random(0);
    List<AccountId> all = IntStream.rangeClosed(1, CLIENTS).mapToObj(AccountId::new).toList();
    List<RoomId> rooms = new ArrayList<>();
    for (int i = 0; i < ROOMS; i++) {
      rooms.add(room(cluster.any(random).commands(), all, new CommandId("room " + i)));
    }
    return rooms;
  }

  private static RoomId room(Commands commands, List<AccountId> members, CommandId id) {
    CreateGroupRoom creation =
        new CreateGroupRoom(
            new RoomId(Creation.UNNUMBERED),
            "room",
            "",
            IconPreset.GROUP,
            new MemberLists(members, List.of(), List.of()),
            null);
    while (true) {
      try {
        Outcome outcome = commands.create(creation, Actor.of(members.getFirst()), id);
        return ((AggregateId.Room) ((Outcome.Accepted) outcome).commit().aggregate()).id();
      } catch (OperatingFailure _) {
        // the machine is slow; once more
      }
    }
  }

  private static void checkLog(EventLog log, List<Client> clients, Set<String> faults) {
    Map<String, Integer> times = new HashMap<>();
    Map<AggregateId, Integer> last = new HashMap<>();
    ProtobufCommitCodec codec = new ProtobufCommitCodec();
    for (int shard = 0; shard < log.shards(); shard++) {
      for (StoredRecord stored : log.read(shard, 0, Integer.MAX_VALUE, Integer.MAX_VALUE)) {
        if (stored.type().equals(EventLog.EPOCH_OPENED)) {
          continue;
        }
        var commit = codec.decode(stored);
        for (Event event : commit.events()) {
          if (event instanceof MessagePosted posted) {
            if (posted.kind() == MessageKind.USER) {
              times.merge(posted.body(), 1, Integer::sum);
            }
            int before = last.getOrDefault(commit.aggregate(), 0);
            if (posted.sequence() != before + 1) {
              faults.add("a gap in the order of a room");
            }
            last.put(commit.aggregate(), posted.sequence());
          }
        }
      }
    }
    if (times.values().stream().anyMatch(count -> count > 1)) {
      faults.add("doubled");
    }
    for (Client client : clients) {
      if (!times.keySet().containsAll(client.acknowledged)) {
        faults.add("acknowledged and lost");
      }
      if (client.certainlyNot.stream().anyMatch(times::containsKey)) {
        faults.add("done, though told that it was not");
      }
    }
  }

  private static void checkViews(SimulatedCluster cluster, Set<String> faults) {
    var ports = SimulatedNode.ports(cluster.log.reopened(), cluster.views.reopened());
    try {
      List<Finding> findings =
          Verification.ofUnused(ports, EngineLimits.DEFAULT.projection())
              .run(new InMemoryViewStore(), _ -> {})
              .findings();
      findings.stream().limit(1).forEach(each -> faults.add("views differ from the log: " + each));
    } catch (IllegalArgumentException | OperatingFailure impossible) {
      faults.add("views are ahead of the log: " + impossible);
    }
  }
}
