package io.tsubame.application.fanout;

import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Unavailable;
import io.tsubame.application.cluster.NodeId;
import io.tsubame.application.cluster.Peers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// Nodes that reach each other, or not, as a seed says, and when the simulation says. An ask is
/// answered within the call, gets lost on one of its ways, or arrives after everybody has given it
/// up.
public final class SimNetwork {
  private record Way(NodeId from, NodeId to) {}

  private record Lane(NodeId from, NodeId to, String topic) implements Comparable<Lane> {
    @Override
    public int compareTo(Lane other) {
      return toString().compareTo(other.toString());
    }
  }

  private static final class Queue {
    private final Deque<byte[]> messages = new ArrayDeque<>();
    private boolean broken;
  }

  private final Random random;
  private final Map<NodeId, SimPeers> nodes = new TreeMap<>();
  private final Set<Way> cut = new HashSet<>();
  private final Map<Lane, Queue> lanes = new TreeMap<>();
  private final Deque<Runnable> lateAsks = new ArrayDeque<>();
  private final UnaryOperator<byte[]> onTheWay;
  private long incarnations;
  private int lostPercent;

  /// @param onTheWay what becomes of each message that is told
  public SimNetwork(Random random, UnaryOperator<byte[]> onTheWay) {
    this.random = random;
    this.onTheWay = onTheWay;
  }

  public synchronized Peers join(String name) {
    SimPeers joined = new SimPeers(new NodeId(name, ++incarnations));
    nodes.put(joined.self, joined);
    return joined;
  }

  synchronized void lose(int percent) {
    lostPercent = percent;
  }

  synchronized void cut(NodeId from, NodeId to) {
    cut.add(new Way(from, to));
  }

  synchronized void mend() {
    cut.clear();
    lostPercent = 0;
  }

  public synchronized void kill(NodeId node) {
    nodes.remove(node);
  }

  /// Every node learns whom it can reach.
  public void notice() {
    List<Runnable> changes = new ArrayList<>();
    synchronized (this) {
      for (SimPeers node : nodes.values()) {
        Set<NodeId> others = new TreeSet<>(nodes.keySet());
        others.removeIf(other -> other.equals(node.self) || isCut(node.self, other));
        others.removeIf(other -> isCut(other, node.self));
        node.others = others;
        changes.addAll(node.listeners);
      }
    }
    changes.forEach(Runnable::run);
  }

  /// Lets one message arrive, or get lost; or an ask that everybody has given up.
  ///
  /// @return false where nothing is on its way
  public boolean deliverOne() {
    Runnable arrival;
    synchronized (this) {
      List<Lane> busy =
          lanes.entrySet().stream()
              .filter(each -> !each.getValue().messages.isEmpty())
              .map(Map.Entry::getKey)
              .toList();
      if (busy.isEmpty() || (!lateAsks.isEmpty() && random.nextInt(4) == 0)) {
        arrival = lateAsks.poll();
      } else {
        arrival = arrivalFrom(busy.get(random.nextInt(busy.size())));
      }
    }
    if (arrival != null) {
      arrival.run();
    }
    return arrival != null;
  }

  private Runnable arrivalFrom(Lane lane) {
    Queue queue = lanes.get(lane);
    byte[] message = queue.messages.removeFirst();
    SimPeers to = nodes.get(lane.to());
    Peers.Receiver receiver = to == null ? null : to.receivers.get(lane.topic());
    boolean lost = isCut(lane.from(), lane.to()) || random.nextInt(100) < lostPercent;
    if (lost || receiver == null) {
      queue.broken = true;
      return () -> {};
    }
    boolean broken = queue.broken && random.nextInt(2) == 0; // some adapters learn it late
    queue.broken &= !broken;
    return () -> {
      if (broken) {
        receiver.broken(lane.from());
      }
      receiver.received(lane.from(), onTheWay.apply(message));
    };
  }

  private boolean isCut(NodeId from, NodeId to) {
    return cut.contains(new Way(from, to)) || !nodes.containsKey(to) || !nodes.containsKey(from);
  }

  private final class SimPeers implements Peers {
    private final NodeId self;
    private final Map<String, Answerer> answerers = new HashMap<>();
    private final Map<String, Receiver> receivers = new HashMap<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private volatile Set<NodeId> others = Set.of();

    private SimPeers(NodeId self) {
      this.self = self;
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
      Set<NodeId> all = new TreeSet<>(others);
      all.add(self);
      return all;
    }

    @Override
    public byte[] ask(NodeId to, String topic, byte[] request, Duration timeout) {
      if (!others.contains(to)) {
        throw new Unavailable("cannot be reached");
      }
      Answerer answerer;
      boolean answerIsLost;
      synchronized (SimNetwork.this) {
        SimPeers there = nodes.get(to);
        answerer = there == null ? null : there.answerers.get(topic);
        boolean lost = isCut(self, to) || random.nextInt(100) < lostPercent;
        if (answerer == null || lost) {
          if (answerer != null && random.nextInt(2) == 0) {
            Answerer late = answerer;
            lateAsks.add(() -> answerLate(late, request));
          }
          throw new OutcomeUnknown("no answer");
        }
        answerIsLost = isCut(to, self) || random.nextInt(100) < lostPercent;
      }
      byte[] answer = answerer.answer(self, request);
      if (answerIsLost) {
        throw new OutcomeUnknown("the answer got lost");
      }
      return answer;
    }

    private void answerLate(Answerer answerer, byte[] request) {
      try {
        byte[] _ = answerer.answer(self, request);
      } catch (Unavailable _) {
        // nobody waits for it
      }
    }

    @Override
    public void tell(NodeId to, String topic, byte[] message) {
      synchronized (SimNetwork.this) {
        lanes.computeIfAbsent(new Lane(self, to, topic), _ -> new Queue()).messages.add(message);
      }
    }

    @Override
    public void answer(String topic, Answerer answerer) {
      answerers.put(topic, answerer);
    }

    @Override
    public void receive(String topic, Receiver receiver) {
      receivers.put(topic, receiver);
    }

    @Override
    public void onChange(Runnable listener) {
      listeners.add(listener);
    }

    @Override
    public void leave(Duration patience) {}

    @Override
    public void close() {
      kill(self);
    }
  }
}
