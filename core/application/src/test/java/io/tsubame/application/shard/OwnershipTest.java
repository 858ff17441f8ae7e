package io.tsubame.application.shard;

import static io.tsubame.application.shard.ShardWorld.answerOf;
import static io.tsubame.application.shard.ShardWorld.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.log.NotOwner;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.organization.OrganizationCommand;
import io.tsubame.domain.organization.OrganizationCommand.RenameOrganization;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Shards that come to a process and go.
final class OwnershipTest {
  private final ShardWorld world = new ShardWorld();
  private final AggregateId.Organization organization = world.found("a");
  private final int shard = new ShardMap(ShardWorld.SHARDS).shardOf(organization);

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @DisplayName("[SL25] a shard that was given away refuses, and says that nothing was done")
  void given() {
    world.shards.give(shard);

    assertThatThrownBy(() -> world.append(organization, "b", null)).isInstanceOf(NotOwner.class);
    assertThat(world.shards.numbers()).noneMatch(each -> each.shard() == shard);
  }

  @Test
  @DisplayName("[SL25] when a shard is given away, what is in work ends, and what waits is refused")
  void waiting() {
    Submission held = world.hold(organization, "b");
    Submission waiting = world.put(organization, "x", null);

    world.shards.give(shard);
    world.release();

    assertThat(textOf(answerOf(held))).isEqualTo("ab");
    assertThatThrownBy(() -> answerOf(waiting)).isInstanceOf(NotOwner.class);
  }

  @Test
  @DisplayName("[SL25] a shard that is taken again goes on where its log ends")
  void takenAgain() {
    Submission held = world.hold(organization, "b");

    world.shards.give(shard);
    CompletableFuture<Void> taken = world.shards.take(shard);
    world.release();

    assertThat(textOf(answerOf(held))).isEqualTo("ab");
    assertThat(textOf(world.append(organization, "c", null))).isEqualTo("abc");
    assertThat(taken).succeedsWithin(ShardWorld.LIMITS.commandDeadline());
  }

  static Stream<OrganizationCommand> withoutEvents() {
    return Stream.of(
        AppendingRules.REFUSED, AppendingRules.NOTHING_NEW, new RenameOrganization("b"));
  }

  @ParameterizedTest
  @MethodSource("withoutEvents")
  @DisplayName("[SL27] an owner that was displaced answers nothing by what it still holds")
  void displaced(OrganizationCommand command) {
    CommandId id = new CommandId("b");
    world.append(organization, "b", id);
    Shards displaced = world.shards;
    world.takeOver();
    world.append(organization, "c", null);

    assertThatThrownBy(() -> displaced.send(organization, command, ShardWorld.ACTOR, id))
        .isInstanceOf(NotOwner.class);
  }

  @Test
  @DisplayName("[SL25] the other shards go on")
  void others() {
    world.shards.give((shard + 1) % ShardWorld.SHARDS);

    assertThat(textOf(world.append(organization, "b", null))).isEqualTo("ab");
  }
}
