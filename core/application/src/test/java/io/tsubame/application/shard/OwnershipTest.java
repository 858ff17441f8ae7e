package io.tsubame.application.shard;

import static io.tsubame.application.shard.ShardWorld.answerOf;
import static io.tsubame.application.shard.ShardWorld.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.log.NotOwner;
import io.tsubame.domain.AggregateId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
    world.shards.take(shard);
    world.release();

    assertThat(textOf(answerOf(held))).isEqualTo("ab");
    assertThat(textOf(world.append(organization, "c", null))).isEqualTo("abc");
  }

  @Test
  @DisplayName("[SL25] the other shards go on")
  void others() {
    world.shards.give((shard + 1) % ShardWorld.SHARDS);

    assertThat(textOf(world.append(organization, "b", null))).isEqualTo("ab");
  }
}
