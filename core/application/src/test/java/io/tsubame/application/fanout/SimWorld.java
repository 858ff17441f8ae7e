package io.tsubame.application.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tsubame.application.cluster.NodeId;
import io.tsubame.application.live.Frame;
import io.tsubame.application.live.LiveMessage;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.FaultyLog;
import io.tsubame.application.shard.HeapCodec;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decision;
import io.tsubame.domain.Event;
import io.tsubame.domain.FreshIds;
import io.tsubame.domain.Limits;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountEvent;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomCommand;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import io.tsubame.domain.room.RoomDecider;
import io.tsubame.domain.room.RoomEvent;
import io.tsubame.domain.room.RoomSettings;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Three nodes, their clients, and everything that can happen between them, in an order and with
/// faults that come from a seed. Time passes only when the simulation says.
final class SimWorld implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-04-01T09:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final int SHARDS = 3;
  static final int NODES = 3;
  static final int ACCOUNTS = 7;
  static final int ROOMS = 5;

  /// Small ones, so that all of them are met.
  static final FanoutLimits LIMITS =
      new FanoutLimits(
          Duration.ofMillis(25),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(200),
          Duration.ofSeconds(1),
          8,
          200,
          1 << 20,
          4,
          1 << 10,
          3,
          1 << 20,
          40,
          30,
          1_000);

  private record Away(AccountId account, @Nullable Map<RoomId, Room> rooms) {}

  private final Random random;
  private final SimBug bug;
  private final SimNetwork network;
  private final FaultyLog log = new FaultyLog(SHARDS);
  private final HeapCodec codec = new HeapCodec();
  private final SimViews views = new SimViews(SHARDS);
  private final RoomDecider rules = new RoomDecider(Limits.DEFAULT, Set.of());
  private final List<SimNode> nodes = new ArrayList<>();
  private final List<Away> away = new ArrayList<>();
  private final List<SimClient> toResume = new ArrayList<>();
  private final List<LiveMessage> messages = new ArrayList<>();
  private final AtomicReference<@Nullable AssertionError> failure = new AtomicReference<>();
  private long nanoTime;

  SimWorld(long seed, SimBug bug) {
    this.random = new Random(seed);
    this.bug = bug;
    this.network = new SimNetwork(random, message -> bug.onTheWay(message, SHARDS));
    for (int i = 0; i < NODES; i++) {
      addNode("n" + i);
    }
    network.notice();
    IntStream.rangeClosed(1, ACCOUNTS)
        .forEach(account -> away.add(new Away(new AccountId(account), null)));
    IntStream.rangeClosed(1, ROOMS).forEach(this::createRoom);
  }

  private void addNode(String name) {
    var peers = network.join(name);
    NodeId[] owners = new NodeId[SHARDS];
    for (int shard = 0; shard < SHARDS; shard++) {
      owners[shard] = nodes.isEmpty() ? peers.self() : nodes.getFirst().ownerOf(shard);
    }
    nodes.add(new SimNode(this, peers, owners, bug));
  }

  private void createRoom(int number) {
    RoomId id = new RoomId(number + 63);
    List<AccountId> members =
        IntStream.rangeClosed(2, ACCOUNTS)
            .filter(_ -> random.nextInt(3) > 0)
            .mapToObj(AccountId::new)
            .toList();
    act(
        id,
        new AccountId(1),
        new RoomCommand.CreateGroupRoom(
            id,
            "Room " + number,
            "",
            IconPreset.GROUP,
            new MemberLists(List.of(new AccountId(1)), members, List.of()),
            null));
  }

  SimViews views() {
    return views;
  }

  FaultyLog log() {
    return log;
  }

  HeapCodec codec() {
    return codec;
  }

  RoomDecider rules() {
    return rules;
  }

  synchronized long nanoTime() {
    return nanoTime;
  }

  private synchronized void pass(Duration time) {
    nanoTime += time.toNanos();
  }

  void fail(AssertionError broken) {
    failure.compareAndSet(null, broken);
  }

  static <T> T notAsked(Class<T> questions) {
    return questions.cast(
        Proxy.newProxyInstance(
            SimWorld.class.getClassLoader(),
            new Class<?>[] {questions},
            (_, method, _) -> {
              throw new AssertionError("not asked here: " + method);
            }));
  }

  synchronized Frame encode(LiveMessage message) {
    messages.add(message);
    return new Frame(Integer.toString(messages.size() - 1).getBytes(UTF_8));
  }

  synchronized LiveMessage decode(Frame frame) {
    return messages.get(Integer.parseInt(new String(frame.bytes(), UTF_8)));
  }

  /// Lets things happen.
  void run(int steps) {
    for (int step = 0; step < steps; step++) {
      step();
      settle();
    }
  }

  private void step() {
    int choice = random.nextInt(100);
    if (choice < 22) {
      actAtRandom();
    } else if (choice < 26) {
      changePreference(account());
    } else if (choice < 56) {
      boolean _ = network.deliverOne();
    } else if (choice < 72) {
      boolean _ = node().runTask();
    } else if (choice < 84) {
      pass(Duration.ofMillis(random.nextInt(120)));
      node().beat();
    } else if (choice < 92) {
      comeOrGo();
    } else if (choice < 94) {
      views.advance(random.nextInt(SHARDS), 0);
      int shard = random.nextInt(SHARDS);
      views.advance(shard, log.end(shard));
    } else if (choice < 96) {
      disturb();
    } else if (choice < 98) {
      moveShard();
    } else if (choice == 98) {
      restart();
    } else {
      network.notice();
    }
  }

  private void disturb() {
    switch (random.nextInt(4)) {
      case 0 -> network.mend();
      case 1 -> network.lose(random.nextInt(40));
      default -> network.cut(node().id(), node().id());
    }
  }

  /// All nodes learn of it, or only one of them.
  private void moveShard() {
    int shard = random.nextInt(SHARDS);
    NodeId owner = node().id();
    if (random.nextBoolean()) {
      nodes.forEach(node -> node.setOwner(shard, owner));
    } else {
      node().setOwner(shard, owner);
    }
  }

  private void restart() {
    SimNode killed = node();
    nodes.remove(killed);
    network.kill(killed.id());
    List.copyOf(killed.clients()).forEach(client -> leave(killed, client));
    killed.close();
    addNode(killed.id().name());
    NodeId heir = node().id();
    for (SimNode node : nodes) {
      for (int shard = 0; shard < SHARDS; shard++) {
        if (node.ownerOf(shard).equals(killed.id())) {
          node.setOwner(shard, heir);
        }
      }
    }
    network.notice();
  }

  private void comeOrGo() {
    if (!toResume.isEmpty() && random.nextInt(3) > 0) {
      SimClient client = toResume.removeFirst();
      nodes.stream()
          .filter(node -> node.clients().contains(client))
          .forEach(node -> node.resume(client));
    } else if (!away.isEmpty() && random.nextInt(4) > 0) {
      Away next = away.remove(random.nextInt(away.size()));
      connect(next);
    } else {
      SimNode node = node();
      List.copyOf(node.clients()).stream().findFirst().ifPresent(client -> leave(node, client));
    }
  }

  private void connect(Away next) {
    SimClient client = node().connect(next.account(), next.rooms());
    if (client.resumes()) {
      toResume.add(client);
    }
  }

  /// Some come back with what they have, others begin anew.
  private void leave(SimNode node, SimClient client) {
    toResume.remove(client);
    node.disconnect(client);
    away.add(new Away(client.account(), random.nextInt(3) == 0 ? null : client.rooms()));
  }

  /// Waits until the hubs have done what they were told, and takes note of who was sent away.
  private void settle() {
    nodes.forEach(SimNode::settle);
    for (SimNode node : nodes) {
      for (SimClient client : List.copyOf(node.clients())) {
        if (!client.isOpen()) {
          leave(node, client);
        }
      }
    }
    AssertionError broken = failure.get();
    if (broken != null) {
      throw broken;
    }
  }

  private SimNode node() {
    return nodes.get(random.nextInt(nodes.size()));
  }

  private AccountId account() {
    return new AccountId(1 + random.nextInt(ACCOUNTS));
  }

  private void actAtRandom() {
    RoomId room = new RoomId(64 + random.nextInt(ROOMS));
    AccountId other = account();
    RoomCommand command =
        switch (random.nextInt(8)) {
          case 0 -> new RoomCommand.AddMembers(List.of(new Member(other, Role.MEMBER)));
          case 1 -> new RoomCommand.RemoveMember(other);
          case 2 ->
              new RoomCommand.ChangeRoomSettings(
                  new RoomSettings(true, true, true, random.nextBoolean()));
          case 3 -> new RoomCommand.MarkRead(new AccountId(1), null);
          default -> new RoomCommand.PostMessage("hello " + random.nextInt(), false);
        };
    act(room, new AccountId(1), command);
  }

  /// At the node that owns the shard, in the eyes of one of them.
  private void act(RoomId id, AccountId actor, RoomCommand command) {
    Room before = views.truth(id);
    Context context = new Context(NOW, Actor.of(actor), new FreshIds(64_000, SHARDS));
    if (rules.decide(before, command, context)
            instanceof Decision.Accepted<RoomEvent>(List<RoomEvent> events)
        && !events.isEmpty()) {
      Room after = rules.evolveAll(before, events).withoutLoaded();
      commit(new AggregateId.Room(id), id.value() % SHARDS, actor, List.copyOf(events), after);
    }
  }

  private void changePreference(AccountId account) {
    int next = views.truePreference(account) + 1;
    commit(
        new AggregateId.Account(account),
        account.value() % SHARDS,
        account,
        List.of(new AccountEvent.PreferenceChanged("theme", "" + next)),
        null);
  }

  private void commit(
      AggregateId to, int shard, AccountId actor, List<Event> events, @Nullable Room after) {
    Commit commit = new Commit(to, NOW, Actor.of(actor), null, events);
    NodeId owner = node().ownerOf(shard);
    boolean publishes = random.nextInt(20) > 0;
    nodes.stream()
        .filter(node -> node.id().equals(owner))
        .findFirst()
        .ifPresent(node -> {
          boolean _ = node.commit(shard, commit, after, publishes);
        });
  }

  /// Lets everything come to rest: nothing fails any more, all agree, and time passes.
  void comeToRest() {
    network.mend();
    network.notice();
    for (int shard = 0; shard < SHARDS; shard++) {
      NodeId owner = node().id();
      for (SimNode node : nodes) {
        node.setOwner(shard, owner);
      }
    }
    for (int round = 0; round < 40; round++) {
      pass(Duration.ofMillis(300));
      nodes.forEach(SimNode::beat);
      boolean busy = true;
      while (busy) {
        busy = network.deliverOne();
        for (SimNode node : nodes) {
          busy |= node.runTask();
        }
        settle();
      }
      while (!away.isEmpty() && round > 5) {
        connect(away.removeFirst());
      }
      while (!toResume.isEmpty() && round > 6) {
        SimClient client = toResume.removeFirst();
        nodes.stream()
            .filter(node -> node.clients().contains(client))
            .forEach(node -> node.resume(client));
        settle();
      }
    }
  }

  /// What clients have is what they would fetch.
  void checkClients() {
    for (int shard = 0; shard < SHARDS; shard++) {
      views.advance(shard, log.end(shard));
    }
    int clients = 0;
    for (SimNode node : nodes) {
      for (SimClient client : node.clients()) {
        check(client);
        clients++;
      }
    }
    if (clients != ACCOUNTS) {
      throw new AssertionError(clients + " clients are there");
    }
  }

  /// Each node's followers know how far the log reaches, whoever wrote it.
  void checkFollowers() {
    for (SimNode node : nodes) {
      for (int shard = 0; shard < SHARDS; shard++) {
        if (node.reached().getOrDefault(shard, 0L) != log.end(shard)) {
          throw new AssertionError(
              node.id() + " was told " + node.reached() + ", shard " + shard + " is further");
        }
      }
    }
  }

  private void check(SimClient client) {
    AccountId account = client.account();
    Set<RoomId> expected = views.roomsOf(account);
    Map<RoomId, Room> had = client.rooms();
    if (!had.keySet().equals(expected)) {
      throw new AssertionError(account + " has " + had.keySet() + " and is in " + expected);
    }
    for (RoomId id : expected) {
      Room truth = views.truth(id);
      Room room = had.get(id);
      boolean same =
          room.version() == truth.version()
              && room.lastSequence() == truth.lastSequence()
              && room.header().equals(truth.header())
              && members(room).equals(members(truth));
      if (!same) {
        throw new AssertionError(
            account + " has version " + room.version() + " of " + id + ": " + truth.version());
      }
    }
    if (client.preference() != views.truePreference(account)) {
      throw new AssertionError(
          account + " has preference " + client.preference() + " instead of the last one");
    }
  }

  private static List<Object> members(Room room) {
    List<Object> members = new ArrayList<>();
    room.members().forEach((account, role) -> members.add(List.of(account, role)));
    return members;
  }

  /// Commits that were heard on all nodes together.
  long heard() {
    return nodes.stream().mapToLong(node -> node.numbers().heard()).sum();
  }

  @Override
  public void close() {
    nodes.forEach(SimNode::close);
  }
}
