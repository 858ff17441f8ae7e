package io.tsubame.cluster.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.cluster.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Seeds that come and go.
final class BeginningTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final List<String> seeds =
      IntStream.range(0, 3).mapToObj(_ -> "127.0.0.1:" + freePort()).toList();
  private final List<PekkoPeers> nodes = new ArrayList<>();

  @AfterEach
  void close() {
    nodes.forEach(PekkoPeers::abort);
  }

  @Test
  @DisplayName("[CL17] the first of three seeds begins no cluster before another one is there")
  void majority() throws InterruptedException {
    PekkoPeers first = join(0);
    LinkedBlockingQueue<String> changes = new LinkedBlockingQueue<>();
    first.onChange(() -> changes.add("changed"));
    assertThat(changes.poll(4, TimeUnit.SECONDS)).isNull();
    assertThat(first.members()).isEmpty();

    PekkoPeers second = join(1);
    awaitMembers(first, "node-0", "node-1");
    awaitMembers(second, "node-0", "node-1");
  }

  @Test
  @DisplayName("[CL17] the first seed comes back into the cluster that went on without it")
  void comesBack() throws InterruptedException {
    PekkoPeers first = join(0);
    PekkoPeers second = join(1);
    PekkoPeers third = join(2);
    awaitMembers(first, "node-0", "node-1", "node-2");
    first.abort();
    nodes.remove(first);
    awaitMembers(second, "node-1", "node-2");

    PekkoPeers again = join(0);
    awaitMembers(again, "node-0", "node-1", "node-2");
    awaitMembers(third, "node-0", "node-1", "node-2");
  }

  private PekkoPeers join(int number) {
    PekkoPeersConfig usual = PekkoPeersConfig.DEFAULT;
    int port = Integer.parseInt(seeds.get(number).split(":", -1)[1]);
    PekkoPeers joined =
        PekkoPeers.join(
            new PekkoPeersConfig(
                "node-" + number,
                "127.0.0.1",
                port,
                seeds,
                usual.pause(),
                usual.forgetAfter(),
                usual.asksInWork()),
            () -> {});
    nodes.add(joined);
    return joined;
  }

  private static void awaitMembers(PekkoPeers node, String... names) throws InterruptedException {
    LinkedBlockingQueue<String> changes = new LinkedBlockingQueue<>();
    node.onChange(() -> changes.add("changed"));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!members(node).equals(Set.of(names))) {
      assertThat(System.nanoTime()).as("members are %s", members(node)).isLessThan(deadline);
      String _ = changes.poll(1, TimeUnit.SECONDS);
    }
  }

  private static Set<String> members(PekkoPeers node) {
    return node.members().stream().map(NodeId::name).collect(Collectors.toSet());
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
