package io.tsubame.application.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.view.Table;
import io.tsubame.application.view.TreeMapViewStore;
import io.tsubame.application.view.ViewReader;
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Range;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.testkit.properties.Gen;
import io.tsubame.testkit.properties.Property;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// How many messages after a marker address somebody.
final class SequenceSetTest {
  private static final RoomId ROOM = new RoomId(1);
  private static final AccountId ACCOUNT = new AccountId(2);
  private static final Gen<Integer> SEQUENCES =
      Gen.oneOf(
          Gen.ints(1, 40),
          Gen.ints(200, 300),
          Gen.ints(65_400, 65_700),
          Gen.ints(16_777_000, 16_777_500),
          Gen.ints(1, Integer.MAX_VALUE));

  private record Change(int sequence, boolean add) {}

  @Test
  @DisplayName("[VW22] counts like a sorted set, whatever is added and taken out")
  void countsLikeASortedSet() {
    Gen<Change> change = choices -> new Change(choices.draw(SEQUENCES), !choices.oneIn(3));
    Property.check(
        "sequences",
        200,
        Gen.lists(change, 0, 200),
        changes -> {
          TreeMapViewStore store = new TreeMapViewStore();
          SequenceSet set = SequenceSet.addressing(ROOM, ACCOUNT);
          TreeSet<Integer> expected = new TreeSet<>();
          ViewWriter writer = new ViewWriter(store);
          for (Change each : changes) {
            if (each.add()) {
              set.add(writer, each.sequence());
              expected.add(each.sequence());
            } else {
              set.remove(writer, each.sequence());
              expected.remove(each.sequence());
            }
          }
          store.write(writer.batch());
          for (Change each : changes) {
            assertThat(set.countAfter(store, each.sequence()))
                .as("after %s", each.sequence())
                .isEqualTo(expected.tailSet(each.sequence(), false).size());
          }
          assertThat(set.countAfter(store, 0)).isEqualTo(expected.size());
        });
  }

  @Test
  @DisplayName("[VW22] sets of several accounts and kinds do not meet")
  void setsDoNotMeet() {
    TreeMapViewStore store = new TreeMapViewStore();
    ViewWriter writer = new ViewWriter(store);
    SequenceSet.addressing(ROOM, ACCOUNT).add(writer, 1);
    SequenceSet.addressingAll(ROOM).add(writer, 2);
    SequenceSet.addressingAllBy(ROOM, ACCOUNT).add(writer, 2);
    store.write(writer.batch());

    assertThat(SequenceSet.addressing(ROOM, ACCOUNT).countAfter(store, 0)).isEqualTo(1);
    assertThat(SequenceSet.addressingAll(ROOM).countAfter(store, 1)).isEqualTo(1);
    assertThat(SequenceSet.addressingAllBy(ROOM, new AccountId(3)).countAfter(store, 0)).isZero();
    assertThat(SequenceSet.addressing(new RoomId(2), ACCOUNT).countAfter(store, 0)).isZero();
  }

  @Test
  @DisplayName("[VW22] counting a million reads a few hundred rows")
  void readsFewRows() {
    TreeMapViewStore store = new TreeMapViewStore();
    SequenceSet set = SequenceSet.addressing(ROOM, ACCOUNT);
    ViewWriter writer = new ViewWriter(store);
    int messages = 200_000;
    for (int sequence = 1; sequence <= messages; sequence++) {
      set.add(writer, sequence);
    }
    store.write(writer.batch());
    AtomicInteger rows = new AtomicInteger();

    assertThat(set.countAfter(counting(store, rows), 5)).isEqualTo(messages - 5);
    assertThat(rows.get()).isLessThan(640);
  }

  private static ViewReader counting(TreeMapViewStore store, AtomicInteger rows) {
    return new ViewReader() {
      @Override
      public byte @Nullable [] get(Table table, byte[] key) {
        rows.incrementAndGet();
        return store.get(table, key);
      }

      @Override
      public List<Entry> scan(Table table, Range range, int limit) {
        List<Entry> found = store.scan(table, range, limit);
        rows.addAndGet(found.size());
        return found;
      }
    };
  }
}
