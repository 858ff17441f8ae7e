package io.tsubame.testkit;

import io.tsubame.application.cluster.Peers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

final class InMemoryNetworkTest extends PeersContract {
  private final InMemoryNetwork network = new InMemoryNetwork(1);
  private final List<Peers> nodes = new ArrayList<>();

  @AfterEach
  void closeNodes() {
    nodes.forEach(Peers::close);
  }

  @Override
  protected Peers join(String name) {
    Peers joined = network.join(name);
    nodes.add(joined);
    return joined;
  }

  @Override
  protected void kill(Peers node) {
    network.kill(node.self());
    network.notice();
  }

  @Override
  protected void isolate(Peers node) {
    network.isolate(node.self());
    network.notice();
  }

  @Override
  protected void mend() {
    network.mend();
    network.notice();
  }
}
