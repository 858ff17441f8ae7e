package io.tsubame.domain.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.testkit.properties.Gen;
import io.tsubame.testkit.properties.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IntMapTest {
  /// Puts the value under the key, or removes the key where the value is 0.
  private record Change(int key, int value) {}

  private static final Gen<Integer> KEYS =
      Gen.oneOf(
          Gen.ints(0, 40),
          Gen.ints(0, 1_100),
          Gen.ints(0, Integer.MAX_VALUE),
          Gen.elements(0, 31, 32, 1_023, 1_024, 1 << 30, Integer.MAX_VALUE - 1, Integer.MAX_VALUE));
  private static final Gen<Change> CHANGES =
      choices -> new Change(choices.draw(KEYS), choices.draw(Gen.ints(0, 3)));
  private static final Gen<List<Change>> HISTORIES = Gen.lists(CHANGES, 0, 60);

  private static IntMap<Integer> apply(IntMap<Integer> map, Change change) {
    return change.value() == 0 ? map.remove(change.key()) : map.put(change.key(), change.value());
  }

  private static void apply(SortedMap<Integer, Integer> model, Change change) {
    if (change.value() == 0) {
      model.remove(change.key());
    } else {
      model.put(change.key(), change.value());
    }
  }

  private static void assertSame(IntMap<Integer> map, SortedMap<Integer, Integer> model) {
    assertThat(map.size()).isEqualTo(model.size());
    assertThat(map.isEmpty()).isEqualTo(model.isEmpty());
    assertThat(map.keys()).isEqualTo(model.keySet().stream().mapToInt(k -> k).toArray());
    assertThat(map.values()).isEqualTo(List.copyOf(model.values()));
    assertThat(map).hasToString(model.toString());
    model.forEach((key, value) -> assertThat(map.get(key)).isEqualTo(value));
  }

  @Test
  @DisplayName("it is like a TreeMap, whatever is put and removed")
  void likeTreeMap() {
    Property.check(
        "like a TreeMap",
        2_000,
        HISTORIES,
        history -> {
          IntMap<Integer> map = IntMap.empty();
          TreeMap<Integer, Integer> model = new TreeMap<>();
          for (Change change : history) {
            map = apply(map, change);
            apply(model, change);
            assertThat(map.get(change.key())).isEqualTo(model.get(change.key()));
            assertThat(map.containsKey(change.key())).isEqualTo(model.containsKey(change.key()));
          }
          assertSame(map, model);
        });
  }

  @Test
  @DisplayName("no change of a copy shows in an older version")
  void oldVersionsStay() {
    Property.check(
        "old versions stay",
        500,
        HISTORIES,
        history -> {
          List<IntMap<Integer>> versions = new ArrayList<>();
          IntMap<Integer> map = IntMap.empty();
          for (Change change : history) {
            versions.add(map);
            map = apply(map, change);
          }
          TreeMap<Integer, Integer> model = new TreeMap<>();
          for (int i = 0; i < history.size(); i++) {
            assertSame(versions.get(i), model);
            apply(model, history.get(i));
          }
        });
  }

  @Test
  @DisplayName("maps are equal when their pairs are, whatever way they came about")
  void equality() {
    Property.check(
        "equality",
        1_000,
        HISTORIES,
        history -> {
          IntMap<Integer> map = IntMap.empty();
          TreeMap<Integer, Integer> model = new TreeMap<>();
          for (Change change : history) {
            map = apply(map, change);
            apply(model, change);
          }
          IntMap<Integer> direct = IntMap.empty();
          for (var pair : model.descendingMap().entrySet()) {
            direct = direct.put(pair.getKey(), pair.getValue());
          }
          assertThat(direct).isEqualTo(map).hasSameHashCodeAs(map);
          assertThat(direct.put(5, 99)).isNotEqualTo(map);
        });
  }

  @Test
  @DisplayName("what is not in it is null, and removing it gives the same map")
  void absent() {
    IntMap<String> map = IntMap.<String>empty().put(3, "c");
    assertThat(map.get(-1)).isNull();
    assertThat(map.get(4)).isNull();
    assertThat(map.get(35)).isNull();
    assertThat(map.get(Integer.MAX_VALUE)).isNull();
    assertThat(map.remove(4)).isSameAs(map);
    assertThat(map.remove(-1)).isSameAs(map);
    assertThat(map.remove(3)).isSameAs(IntMap.empty());
    assertThat(IntMap.<String>empty().remove(3)).isSameAs(IntMap.empty());
  }

  @Test
  @DisplayName("negative keys are refused")
  void negativeKeys() {
    assertThatThrownBy(() -> IntMap.<String>empty().put(-1, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
