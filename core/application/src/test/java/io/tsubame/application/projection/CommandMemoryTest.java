package io.tsubame.application.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.TreeMapViewStore;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Rule VW8 of `docs/spec/views.md`.
final class CommandMemoryTest {
  private static final int SHARD = 3;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant START = Instant.parse("2026-04-01T00:00:00Z");

  private final TreeMapViewStore store = new TreeMapViewStore();
  private final CommandMemory memory = new CommandMemory(DAY);
  private final List<Commit> log = new ArrayList<>();

  @Test
  @DisplayName("[VW8] the ids of a day are there, and not many more")
  void aDay() {
    for (int minute = 0; minute < 10 * 24 * 60; minute++) {
      happens("command " + minute, START.plus(Duration.ofMinutes(minute)));
    }
    int end = log.size();
    for (int minute = end - 24 * 60; minute < end; minute++) {
      assertThat(isKnown("command " + minute)).as("minute %d of %d", minute, end).isTrue();
    }
    assertThat(isKnown("command " + (end - 24 * 60 - 65))).isFalse();
    assertThat(rows(Table.COMMANDS)).isEqualTo(rows(Table.REMEMBERED_COMMANDS));
    assertThat(rows(Table.COMMANDS)).isLessThanOrEqualTo(24 * 60 + 64);
  }

  @Test
  @DisplayName("[VW8] after a rush they go by and by, a bounded number at once")
  void afterARush() {
    for (int i = 0; i < 2_000; i++) {
      happens("rush " + i, START);
    }
    Instant later = START.plus(DAY).plusSeconds(1);
    for (int i = 0; i < 64; i++) {
      happens("later " + i, later);
    }
    assertThat(rows(Table.COMMANDS)).isBetween(2_064 - 256, 2_063);
    for (int i = 64; i < 1_000; i++) {
      happens("later " + i, later);
    }
    assertThat(rows(Table.COMMANDS)).isEqualTo(1_000);
  }

  @Test
  @DisplayName("[VW8] what is done once for good is never forgotten")
  void lasting() {
    CommandId once = CommandId.lasting("found");
    happens(once, START);
    for (int day = 1; day < 500; day++) {
      happens("day " + day, START.plus(DAY.multipliedBy(day)));
    }
    assertThat(store.get(Table.COMMANDS, Keys.command(SHARD, once.value()))).isNotNull();
    assertThat(isKnown("day 400")).isFalse();
  }

  @Test
  @DisplayName("[VW8] a command that was accepted anew is remembered from then on")
  void anew() {
    happens("twice", START);
    for (int i = 1; i < 64; i++) {
      happens("between " + i, START.plus(DAY).minusSeconds(1));
    }
    happens("twice", START.plus(DAY).minusSeconds(1));
    for (int i = 0; i < 64; i++) {
      happens("behind " + i, START.plus(DAY).plusSeconds(1));
    }
    assertThat(store.get(Table.REMEMBERED_COMMANDS, Keys.position(SHARD, 0))).isNull();
    assertThat(isKnown("twice")).isTrue();
  }

  @Test
  @DisplayName("[VW2] a rebuild forgets the same, however commits are cut into batches")
  void rebuild() {
    Random random = new Random(1);
    Instant now = START;
    for (int i = 0; i < 3_000; i++) {
      now = now.plus(Duration.ofMinutes(random.nextInt(-5, 20)));
      happens("command " + random.nextInt(2_500), now);
    }
    TreeMapViewStore again = new TreeMapViewStore();
    int position = 0;
    while (position < log.size()) {
      ViewWriter writer = new ViewWriter(again);
      int end = Math.min(log.size(), position + random.nextInt(1, 500));
      for (; position < end; position++) {
        memory.apply(SHARD, position, log.get(position), writer);
      }
      again.write(writer.batch());
    }
    for (Table table :
        List.of(Table.COMMANDS, Table.REMEMBERED_COMMANDS, Table.FORGOTTEN_COMMANDS)) {
      assertThat(rowsOf(again, table)).isEqualTo(rowsOf(store, table)).isNotEmpty();
    }
  }

  private void happens(String command, Instant at) {
    happens(new CommandId(command), at);
  }

  private void happens(CommandId command, Instant at) {
    Commit commit =
        new Commit(new AggregateId.Account(new AccountId(3)), at, Actor.SERVER, command, List.of());
    ViewWriter writer = new ViewWriter(store);
    memory.apply(SHARD, log.size(), commit, writer);
    store.write(writer.batch());
    log.add(commit);
  }

  private boolean isKnown(String command) {
    return store.get(Table.COMMANDS, Keys.command(SHARD, command)) != null;
  }

  private int rows(Table table) {
    return rowsOf(store, table).size();
  }

  private static Map<String, String> rowsOf(TreeMapViewStore store, Table table) {
    Map<String, String> rows = new TreeMap<>(store.content());
    rows.keySet().removeIf(key -> !key.startsWith(table + " "));
    return rows;
  }
}
