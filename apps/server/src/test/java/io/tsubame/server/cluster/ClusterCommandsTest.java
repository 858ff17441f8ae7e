package io.tsubame.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Unavailable;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.application.shard.ShardMap;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.organization.OrganizationCommand.RenameOrganization;
import io.tsubame.domain.organization.OrganizationRejection.OrganizationNotFound;
import io.tsubame.testkit.InMemoryEventLog.Fault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a sender at one node is told of a command that another node decides.
final class ClusterCommandsTest {
  private final SimulatedCluster cluster = new SimulatedCluster(1, SeededBug.NONE);
  private AggregateId.Organization organization;
  private SimulatedNode owner;
  private SimulatedNode other;
  private int shard;

  @BeforeEach
  void found() throws InterruptedException {
    cluster.mend();
    organization = cluster.found("a");
    shard = new ShardMap(SimulatedCluster.SHARDS).shardOf(organization);
    owner = cluster.nodes().stream().filter(this::owns).findFirst().orElseThrow();
    other = cluster.nodes().stream().filter(node -> !owns(node)).findFirst().orElseThrow();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  @DisplayName("[CL4] a command that surely was not done is sent again, and done once")
  void sentAgain() {
    owner.log.failNextAppend(Fault.NOT_OWNER);

    assertThat(rename("b", null)).isInstanceOf(Outcome.Accepted.class);
    assertThat(renamings()).isEqualTo(1);
  }

  @Test
  @DisplayName("[CL4] what the owner refuses for good is not sent again")
  void refused() {
    owner.log.failNextAppend(Fault.UNAVAILABLE);

    assertThatThrownBy(() -> rename("b", null)).isInstanceOf(Unavailable.class);
    assertThat(renamings()).isZero();
  }

  @Test
  @DisplayName("[CL5] without an id, nothing is sent again of which nobody knows what came")
  void unknown() {
    owner.log.failNextAppend(Fault.OUTCOME_UNKNOWN_APPENDED);

    assertThatThrownBy(() -> rename("b", null)).isInstanceOf(OutcomeUnknown.class);
    assertThat(renamings()).isEqualTo(1);
  }

  @Test
  @DisplayName("[CL5] with an id, it is sent again and answered with what was done")
  void unknownWithId() {
    owner.log.failNextAppend(Fault.OUTCOME_UNKNOWN_APPENDED);

    assertThat(rename("b", new CommandId("1:b"))).isInstanceOf(Outcome.Accepted.class);
    assertThat(renamings()).isEqualTo(1);
  }

  @Test
  @DisplayName("[CL5] with an id, what was not done after all is done once")
  void lostWithId() {
    owner.log.failNextAppend(Fault.OUTCOME_UNKNOWN_LOST);

    assertThat(rename("b", new CommandId("1:b"))).isInstanceOf(Outcome.Accepted.class);
    assertThat(renamings()).isEqualTo(1);
  }

  @Test
  @DisplayName("[CL8] a rejection comes from the owner as it is")
  void rejected() {
    Outcome outcome =
        other
            .commands()
            .send(
                new AggregateId.Organization(
                    new OrganizationId(organization.id().value() + 1000 * SimulatedCluster.SHARDS)),
                new RenameOrganization("b"),
                Actor.of(new AccountId(1)),
                null);

    assertThat(outcome).isEqualTo(new Outcome.Rejected(new OrganizationNotFound()));
  }

  private Outcome rename(String name, @Nullable CommandId id) {
    return other.commands().send(organization, new RenameOrganization(name), Actor.SERVER, id);
  }

  private long renamings() {
    return cluster.log.read(shard, 0, Integer.MAX_VALUE, Integer.MAX_VALUE).stream()
            .filter(stored -> !stored.type().equals(EventLog.EPOCH_OPENED))
            .count()
        - 1;
  }

  private boolean owns(SimulatedNode node) {
    return node.placement().ownerOf(shard).orElseThrow().equals(node.peers.self());
  }
}
