package io.tsubame.testkit;

import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.cluster.NodeId;
import io.tsubame.application.cluster.Peers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One node of an [InMemoryNetwork].
final class InMemoryPeers implements Peers {
  private static final int ASKS_IN_WORK = 1_024;

  /// Without question and answer, after which none is on its way any more.
  private static final Duration QUIET = Duration.ofMillis(50);

  private static final Duration MOST_WAIT = Duration.ofSeconds(2);

  private record Lane(NodeId to, String topic) {}

  private final NodeId self;
  private final InMemoryNetwork network;
  private final Map<String, Answerer> answerers = new ConcurrentHashMap<>();
  private final Map<String, Receiver> receivers = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Map<Lane, InMemoryLane> lanes = new ConcurrentHashMap<>();
  private final Set<PendingAsk> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicInteger inWork = new AtomicInteger();
  private final ReentrantLock changing = new ReentrantLock();
  private volatile Set<NodeId> others = Set.of();
  private volatile Set<NodeId> members = Set.of();
  private volatile long lastActive = System.nanoTime();
  private volatile boolean leaving;
  private volatile boolean closed;

  InMemoryPeers(NodeId self, InMemoryNetwork network) {
    this.self = self;
    this.network = network;
  }

  @Override
  public NodeId self() {
    return self;
  }

  @Override
  public Set<NodeId> others() {
    return others;
  }

  @Override
  public Set<NodeId> members() {
    return members;
  }

  @Override
  public byte[] ask(NodeId to, String topic, byte[] request, Duration timeout) {
    checkSize(request);
    if (closed || !others.contains(to)) {
      throw new Unavailable("cannot be reached: " + to);
    }
    byte[] sent = request.clone();
    PendingAsk ask = new PendingAsk(to);
    waiting.add(ask);
    ask.failUnless(others);
    Thread.ofVirtual().start(() -> travel(ask, topic, sent));
    try {
      return ask.await(timeout);
    } finally {
      waiting.remove(ask);
    }
  }

  @Override
  public void tell(NodeId to, String topic, byte[] message) {
    checkSize(message);
    if (!closed && !to.equals(self)) {
      lanes
          .computeIfAbsent(new Lane(to, topic), _ -> new InMemoryLane(self, to, topic, network))
          .add(message.clone());
    }
  }

  @Override
  public void answer(String topic, Answerer answerer) {
    if (answerers.putIfAbsent(topic, answerer) != null) {
      throw new IllegalStateException("somebody answers the topic already: " + topic);
    }
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
    leaving = true;
    network.notice();
  }

  @Override
  public void close() {
    leaving = true;
    network.notice();
    awaitQuiet();
    network.kill(self);
    network.notice();
  }

  private void awaitQuiet() {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < MOST_WAIT.toNanos()
        && (inWork.get() > 0 || System.nanoTime() - lastActive < QUIET.toNanos())) {
      LockSupport.parkNanos(QUIET.toNanos() / 10);
    }
  }

  boolean isLeaving() {
    return leaving;
  }

  @Nullable Receiver receiverOf(String topic) {
    return receivers.get(topic);
  }

  /// Ends without a word to anybody.
  void end() {
    closed = true;
    others = Set.of();
    members = Set.of();
    lanes.values().forEach(InMemoryLane::close);
    waiting.forEach(ask -> ask.fail(new OutcomeUnknown("this node has ended")));
  }

  void see(Set<NodeId> nowOthers, Set<NodeId> nowMembers) {
    changing.lock();
    try {
      boolean changed = !others.equals(nowOthers) || !members.equals(nowMembers);
      if (closed) {
        return;
      }
      others = Set.copyOf(nowOthers);
      members = Set.copyOf(nowMembers);
      waiting.forEach(ask -> ask.failUnless(nowOthers));
      lanes.values().forEach(lane -> lane.reached(nowOthers));
      if (changed) {
        listeners.forEach(Runnable::run);
      }
    } finally {
      changing.unlock();
    }
  }

  private void travel(PendingAsk ask, String topic, byte[] request) {
    try {
      InMemoryPeers there = network.nodeOf(ask.to());
      if (network.carry(self, ask.to()) && there != null) {
        Runnable answer = there.answered(self, topic, request, ask);
        if (network.carry(ask.to(), self)) {
          answer.run();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Does what was asked, and gives what tells the one who asked.
  private Runnable answered(NodeId from, String topic, byte[] request, PendingAsk ask) {
    lastActive = System.nanoTime();
    Answerer answerer = answerers.get(topic);
    if (answerer == null) {
      return () -> ask.fail(new Unavailable("nobody answers " + topic));
    }
    if (inWork.incrementAndGet() > ASKS_IN_WORK) {
      inWork.decrementAndGet();
      return () -> ask.fail(new Overloaded("too much is being asked"));
    }
    try {
      byte[] answer = answerer.answer(from, request).clone();
      return () -> ask.answer(answer);
    } catch (Unavailable | Overloaded nothingDone) {
      return () -> ask.fail(nothingDone);
    } catch (RuntimeException failure) {
      return () -> ask.fail(new OutcomeUnknown("the other node failed", failure));
    } finally {
      lastActive = System.nanoTime();
      inWork.decrementAndGet();
    }
  }

  private static void checkSize(byte[] message) {
    if (message.length > MAX_BYTES) {
      throw new IllegalArgumentException("a message has at most " + MAX_BYTES + " bytes");
    }
  }
}
