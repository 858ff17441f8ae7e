package io.tsubame.cluster.pekko;

import com.typesafe.config.Config;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Unavailable;
import io.tsubame.application.cluster.NodeId;
import io.tsubame.application.cluster.Peers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.remote.RemoteTransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A node of a Pekko cluster. See the package for how messages travel.
public final class PekkoPeers implements Peers {
  private static final Logger LOG = LoggerFactory.getLogger(PekkoPeers.class);
  private static final String SYSTEM = "tsubame";
  private static final Duration COUNTING = Duration.ofSeconds(1);
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  /// Asked by a node that leaves; the answer says that it is noted.
  private static final String LEAVING = "leaving";

  private final ActorSystem system;
  private final NodeId self;
  private final ActorRef door;
  private final Runnable excluded;
  private final Beginning beginning;
  private final Answers answers;
  private final Map<String, Receiver> receivers = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Map<Long, Asked> asked = new ConcurrentHashMap<>();
  private final Map<NodeId, Outbox> outboxes = new ConcurrentHashMap<>();
  private final Map<NodeId, Map<String, Inbox>> inboxes = new ConcurrentHashMap<>();
  private final AtomicLong asks = new AtomicLong();
  private final Set<NodeId> leaving = ConcurrentHashMap.newKeySet();
  private final ReentrantLock changing = new ReentrantLock();
  private Map<NodeId, Address> reachable = Map.of();
  private Set<NodeId> staying = Set.of();
  private volatile Map<NodeId, ActorSelection> doors = Map.of();
  private volatile Set<NodeId> members = Set.of();
  private volatile boolean closed;

  /// Listens for the others, and is none of them before [#enter].
  ///
  /// @throws Unavailable where it cannot listen for them
  /// @param excluded is called where the others went on without this node, so that it can have no
  ///   part in anything any more; whoever is told starts the process anew
  public static PekkoPeers open(PekkoPeersConfig config, Runnable excluded) {
    return new PekkoPeers(config, system(config, Settings.of(config)), excluded);
  }

  static PekkoPeers join(PekkoPeersConfig config, Config settings, Runnable excluded) {
    PekkoPeers peers = new PekkoPeers(config, system(config, settings), excluded);
    peers.enter();
    return peers;
  }

  static PekkoPeers join(PekkoPeersConfig config, Runnable excluded) {
    return join(config, Settings.of(config), excluded);
  }

  /// Looks for the others, and returns at once. From the moment on that they are found, they leave
  /// shards to this node: so it is to be ready for that.
  public void enter() {
    beginning.start();
  }

  private static ActorSystem system(PekkoPeersConfig config, Config settings) {
    try {
      return ActorSystem.create(SYSTEM, settings);
    } catch (RemoteTransportException taken) {
      throw new Unavailable(
          "cannot listen for other nodes at %s:%d: %s"
              .formatted(config.host(), config.port(), taken.getMessage()),
          taken);
    }
  }

  private PekkoPeers(PekkoPeersConfig config, ActorSystem system, Runnable excluded) {
    this.system = system;
    this.excluded = excluded;
    Cluster cluster = Cluster.get(system);
    self = new NodeId(config.name(), cluster.selfUniqueAddress().longUid());
    List<Address> seeds =
        config.seeds().stream()
            .map(seed -> AddressFromURIString.parse("pekko://" + SYSTEM + "@" + seed))
            .toList();
    beginning = new Beginning(cluster, seeds);
    answers = new Answers(config.asksInWork());
    answers.add(LEAVING, (from, _) -> left(from));
    door = system.actorOf(Props.create(Door.class, () -> new Door(this, config.pause())), "door");
    cluster.registerOnMemberRemoved(this::removed);
    Thread.ofVirtual().name("peers-count").start(this::count);
  }

  @Override
  public NodeId self() {
    return self;
  }

  @Override
  public Set<NodeId> others() {
    return doors.keySet();
  }

  @Override
  public Set<NodeId> members() {
    return members;
  }

  /// `host:port` at which the others find this node.
  public String address() {
    return Cluster.get(system).selfAddress().hostPort().replaceFirst(".*@", "");
  }

  /// How often others were asked.
  public long asks() {
    return asks.get();
  }

  /// How many asks wait for an answer.
  public int waiting() {
    return asked.size();
  }

  ActorSystem system() {
    return system;
  }

  @Override
  public byte[] ask(NodeId to, String topic, byte[] request, Duration timeout) {
    checkSize(request);
    ActorSelection there = doors.get(to);
    if (there == null) {
      throw new Unavailable("cannot be reached: " + to.name());
    }
    long number = asks.incrementAndGet();
    Asked ask = new Asked(to);
    asked.put(number, ask);
    try {
      ask.failUnless(others());
      send(there, Frame.frames(Frame.Kind.ASK, to.incarnation(), self, number, topic, request));
      return ask.await(timeout);
    } finally {
      asked.remove(number);
    }
  }

  @Override
  public void tell(NodeId to, String topic, byte[] message) {
    checkSize(message);
    if (!closed && !to.equals(self)) {
      outboxes
          .computeIfAbsent(to, _ -> new Outbox(to.incarnation(), self, frame -> post(to, frame)))
          .tell(topic, message);
    }
  }

  @Override
  public void answer(String topic, Answerer answerer) {
    answers.add(topic, answerer);
  }

