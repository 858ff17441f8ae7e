package io.tsubame.application.projection;

import io.tsubame.application.shard.CommandId;
import io.tsubame.application.view.BareNumber;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Table;
import io.tsubame.domain.Event;
import io.tsubame.domain.account.AccountEvent.AccountRegistered;
import io.tsubame.domain.contact.ContactEvent.ContactRequested;
import io.tsubame.domain.contact.ContactEvent.DirectRoomAssigned;
import io.tsubame.domain.organization.OrganizationEvent.OrganizationFounded;
import io.tsubame.domain.room.RoomEvent.RoomCreated;
import io.tsubame.domain.room.RoomEvent.TaskAdded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a shard itself must remember: which commands it has answered, and which ids are used.
final class ShardProjection {
  void apply(
      int shard,
      long position,
      @Nullable CommandId command,
      List<Event> events,
      ViewWriter writer) {
    if (command != null) {
      writer.put(Table.COMMANDS, Keys.command(shard, command.value()), BareNumber.encode(position));
    }
    int greatest = events.stream().mapToInt(ShardProjection::greatestId).max().orElse(0);
    if (greatest > 0 && greatest > greatestUsed(shard, writer)) {
      writer.put(Table.FRESH_IDS, Keys.shard(shard), BareNumber.encode(greatest));
    }
  }

  private static int greatestUsed(int shard, ViewWriter writer) {
    byte[] row = writer.get(Table.FRESH_IDS, Keys.shard(shard));
    return row == null ? 0 : BareNumber.decodeInt(Table.FRESH_IDS, row);
  }

  /// The greatest id that was given by the event, 0 where it gives none.
  private static int greatestId(Event event) {
    return switch (event) {
      case AccountRegistered registered ->
          Math.max(registered.account().value(), registered.myRoom().value());
      case RoomCreated created -> created.room().value();
      case TaskAdded added -> added.task().value();
      case ContactRequested requested -> requested.request().value();
      case DirectRoomAssigned assigned -> assigned.room().value();
      case OrganizationFounded founded -> founded.organization().value();
      default -> 0;
    };
  }
}
