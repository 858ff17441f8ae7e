package io.tsubame.bench;

import io.tsubame.bench.HttpLoad.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// People who follow their rooms, all on one loop. Not for several threads.
final class Crowd {
  private static final int OPENING = 256;
  private static final long MILLI = 1_000_000;

  private final Loop loop;
  private final Gate gate;
  private final List<Follower> followers = new ArrayList<>();
  private final Map<String, Follower> byToken = new HashMap<>();
  private final Map<Integer, Integer> endings = new TreeMap<>();
  private final Queue<Follower> waiting = new ArrayDeque<>();
  private int underWay;
  private boolean resuming;
  private Histogram opened = new Histogram(HttpLoad.HIGHEST_MICROS, 3);
  private long startNanos;

  Crowd(Loop loop, Gate gate) {
    this.loop = loop;
    this.gate = gate;
  }

  Gate gate() {
    return gate;
  }

  List<Follower> followers() {
    return followers;
  }

  /// Adds somebody, not connected yet.
  void add(String token, List<RoomOrder> rooms) {
    RoomOrder[] sorted = rooms.toArray(RoomOrder[]::new);
    Arrays.sort(sorted, Comparator.comparingInt(RoomOrder::room));
    Follower follower = new Follower(this, token, sorted);
    followers.add(follower);
    byToken.put(token, follower);
  }

  Follower of(String token) {
    return Objects.requireNonNull(byToken.get(token));
  }

  /// Connects everybody, some hundred at a time.
  Result connect(int port, Duration within) throws IOException {
    resuming = false;
    return connect(port, "/v1/stream", OPENING, within);
  }

  /// Comes back with everybody at once, and returns when each has what it missed. Who is refused or
  /// cut off tries again.
  Result resume(int port, Duration within) throws IOException {
    resuming = true;
    return connect(port, "/v1/stream?resume=1", followers.size(), within);
  }

  private Result connect(int port, String path, int atOnce, Duration within) throws IOException {
    endings.clear();
    opened = new Histogram(HttpLoad.HIGHEST_MICROS, 3);
    waiting.addAll(followers);
    startNanos = System.nanoTime();
    while (!waiting.isEmpty() || underWay > 0) {
      while (!waiting.isEmpty() && underWay < atOnce) {
        underWay++;
        waiting.remove().connect(loop, port, path);
      }
      loop.poll(MILLI);
      if (System.nanoTime() - startNanos > within.toNanos()) {
        throw new IOException(
            underWay + waiting.size() + " did not get connected in time; endings " + endings);
      }
    }
    long failures = endings.values().stream().mapToInt(Integer::intValue).sum();
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    return new Result(opened.getTotalCount(), failures, seconds, opened);
  }

  /// Serves until all have seen everything.
  ///
  /// @return whether they have, in time
  boolean settle(Duration within) throws IOException {
    long deadline = System.nanoTime() + within.toNanos();
    while (!gate.isSettled() && System.nanoTime() < deadline) {
      loop.poll(MILLI);
    }
    return gate.isSettled();
  }

  /// Serves for a while.
  void rest(Duration time) throws IOException {
    long deadline = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < deadline) {
      loop.poll(MILLI);
    }
  }

  /// How connections that were not cut by us have ended: the code, and how often.
  Map<Integer, Integer> endings() {
    return endings;
  }

  void greeted(Follower follower) throws IOException {
    if (resuming) {
      follower.resume();
    } else {
      ready(follower);
    }
  }

  /// A client has what it missed, and goes on live.
  void ready(Follower follower) {
    follower.ready();
    underWay--;
    long micros = (System.nanoTime() - startNanos) / 1_000;
    opened.recordValue(Math.min(micros, HttpLoad.HIGHEST_MICROS));
  }

  void ended(Follower follower, int code) {
    endings.merge(code, 1, Integer::sum);
    if (!follower.isReady()) {
      underWay--;
      waiting.add(follower);
    }
  }

  /// Cuts everybody off without a word.
  void cut() throws IOException {
    for (Follower follower : followers) {
      follower.cut();
    }
  }
}
