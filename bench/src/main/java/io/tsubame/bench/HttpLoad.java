package io.tsubame.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
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
  private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(1);

  private final List<HttpConnection> connections = new ArrayList<>();
  private final Selector selector;

  HttpLoad(int port, int count) throws IOException {
    selector = Selector.open();
    for (int i = 0; i < count; i++) {
      HttpConnection connection = new HttpConnection(port);
      connection.channel().register(selector, SelectionKey.OP_READ, connection);
      connections.add(connection);
    }
  }

  /// @param answers with status 200, within the measured time
  /// @param failures with any other status
  /// @param latency in microseconds
  record Result(long answers, long failures, double seconds, Histogram latency) {
    double perSecond() {
      return answers / seconds;
    }
  }

  /// @param calls gives the call by its number
  Result closedLoop(IntFunction<HttpCall> calls, double seconds) throws IOException {
    return run(calls, seconds, 0);
  }

  Result openLoop(IntFunction<HttpCall> calls, double seconds, double perSecond)
      throws IOException {
    return run(calls, seconds, perSecond);
  }

  private Result run(IntFunction<HttpCall> calls, double seconds, double perSecond)
      throws IOException {
    Histogram latency = new Histogram(HIGHEST_MICROS, 3);
    Queue<HttpConnection> idle = new ArrayDeque<>(connections);
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    long intervalNanos = perSecond == 0 ? 0 : (long) (1e9 / perSecond);
    int sent = 0;
    long answers = 0;
    long failures = 0;
    int underWay = 0;
    while (true) {
      long now = System.nanoTime();
      while (now < end && !idle.isEmpty()) {
        long due = intervalNanos == 0 ? now : start + sent * intervalNanos;
        if (due > now) {
          break;
        }
        idle.remove().send(calls.apply(sent++), due);
        underWay++;
        now = System.nanoTime();
      }
      if (now >= end && underWay == 0) {
        break;
      }
      select(intervalNanos == 0 || idle.isEmpty() ? 1_000_000 : intervalNanos);
      for (SelectionKey key : selector.selectedKeys()) {
        HttpConnection connection = (HttpConnection) key.attachment();
        int status = connection.receive();
        if (status != 0) {
          long micros = (System.nanoTime() - connection.intendedNanos) / 1_000;
          latency.recordValue(Math.min(micros, HIGHEST_MICROS));
          connection.intendedNanos = 0;
          idle.add(connection);
          underWay--;
          if (status == 200) {
            answers++;
          } else {
            failures++;
          }
        }
      }
      selector.selectedKeys().clear();
    }
    return new Result(answers, failures, (System.nanoTime() - start) / 1e9, latency);
  }

  private void select(long nanos) throws IOException {
    if (nanos < 1_000_000) {
      selector.selectNow();
    } else {
      selector.select(1);
    }
  }

  @Override
  public void close() throws IOException {
    for (HttpConnection connection : connections) {
      connection.close();
    }
    selector.close();
  }
}
