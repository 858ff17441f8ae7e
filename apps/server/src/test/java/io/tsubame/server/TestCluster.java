package io.tsubame.server;

import io.tsubame.api.ServerLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Several nodes in this process, on real engines.
public final class TestCluster implements AutoCloseable {
  private final List<TestServer> nodes = new ArrayList<>();

  /// Returns when all are ready.
  public TestCluster(RealEngines engines, int size) {
    int number = engines.newCluster();
    int[] ports = IntStream.range(0, size).map(_ -> freePort()).toArray();
    List<String> seeds = IntStream.of(ports).mapToObj(port -> "127.0.0.1:" + port).toList();
    for (int i = 0; i < size; i++) {
      String name = "node-" + i;
      int port = ports[i];
      nodes.add(
          new TestServer(
              ServerLimits.DEFAULT.withoutRates(),
              settings -> engines.node(settings, number, name, port, seeds)));
    }
    nodes.forEach(TestServer::awaitReady);
  }

  public TestServer node(int index) {
    return nodes.get(index);
  }

  public Stream<TestServer> nodes() {
    return nodes.stream();
  }

  @Override
  public void close() {
    nodes.forEach(TestServer::close);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
