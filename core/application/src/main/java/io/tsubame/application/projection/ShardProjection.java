package io.tsubame.application.projection;

import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.UsedIds;
import io.tsubame.application.view.BareNumber;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Table;
import java.time.Duration;

/// What a shard itself must remember: which commands it has answered, and which ids are used.
final class ShardProjection {
  private final CommandMemory commands;

  /// @param remembered how long ids of commands are kept, in the time of the log
  ShardProjection(Duration remembered) {
    commands = new CommandMemory(remembered);
  }

  void apply(int shard, long position, Commit commit, ViewWriter writer) {
    commands.apply(shard, position, commit, writer);
    int greatest = UsedIds.greatest(commit);
    if (greatest > 0 && greatest > greatestUsed(shard, writer)) {
      writer.put(Table.FRESH_IDS, Keys.shard(shard), BareNumber.encode(greatest));
    }
  }

  private static int greatestUsed(int shard, ViewWriter writer) {
    byte[] row = writer.get(Table.FRESH_IDS, Keys.shard(shard));
    return row == null ? 0 : BareNumber.decodeInt(Table.FRESH_IDS, row);
  }
}
