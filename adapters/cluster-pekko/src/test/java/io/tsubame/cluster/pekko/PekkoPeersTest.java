package io.tsubame.cluster.pekko;

import com.typesafe.config.ConfigFactory;
import io.tsubame.application.cluster.Peers;
import io.tsubame.testkit.PeersContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.remote.RemoteActorRefProvider;
import org.apache.pekko.remote.transport.ThrottlerTransportAdapter;
import org.junit.jupiter.api.AfterEach;

/// Several nodes in one process, over real TCP.
@SuppressWarnings("deprecation") // what Artery is told to lose has no other name
final class PekkoPeersTest extends PeersContract {
  private final List<PekkoPeers> nodes = new ArrayList<>();
  private final List<PekkoPeers> ended = new ArrayList<>();

  @AfterEach
  void closeNodes() {
    nodes.stream().filter(node -> !ended.contains(node)).forEach(PekkoPeers::abort);
  }

  @Override
  protected Peers join(String name) {
    List<String> seeds = nodes.isEmpty() ? List.of() : List.of(nodes.getFirst().address());
    PekkoPeersConfig config =
        new PekkoPeersConfig(
            name,
            "127.0.0.1",
            0,
            seeds,
            Duration.ofSeconds(2),
            Duration.ofMinutes(5),
            PekkoPeersConfig.DEFAULT.asksInWork());
    PekkoPeers joined =
        PekkoPeers.join(
            config,
            ConfigFactory.parseString("pekko.remote.artery.advanced.test-mode = on")
                .withFallback(Settings.of(config)),
            () -> {});
    nodes.add(joined);
    return joined;
  }

  @Override
  protected void kill(Peers node) {
    ended.add((PekkoPeers) node);
    ((PekkoPeers) node).abort();
  }

  @Override
  protected void isolate(Peers node) {
    throttleAll((PekkoPeers) node, ThrottlerTransportAdapter.Blackhole$.MODULE$);
  }

  @Override
  protected void mend() {
    nodes.forEach(node -> throttleAll(node, ThrottlerTransportAdapter.Unthrottled$.MODULE$));
  }

  private void throttleAll(PekkoPeers node, ThrottlerTransportAdapter.ThrottleMode mode) {
    for (PekkoPeers other : nodes) {
      if (!other.equals(node) && !ended.contains(other) && !ended.contains(node)) {
        throttle(node, other, mode);
        throttle(other, node, mode);
      }
    }
  }

  private static void throttle(
      PekkoPeers at, PekkoPeers towards, ThrottlerTransportAdapter.ThrottleMode mode) {
    Address address = Cluster.get(towards.system()).selfAddress();
    ((RemoteActorRefProvider) ((ExtendedActorSystem) at.system()).provider())
        .transport()
        .managementCommand(
            new ThrottlerTransportAdapter.SetThrottle(address, bothDirections(), mode));
  }

  /// Java has no name for it.
  private static ThrottlerTransportAdapter.Direction bothDirections() {
    try {
      Class<?> both = Class.forName(ThrottlerTransportAdapter.Direction.class.getName() + "$Both$");
      return (ThrottlerTransportAdapter.Direction) both.getField("MODULE$").get(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no direction", e);
    }
  }
}
