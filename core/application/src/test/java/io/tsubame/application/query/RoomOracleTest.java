package io.tsubame.application.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.projection.World;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.view.TreeMapViewStore;
import io.tsubame.testkit.properties.Property;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Random lives of rooms, seen through the views. See `docs/spec/views.md`.
final class RoomOracleTest {
  @Test
  @DisplayName("[VW1][VW10][VW20] after every step every answer is what plain lists say")
  void answersAreThoseOfPlainLists() {
    Property.check(
        "answers",
        60,
        RoomSteps.LIVES,
        steps -> {
          RoomOracle oracle = new RoomOracle();
          for (RoomSteps.Step step : steps) {
            oracle.act(step);
            oracle.compareAll();
          }
        });
  }

  @Test
  @DisplayName("[VW20][VW21][VW22] numbers stay exact whatever is edited, deleted and marked")
  void numbersAreExact() {
    Property.check(
        "numbers",
        200,
        RoomSteps.TALKS,
        steps -> {
          RoomOracle oracle = new RoomOracle();
          for (RoomSteps.Step step : steps) {
            oracle.act(step);
            oracle.compareCounts();
          }
        });
  }

  @Test
  @DisplayName("[VW2] a rebuild, in any batches, gives the same rows")
  void batchesMakeNoDifference() {
    Property.check(
        "batches",
        60,
        RoomSteps.LIVES,
        steps -> {
          RoomOracle oracle = new RoomOracle();
          steps.forEach(oracle::act);
          SplittableRandom random = new SplittableRandom(steps.hashCode());
          TreeMapViewStore rebuilt = new TreeMapViewStore();
          List<Committed> rest = oracle.world.commits();
          while (!rest.isEmpty()) {
            int size = random.nextInt(1, rest.size() + 1);
            World.fold(rest.subList(0, size), rebuilt);
            rest = rest.subList(size, rest.size());
          }
          assertThat(rebuilt.content()).isEqualTo(oracle.world.store().content());
        });
  }

  @Test
  @DisplayName("[VW3] shards may be folded in any order")
  void shardsDoNotMeet() {
    Property.check(
        "shards",
        60,
        RoomSteps.LIVES,
        steps -> {
          RoomOracle oracle = new RoomOracle();
          steps.forEach(oracle::act);
          Map<Integer, Deque<Committed>> shards = new TreeMap<>();
          for (Committed commit : oracle.world.commits()) {
            shards.computeIfAbsent(commit.shard(), _ -> new ArrayDeque<>()).add(commit);
          }
          SplittableRandom random = new SplittableRandom(steps.hashCode());
          TreeMapViewStore rebuilt = new TreeMapViewStore();
          List<Deque<Committed>> waiting = new ArrayList<>(shards.values());
          while (!waiting.isEmpty()) {
            Deque<Committed> shard = waiting.get(random.nextInt(waiting.size()));
            World.fold(List.of(shard.removeFirst()), rebuilt);
            waiting.removeIf(Deque::isEmpty);
          }
          assertThat(rebuilt.content()).isEqualTo(oracle.world.store().content());
        });
  }
}
