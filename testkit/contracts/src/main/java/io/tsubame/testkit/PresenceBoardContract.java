package io.tsubame.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.live.PresenceBoard;
import io.tsubame.application.live.PresenceBoard.Seen;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The rules of `docs/spec/presence-board.md` that every board keeps.
public abstract class PresenceBoardContract {
  private static final Duration SHOWN = Duration.ofSeconds(PresenceBoard.SHOWN_SECONDS);
  private static final RoomId ROOM = new RoomId(64);
  private static final RoomId OTHER = new RoomId(128);
  private static final Seen SOME = seen(Set.of(1, 2), Set.of(3), Set.of(2));
  private static final Seen MORE = seen(Set.of(), Set.of(4), Set.of());

  protected final ManualClock clock = new ManualClock();
  private PresenceBoard one;
  private PresenceBoard two;
  private PresenceBoard three;

  /// The board as a node has it; all nodes of a test share one.
  protected abstract PresenceBoard node(String name, InstantSource time);

  @BeforeEach
  final void startNodes() {
    one = node("one", clock);
    two = node("two", clock);
    three = node("three", clock);
  }

  @Test
  @DisplayName("[PB1] nodes know which rooms are looked at through any of them, for a while")
  void lookedAt() {
    assertThat(one.lookedAt(Set.of())).isEmpty();
    one.lookedAt(Set.of(ROOM));
    assertThat(two.lookedAt(Set.of(OTHER))).containsExactlyInAnyOrder(ROOM, OTHER);
    assertThat(three.lookedAt(Set.of())).containsExactlyInAnyOrder(ROOM, OTHER);
    clock.advance(SHOWN.minusMillis(1));
    one.lookedAt(Set.of(ROOM));
    clock.advance(Duration.ofMillis(1));
    assertThat(three.lookedAt(Set.of())).containsExactly(ROOM);
    clock.advance(SHOWN);
    assertThat(three.lookedAt(Set.of())).isEmpty();
  }

  @Test
  @DisplayName(
      "[PB2] a node learns what others show of the rooms that it wants, not what itself does")
  void exchange() {
    one.exchange(Map.of(ROOM, SOME, OTHER, MORE), Set.of());
    assertThat(two.exchange(Map.of(ROOM, MORE), Set.of(ROOM)))
        .isEqualTo(Map.of(ROOM, List.of(SOME)));
    assertThat(one.exchange(Map.of(), Set.of(ROOM, OTHER))).isEqualTo(Map.of(ROOM, List.of(MORE)));
    Map<RoomId, List<Seen>> all = three.exchange(Map.of(), Set.of(ROOM, OTHER, new RoomId(192)));
    assertThat(all).containsOnlyKeys(ROOM, OTHER);
    assertThat(all.get(ROOM)).containsExactlyInAnyOrder(SOME, MORE);
    assertThat(all.get(OTHER)).containsExactly(MORE);
  }

  @Test
  @DisplayName("[PB3] what a node shows takes the place of what it showed before")
  void replaced() {
    one.exchange(Map.of(ROOM, SOME, OTHER, SOME), Set.of());
    one.exchange(Map.of(ROOM, MORE), Set.of());
    assertThat(two.exchange(Map.of(), Set.of(ROOM, OTHER)))
        .isEqualTo(Map.of(ROOM, List.of(MORE), OTHER, List.of(SOME)));
    one.exchange(Map.of(ROOM, Seen.NOBODY), Set.of());
    assertThat(two.exchange(Map.of(), Set.of(ROOM))).isEmpty();
  }

  @Test
  @DisplayName("[PB4] what is not shown again ends")
  void ends() {
    one.exchange(Map.of(ROOM, SOME), Set.of());
    clock.advance(Duration.ofMillis(1));
    two.exchange(Map.of(ROOM, MORE), Set.of());
    clock.advance(SHOWN.minusMillis(2));
    assertThat(three.exchange(Map.of(), Set.of(ROOM)).get(ROOM)).hasSize(2);
    clock.advance(Duration.ofMillis(1));
    assertThat(three.exchange(Map.of(), Set.of(ROOM)).get(ROOM)).containsExactly(MORE);
    clock.advance(Duration.ofMillis(1));
    assertThat(three.exchange(Map.of(), Set.of(ROOM))).isEmpty();
  }

  @Test
  @DisplayName("[PB5] of many rooms each keeps its own")
  void many() {
    Map<RoomId, Seen> known =
        IntStream.rangeClosed(1, 1_500)
            .boxed()
            .collect(
                Collectors.toMap(
                    number -> new RoomId(64 * number),
                    number -> seen(Set.of(number), Set.of(), Set.of())));
    assertThat(one.lookedAt(known.keySet())).isEqualTo(known.keySet());
    one.exchange(known, known.keySet());
    Map<RoomId, List<Seen>> found = two.exchange(Map.of(), known.keySet());
    assertThat(found).hasSameSizeAs(known);
    known.forEach((room, seen) -> assertThat(found.get(room)).containsExactly(seen));
  }

  private static Seen seen(Set<Integer> active, Set<Integer> away, Set<Integer> typing) {
    return new Seen(accounts(active), accounts(away), accounts(typing));
  }

  private static Set<AccountId> accounts(Set<Integer> numbers) {
    return numbers.stream().map(AccountId::new).collect(Collectors.toSet());
  }
}