  @Override
  public void receive(String topic, Receiver receiver) {
    if (receivers.putIfAbsent(topic, receiver) != null) {
      throw new IllegalStateException("somebody receives the topic already: " + topic);
    }
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void leave(Duration patience) {
    leaving.add(self);
    publish();
    List<Thread> telling =
        others().stream()
            .map(other -> Thread.ofVirtual().start(() -> farewell(other, patience)))
            .toList();
    try {
      for (Thread each : telling) {
        each.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      answers.awaitQuiet();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (end()) {
      await(CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.clusterLeavingReason()));
    }
  }

  /// Ends as `kill -9` would, for tests.
  void abort() {
    boolean _ = end();
    system.terminate();
    await(system.getWhenTerminated());
  }

  /// Called by the Door.
  void see(Map<NodeId, Address> nowReachable, Set<NodeId> nowStaying) {
    changing.lock();
    try {
      reachable = nowReachable;
      staying = nowStaying;
      leaving.removeIf(node -> !node.equals(self) && !nowReachable.containsKey(node));
      inboxes.keySet().removeIf(this::forgotten);
      outboxes.keySet().removeIf(node -> !nowReachable.containsKey(node) && isReplaced(node));
    } finally {
      changing.unlock();
    }
    publish();
  }

  /// Called by the Door.
  void arrived(Frame frame, ActorRef sender) {
    if (closed || frame.to() != self.incarnation()) {
      return;
    }
    switch (frame.kind()) {
      case ASK -> asked(frame, sender);
      case ANSWER -> {
        Asked ask = asked.get(frame.number());
        if (ask != null) {
          ask.answered(frame.rest());
        }
      }
      case TELL, COUNT -> told(frame);
    }
  }

  private void asked(Frame frame, ActorRef sender) {
    answers.answer(
        frame.from(),
        frame.topic(),
        frame.rest(),
        answer ->
            Frame.frames(
                    Frame.Kind.ANSWER, frame.from().incarnation(), self, frame.number(), "", answer)
                .forEach(each -> sender.tell(each, door)));
  }

  /// Of a topic that nobody receives yet, the count tells later that something was lost.
  private void told(Frame frame) {
    NodeId from = frame.from();
    Receiver receiver = receivers.get(frame.topic());
    if (receiver == null || isReplaced(from)) {
      return;
    }
    Inbox inbox =
        inboxes
            .computeIfAbsent(from, _ -> new ConcurrentHashMap<>())
            .computeIfAbsent(frame.topic(), topic -> new Inbox(from, topic, receiver));
    if (frame.kind() == Frame.Kind.TELL) {
      inbox.message(frame.number(), frame.rest());
    } else {
      inbox.count(frame.number());
    }
  }

  private byte[] left(NodeId node) {
    leaving.add(node);
    publish();
    return new byte[0];
  }

  private void farewell(NodeId other, Duration patience) {
    try {
      byte[] _ = ask(other, LEAVING, new byte[0], patience);
    } catch (OperatingFailure failure) {
      LOG.atInfo()
          .addKeyValue("node", other.name())
          .log("A node does not hear that this one leaves");
    }
  }

  /// A node of the same name runs anew, so this one never comes back.
  private boolean isReplaced(NodeId node) {
    return doors.keySet().stream()
        .anyMatch(other -> other.name().equals(node.name()) && !other.equals(node));
  }

  private boolean forgotten(NodeId node) {
    boolean gone = isReplaced(node);
    if (gone) {
      inboxes.getOrDefault(node, Map.of()).values().forEach(Inbox::close);
    }
    return gone;
  }

  private void publish() {
    changing.lock();
    try {
      Map<NodeId, ActorSelection> nowDoors = new ConcurrentHashMap<>();
      Set<NodeId> nowMembers = new TreeSet<>();
      if (!closed) {
        reachable.forEach((node, address) -> {
          if (!node.equals(self)) {
            nowDoors.put(node, system.actorSelection(address + "/user/door"));
          }
        });
        nowMembers.addAll(staying);
        nowMembers.removeAll(leaving);
      }
      boolean changed = !nowDoors.keySet().equals(doors.keySet()) || !nowMembers.equals(members);
      doors = Map.copyOf(nowDoors);
      members = Set.copyOf(nowMembers);
      Set<NodeId> there = doors.keySet();
      asked.values().forEach(ask -> ask.failUnless(there));
      if (changed) {
        listeners.forEach(Runnable::run);
      }
    } finally {
      changing.unlock();
    }
  }

  private void post(NodeId to, byte[] frame) {
    ActorSelection there = doors.get(to);
    if (there != null) {
      there.tell(frame, door);
    }
  }

  private void send(ActorSelection to, List<byte[]> frames) {
    synchronized (to) {
      frames.forEach(frame -> to.tell(frame, door));
    }
  }

  private void count() {
    while (!closed) {
      try {
        TimeUnit.NANOSECONDS.sleep(COUNTING.toNanos());
      } catch (InterruptedException _) {
        return;
      }
      outboxes.values().forEach(Outbox::count);
    }
  }

  private void removed() {
    if (end()) {
      LOG.atError().log("The others went on without this node: it ends");
      excluded.run();
      system.terminate();
    }
  }

  /// Whether it was not over before.
  private boolean end() {
    changing.lock();
    try {
      if (closed) {
        return false;
      }
      closed = true;
    } finally {
      changing.unlock();
    }
    beginning.close();
    publish();
    asked.values().forEach(ask -> ask.fail(new OutcomeUnknown("this node has ended")));
    inboxes.values().stream().flatMap(each -> each.values().stream()).forEach(Inbox::close);
    return true;
  }

  private static void await(CompletionStage<?> stage) {
    try {
      Object _ = stage.toCompletableFuture().get(LAST_WORDS.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException late) {
      LOG.atWarn().addKeyValue("cause", late.toString()).log("The cluster was not left in time");
    }
  }

  private static void checkSize(byte[] message) {
    if (message.length > MAX_BYTES) {
      throw new IllegalArgumentException("a message has at most " + MAX_BYTES + " bytes");
    }
  }
}
