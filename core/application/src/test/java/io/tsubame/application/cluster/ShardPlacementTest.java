package io.tsubame.application.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.testkit.properties.Gen;
import io.tsubame.testkit.properties.Property;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ShardPlacementTest {
  private static final int SHARDS = 64;
  private static final Candidacy ALL =
      Candidacy.NONE.with(IntStream.range(0, SHARDS).boxed().collect(Collectors.toSet()));

  @Test
  @DisplayName(
      "[CL2] where a member comes, it takes shards, and nothing else moves; so where it goes")
  void fewMoves() {
    Gen<List<Integer>> others = Gen.lists(Gen.ints(0, 50), 1, 8);
    Property.check(
        "few moves",
        200,
        others,
        numbers -> {
          Set<NodeId> before = nodes(numbers);
          NodeId comer = new NodeId("comer", 1);
          Set<NodeId> after = new TreeSet<>(before);
          after.add(comer);
          List<Optional<NodeId>> old = placed(before);
          List<Optional<NodeId>> now = placed(after);
          for (int shard = 0; shard < SHARDS; shard++) {
            assertThat(now.get(shard)).isIn(old.get(shard), Optional.of(comer));
          }
        });
  }

  @Test
  @DisplayName("[CL2] a node that comes back under its name gets the shards that it had")
  void sameName() {
    Set<NodeId> before = Set.of(new NodeId("a", 1), new NodeId("b", 2));
    Set<NodeId> after = Set.of(new NodeId("a", 3), new NodeId("b", 2));

    assertThat(names(after)).isEqualTo(names(before));
  }

  @Test
  @DisplayName("[CL2] three nodes share the shards")
  void shared() {
    Set<NodeId> three = Set.of(new NodeId("a", 1), new NodeId("b", 2), new NodeId("c", 3));
    for (NodeId node : three) {
      assertThat(placed(three).stream().filter(Optional.of(node)::equals)).hasSizeBetween(10, 34);
    }
  }

  @Test
  @DisplayName("[CL2] without members nobody owns anything")
  void nobody() {
    assertThat(placed(Set.of())).hasSize(SHARDS).allMatch(Optional::isEmpty);
  }

  @Test
  @DisplayName("[CL19] a shard lies on the best of those that stand for it")
  void candidates() {
    NodeId a = new NodeId("a", 1);
    NodeId b = new NodeId("b", 2);
    List<Optional<NodeId>> both = placed(Set.of(a, b));
    Set<Integer> some = Set.of(0, 1, 2, 3);

    List<Optional<NodeId>> now =
        ShardPlacement.place(Set.of(a, b), Map.of(a, ALL, b, Candidacy.NONE.with(some)), SHARDS);

    for (int shard = 0; shard < SHARDS; shard++) {
      assertThat(now.get(shard)).isEqualTo(some.contains(shard) ? both.get(shard) : Optional.of(a));
    }
    assertThat(ShardPlacement.place(Set.of(a, b), Map.of(b, Candidacy.NONE.with(some)), SHARDS))
        .filteredOn(Optional::isPresent)
        .hasSize(some.size())
        .containsOnly(Optional.of(b));
  }

  private static List<Optional<NodeId>> placed(Set<NodeId> members) {
    Map<NodeId, Candidacy> all =
        members.stream().collect(Collectors.toMap(Function.identity(), _ -> ALL));
    return ShardPlacement.place(members, all, SHARDS);
  }

  private static List<String> names(Set<NodeId> members) {
    return placed(members).stream().map(owner -> owner.orElseThrow().name()).toList();
  }

  private static Set<NodeId> nodes(List<Integer> numbers) {
    Set<NodeId> nodes = new TreeSet<>();
    IntStream.range(0, numbers.size())
        .forEach(i -> nodes.add(new NodeId("node-" + numbers.get(i), i)));
    return nodes;
  }
}
