package io.tsubame.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.organization.OrganizationCommand.RenameOrganization;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// One node after the other is renewed while people work.
final class RollingRestartTest {
  private static final int ORGANIZATIONS = 12;
  private static final int NODES = 3;

  private final SimulatedCluster cluster = new SimulatedCluster(7, SeededBug.NONE);
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private volatile boolean open = true;

  @Test
  @DisplayName(
      "[CL20] while nodes are renewed as planned, nobody is refused, and nothing is unknown")
  void renewed() throws InterruptedException {
    cluster.mend();
    List<AggregateId.Organization> organizations = new ArrayList<>();
    for (int i = 0; i < ORGANIZATIONS; i++) {
      organizations.add(cluster.found("organization " + i));
    }
    List<Thread> working = new ArrayList<>();
    for (AggregateId.Organization each : organizations) {
      working.add(Thread.ofVirtual().start(() -> work(each)));
    }

    for (int i = 0; i < NODES; i++) {
      cluster.replace();
      cluster.mend();
    }
    open = false;
    for (Thread each : working) {
      each.join();
    }
    cluster.close();

    assertThat(refused).isEmpty();
  }

  /// Without an id, so that nothing that fails is sent again. Each command goes to a node that
  /// stays.
  private void work(AggregateId.Organization organization) {
    Random random = new Random(organization.id().value());
    for (int n = 0; open; n++) {
      SimulatedNode node = cluster.any(random);
      try {
        Outcome outcome =
            node.commands().send(organization, new RenameOrganization("" + n), Actor.SERVER, null);
        if (outcome instanceof Outcome.Rejected) {
          refused.add(outcome.toString());
        }
      } catch (OperatingFailure failure) {
        if (cluster.nodes().contains(node)) {
          refused.add(failure.toString());
        }
      }
    }
  }
}
