package io.tsubame.application.shard;

import static io.tsubame.application.shard.ShardWorld.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.domain.AggregateId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The write side beside views that lag or are down.
final class ShardViewsTest {
  private final ShardWorld world = new ShardWorld(limits());

  @AfterEach
  void close() {
    world.close();
  }

  /// Room for one aggregate.
  private static ShardLimits limits() {
    return new ShardLimits(
        64,
        32,
        16,
        8,
        1 << 20,
        StateWeight.ENTRY,
        16,
        64,
        Duration.ofDays(1),
        50,
        1 << 20,
        Duration.ofSeconds(10),
        Duration.ofMillis(1),
        Duration.ofMillis(5));
  }

  @Test
  @DisplayName("[SL19] while the views are down, aggregates in memory are served")
  void cachedWhileDown() {
    var organization = world.found("a");
    world.views.setDown(true);
    assertThat(textOf(world.append(organization, "b", null))).isEqualTo("ab");
    assertThat(textOf(world.append(organization, "c", null))).isEqualTo("abc");
  }

  @Test
  @DisplayName("[SL19] while the views are down, others are refused, and nothing is done")
  void uncachedWhileDown() {
    var organization = world.found("a");
    world.restart();
    world.awaitServing();
    world.views.setDown(true);
    assertThatThrownBy(() -> world.append(organization, "c", null)).isInstanceOf(Unavailable.class);
    world.views.setDown(false);
    assertThat(textOf(world.append(organization, "d", null))).isEqualTo("ad");
  }

  @Test
  @DisplayName("[SL18] [SL19] views that have too much to do do not close a shard")
  void whileOverloaded() {
    List<AggregateId.Organization> both = inOneShard(2);
    var known = both.getFirst();
    var unknown = both.getLast();
    world.restart();
    world.awaitServing();
    world.append(known, "b", null);
    world.views.overload();

    assertThat(textOf(world.append(known, "c", new CommandId("7:new")))).isEqualTo("abc");
    assertThatThrownBy(() -> world.append(unknown, "c", null)).isInstanceOf(Overloaded.class);
    assertThat(textOf(world.append(known, "d", null))).isEqualTo("abcd");
    assertThat(world.shards.numbers().stream().mapToLong(ShardNumbers::reopened).sum()).isZero();
  }

  @Test
  @DisplayName("[SL20] an aggregate stays in memory until the views hold its last event")
  void pinned() {
    List<AggregateId.Organization> organizations = inOneShard(5);
    world.views.stop();
    for (var organization : organizations) {
      world.append(organization, "b", null);
    }
    for (var organization : organizations) {
      assertThat(textOf(world.append(organization, "c", null))).isEqualTo("abc");
    }
  }

  @Test
  @DisplayName("[SL20] and may leave it then, so that memory is bounded")
  void evicted() {
    List<AggregateId.Organization> organizations = inOneShard(5);
    for (var organization : organizations) {
      world.append(organization, "b", null);
    }
    world.append(organizations.getFirst(), "c", null);
    world.append(organizations.getFirst(), "d", null);
    assertThat(world.shards.numbers()).allMatch(shard -> shard.cached() <= 2);
    for (var organization : organizations.subList(1, 5)) {
      assertThat(textOf(world.append(organization, "c", null))).isEqualTo("abc");
    }
  }

  @Test
  @DisplayName("[SL21] when the views lag too far, new commands are refused until they catch up")
  void tooFarBehind() {
    var organization = world.found("a");
    world.views.stop();
    for (int i = 0; i < limits().unprojectedCommits(); i++) {
      world.append(organization, "b", null);
    }
    assertThatThrownBy(() -> world.append(organization, "c", null)).isInstanceOf(Overloaded.class);
    world.views.follow();
    assertThat(textOf(world.append(organization, "d", null)))
        .isEqualTo("a" + "b".repeat(limits().unprojectedCommits()) + "d");
  }

  @Test
  @DisplayName("[SL22] an opened shard decides nothing before the views hold all that was written")
  void opening() {
    var organization = world.found("a");
    world.views.stop();
    world.append(organization, "b", null);
    world.restart();
    Submission waiting = world.put(organization, "c", null);
    assertThat(waiting.isAnswered()).isFalse();
    assertThat(world.shards.numbers()).noneMatch(ShardNumbers::serving);
    world.views.follow();
    assertThat(textOf(ShardWorld.answerOf(waiting))).isEqualTo("abc");
  }

  @Test
  @DisplayName("[SL22] a shard that cannot open refuses who waits when it closes")
  void closedWhileOpening() {
    var organization = world.found("a");
    world.views.stop();
    world.restart();
    Submission waiting = world.put(organization, "b", null);
    world.shards.close();
    assertThatThrownBy(() -> ShardWorld.answerOf(waiting)).isInstanceOf(Unavailable.class);
  }

  private List<AggregateId.Organization> inOneShard(int count) {
    List<AggregateId.Organization> organizations = new ArrayList<>();
    while (organizations.size() < count) {
      var founded = world.found("a");
      if (founded.id().value() % ShardWorld.SHARDS == 1) {
        organizations.add(founded);
      }
    }
    return organizations;
  }
}
