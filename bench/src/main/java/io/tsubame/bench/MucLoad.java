package io.tsubame.bench;

import io.tsubame.bench.FanoutLoad.Fanout;
import io.tsubame.bench.HttpLoad.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import org.HdrHistogram.Histogram;

/// Publishes into rooms of an XMPP server (XEP-0045) whose members are all connected: what
/// [FanoutLoad] does to ours. Not for several threads.
final class MucLoad implements AutoCloseable {
  private static final long MILLI = 1_000_000;
  private static final int OPENING = 64;
  private static final Duration SETTLED = Duration.ofSeconds(30);

  private final Loop loop;
  private final Gate gate = new Gate(Occupant.BEFORE_BODY);
  private final List<Occupant> founders = new ArrayList<>();
  private final List<Occupant> others = new ArrayList<>();
  private final List<Occupant> senders = new ArrayList<>();
  private int underWay;

  // Of the run under way.
  private Histogram latency = new Histogram(HttpLoad.HIGHEST_MICROS, 3);
  private long acknowledged;
  private long sent;
  private long closedUntil;

  /// Something that a client begins, and that is over when it says so.
  private interface Step {
    void begin(Occupant occupant) throws IOException;
  }

  /// @param service the domain of the rooms
  /// @param sendersEach of each room, spread over its members
  MucLoad(String service, int rooms, int members, int sendersEach) throws IOException {
    loop = new Loop();
    List<List<Occupant>> all = new ArrayList<>();
    for (int room = 0; room < rooms; room++) {
      String address = "room-" + members + "-" + room + "@" + service;
      RoomOrder order = gate.room(room, 0);
      List<Occupant> occupants = new ArrayList<>();
      for (int member = 0; member < members; member++) {
        occupants.add(new Occupant(this, gate, address, order, room * members + member));
      }
      founders.add(occupants.getFirst());
      others.addAll(occupants.subList(1, members));
      all.add(occupants);
    }
    for (int sender = 0; sender < Math.min(sendersEach, members); sender++) {
      for (List<Occupant> occupants : all) {
        senders.add(occupants.get(sender * members / Math.min(sendersEach, members)));
      }
    }
  }

  Gate gate() {
    return gate;
  }

  /// Returns when everybody is in their room, which one of them has made before.
  void connect(int port, Duration within) throws IOException {
    long deadline = System.nanoTime() + within.toNanos();
    Step connecting = occupant -> occupant.connect(loop, port);
    all(founders, connecting, deadline);
    all(others, connecting, deadline);
    all(founders, Occupant::enter, deadline);
    all(others, Occupant::enter, deadline);
  }

  private void all(Collection<Occupant> occupants, Step step, long deadline) throws IOException {
    Queue<Occupant> waiting = new ArrayDeque<>(occupants);
    while (!waiting.isEmpty() || underWay > 0) {
      while (!waiting.isEmpty() && underWay < OPENING) {
        underWay++;
        step.begin(waiting.remove());
      }
      loop.poll(MILLI);
      if (System.nanoTime() > deadline || gate.isFaulty()) {
        throw new IOException(
            underWay + waiting.size() + " did not get in; checked: " + gate.words());
      }
    }
  }

  /// As fast as the senders are shown their own posts, each with one under way.
  Fanout saturated(double seconds) throws IOException {
    long start = begin();
    closedUntil = start + (long) (seconds * 1e9);
    for (Occupant sender : senders) {
      publish(sender, start);
    }
    rest(closedUntil);
    return settled(start);
  }

  /// At a fixed rate, whether or not posts are shown.
  Fanout paced(double seconds, double perSecond) throws IOException {
    long start = begin();
    long end = start + (long) (seconds * 1e9);
    long interval = Math.max(1, (long) (1e9 / perSecond));
    for (long due = start; due < end; due = start + sent * interval) {
      rest(due);
      publish(senders.get((int) (sent % senders.size())), due);
    }
    return settled(start);
  }

  private long begin() {
    gate.reset();
    latency = new Histogram(HttpLoad.HIGHEST_MICROS, 3);
    acknowledged = 0;
    sent = 0;
    closedUntil = Long.MIN_VALUE;
    return System.nanoTime();
  }

  /// Serves until then.
  private void rest(long until) throws IOException {
    for (long now = System.nanoTime(); now < until; now = System.nanoTime()) {
      loop.poll(Math.min(MILLI, until - now));
    }
  }

  private void publish(Occupant sender, long due) throws IOException {
    sent++;
    sender.publish(due);
  }

  private Fanout settled(long start) throws IOException {
    long deadline = System.nanoTime() + SETTLED.toNanos();
    while (acknowledged < sent && System.nanoTime() < deadline) {
      loop.poll(MILLI);
    }
    double answered = (System.nanoTime() - start) / 1e9;
    while (!gate.isSettled() && System.nanoTime() < deadline) {
      loop.poll(MILLI);
    }
    if (!gate.isSettled()) {
      gate.fault("not everything was shown to everybody in time");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Fanout(
        new Result(acknowledged, sent - acknowledged, answered, latency),
        gate.deliveries(seconds),
        gate.lastDeliveries(seconds));
  }

  void ready() {
    underWay--;
  }

  void ended(String name, String why) {
    gate.fault("the connection of " + name + " ended: " + why);
  }

  /// A sender was shown a post of its own.
  void acknowledged(Occupant sender, long dueNanos) throws IOException {
    long now = System.nanoTime();
    acknowledged++;
    gate.acknowledged();
    latency.recordValue(Math.min((now - dueNanos) / 1_000, HttpLoad.HIGHEST_MICROS));
    if (now < closedUntil) {
      publish(sender, now);
    }
  }

  @Override
  public void close() throws IOException {
    loop.close();
  }
}
