package io.tsubame.application.shard;

import static io.tsubame.application.shard.ShardWorld.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ShardsTest {
  @Test
  @DisplayName("[SL1] an accepted command is in the log")
  void accepted() {
    try (ShardWorld world = new ShardWorld()) {
      var organization = world.found("a");
      assertThat(textOf(world.append(organization, "b", null))).isEqualTo("ab");
      assertThat(textOf(world.append(organization, "c", null))).isEqualTo("abc");
      assertThat(world.textOf(organization)).isEqualTo("abc");
    }
  }
}
