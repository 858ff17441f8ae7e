package io.tsubame.bench;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/// Sends requests over a fixed number of connections from one thread. Closed loop: each connection
/// sends the next request when it has the answer. Open loop: requests are due at a fixed rate,
/// whether or not answers come, and latency counts from when a request was due, so a stall is not
/// hidden.
final class HttpLoad implements AutoCloseable {
  static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(1);
  private static final long UNPACED = 0;
  private static final long MILLI = 1_000_000;

  private final List<HttpConnection> connections = new ArrayList<>();
  private final Queue<HttpConnection> idle = new ArrayDeque<>();
  private final Loop loop;
  private final int count;

  // Of the run under way.
  private Work work = (_, _) -> HttpCall.get("/", "");
  private Histogram latency = new Histogram(HIGHEST_MICROS, 3);
  private long answers;
  private long failures;

  /// What is to be sent.
  interface Work {
    /// @param dueNanos when it should be sent, in the time of [System#nanoTime]
    HttpCall call(int number, long dueNanos);

    /// Whether the next call may go in a closed loop.
    default boolean mayGo() {
      return true;
    }

    default void answered(HttpConnection connection, int status, long micros) {}
  }

  /// @param answers with status 2xx, within the measured time
  /// @param failures with any other status
  /// @param latency in microseconds
  record Result(long answers, long failures, double seconds, Histogram latency) {
    double perSecond() {
      return answers / seconds;
    }

    double millis(double percentile) {
      return latency.getValueAtPercentile(percentile) / 1e3;
    }
  }

  HttpLoad(int port, int count) throws IOException {
    this(new Loop(), count);
    connect(port);
  }

  /// Not connected yet.
  ///
  /// @param loop which this closes
  HttpLoad(Loop loop, int count) {
    this.loop = loop;
    this.count = count;
  }

  void connect(int port) throws IOException {
    for (int i = 0; i < count; i++) {
      HttpConnection connection = new HttpConnection(loop, port, this::answered);
      connections.add(connection);
      idle.add(connection);
    }
  }

  void hangUp() throws IOException {
    for (HttpConnection connection : connections) {
      connection.close();
    }
    connections.clear();
    idle.clear();
  }

  /// @param calls gives the call by its number
  Result closedLoop(IntFunction<HttpCall> calls, double seconds) throws IOException {
    return closedLoop((number, _) -> calls.apply(number), seconds);
  }

  Result closedLoop(Work calls, double seconds) throws IOException {
    return run(calls, seconds, UNPACED);
  }

  Result openLoop(IntFunction<HttpCall> calls, double seconds, double perSecond)
      throws IOException {
    return openLoop((number, _) -> calls.apply(number), seconds, perSecond);
  }

  Result openLoop(Work calls, double seconds, double perSecond) throws IOException {
    return run(calls, seconds, Math.max(1, (long) (1e9 / perSecond)));
  }

  /// Sends a fixed number of calls, as fast as answers come.
  Result all(Work calls, int number) throws IOException {
    begin(calls);
    long start = System.nanoTime();
    int sent = 0;
    while (sent < number || idle.size() < connections.size()) {
      while (sent < number && !idle.isEmpty()) {
        send(sent++, System.nanoTime());
      }
      loop.poll(MILLI);
    }
    return result(start);
  }

  private Result run(Work calls, double seconds, long intervalNanos) throws IOException {
    begin(calls);
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    int sent = 0;
    for (long now = start; now < end || idle.size() < connections.size(); now = System.nanoTime()) {
      long wait = MILLI;
      while (now < end && !idle.isEmpty() && (intervalNanos != UNPACED || calls.mayGo())) {
        long due = intervalNanos == UNPACED ? now : start + sent * intervalNanos;
        if (due > now) {
          wait = due - now;
          break;
        }
        send(sent++, due);
        now = System.nanoTime();
      }
      loop.poll(wait);
    }
    return result(start);
  }

  private void begin(Work calls) {
    work = calls;
    latency = new Histogram(HIGHEST_MICROS, 3);
    answers = 0;
    failures = 0;
  }

  private Result result(long start) {
    return new Result(answers, failures, (System.nanoTime() - start) / 1e9, latency);
  }

  private void send(int number, long due) throws IOException {
    idle.remove().send(work.call(number, due), due);
  }

  private void answered(HttpConnection connection, int status) {
    long micros = (System.nanoTime() - connection.intendedNanos()) / 1_000;
    latency.recordValue(Math.min(micros, HIGHEST_MICROS));
    idle.add(connection);
    if (status / 100 == 2) {
      answers++;
    } else {
      failures++;
    }
    work.answered(connection, status, micros);
  }

  @Override
  public void close() throws IOException {
    loop.close();
  }
}
