package io.tsubame.application.projection;

import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.view.BareNumber;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.RememberedCommandRow;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// Which commands a shard has accepted, and where. They are forgotten some time later, a few at
/// once while others come, so that a shard that is in use keeps about what came in that time. Time
/// is that of the log, so a rebuild forgets the same.
final class CommandMemory {
  /// Every so many records of a shard some commands are forgotten: more than can have come
  /// meanwhile.
  private static final int STRIDE = 64;

  private static final int FORGOTTEN_AT_ONCE = 4 * STRIDE;

  private final Duration remembered;

  CommandMemory(Duration remembered) {
    this.remembered = remembered;
  }

  void apply(int shard, long position, Commit commit, ViewWriter writer) {
    CommandId command = commit.command();
    if (command != null) {
      writer.put(Table.COMMANDS, Keys.command(shard, command.value()), BareNumber.encode(position));
      if (!command.isLasting()) {
        writer.put(
            Table.REMEMBERED_COMMANDS,
            Keys.position(shard, position),
            new RememberedCommandRow(commit.at(), command.value()).encode());
      }
    }
    if (position % STRIDE == 0) {
      forget(shard, commit.at().minus(remembered), writer);
    }
  }

  /// The eldest first, from where the last time has stopped: what is deleted before need not be
  /// passed over again.
  private static void forget(int shard, Instant before, ViewWriter writer) {
    byte[] cursor = writer.get(Table.FORGOTTEN_COMMANDS, Keys.shard(shard));
    long next = cursor == null ? 0 : BareNumber.decode(Table.FORGOTTEN_COMMANDS, cursor) + 1;
    Range eldest =
        new Range(
            Keys.position(shard, next), Keys.position(shard, Long.MAX_VALUE), Order.ASCENDING);
    List<Entry> forgotten =
        writer.scan(Table.REMEMBERED_COMMANDS, eldest, FORGOTTEN_AT_ONCE).stream()
            .takeWhile(row -> RememberedCommandRow.decode(row.value()).at().isBefore(before))
            .toList();
    forgotten.forEach(row -> forget(shard, row, writer));
    if (!forgotten.isEmpty()) {
      long last = Keys.longAt(forgotten.getLast().key(), Integer.BYTES);
      writer.put(Table.FORGOTTEN_COMMANDS, Keys.shard(shard), BareNumber.encode(last));
    }
  }

  private static void forget(int shard, Entry row, ViewWriter writer) {
    String command = RememberedCommandRow.decode(row.value()).command();
    byte[] key = Keys.command(shard, command);
    byte[] position = BareNumber.encode(Keys.longAt(row.key(), Integer.BYTES));
    if (Arrays.equals(writer.get(Table.COMMANDS, key), position)) {
      writer.delete(Table.COMMANDS, key); // not where it was accepted anew, after an outage
    }
    writer.delete(Table.REMEMBERED_COMMANDS, row.key());
  }
}
