package io.tsubame.application.projection;

import io.tsubame.application.view.EditRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.MessageRow;
import io.tsubame.application.view.ReactionsRow;
import io.tsubame.application.view.RoomHead;
import io.tsubame.application.view.Table;
import io.tsubame.domain.room.Room.Tail;
import io.tsubame.domain.room.RoomEvent.MessageDeleted;
import io.tsubame.domain.room.RoomEvent.MessageEdited;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.domain.room.RoomEvent.ReactionAdded;
import io.tsubame.domain.room.RoomEvent.ReactionRemoved;
import java.util.function.UnaryOperator;

/// Messages, their earlier texts and the reactions to them.
final class MessageProjection {
  void post(MessagePosted event, RoomRows rows) {
    rows.put(
        event.sequence(),
        new MessageRow(
            event.author(),
            event.kind(),
            event.body(),
            false,
            event.at(),
            null,
            0,
            event.mentions(),
            false));
    RoomHead head = rows.head();
    rows.put(head.posted(event.sequence(), Tail.after(head.tail(), event), event.at()));
  }

  void edit(MessageEdited event, RoomRows rows) {
    MessageRow old = rows.message(event.sequence());
    if (old == null) {
      return;
    }
    rows.writer()
        .put(
            Table.MESSAGE_EDITS,
            Keys.edit(rows.room(), event.sequence(), old.edits()),
            new EditRow(old.body(), event.at()).encode());
    rows.put(event.sequence(), old.edited(event.body(), event.mentions(), event.at()));
  }

  /// Every text of it goes, and the reactions.
  void delete(MessageDeleted event, RoomRows rows) {
    int sequence = event.sequence();
    MessageRow old = rows.message(sequence);
    if (old == null) {
      return;
    }
    for (int edit = 0; edit < old.edits(); edit++) {
      rows.writer().delete(Table.MESSAGE_EDITS, Keys.edit(rows.room(), sequence, edit));
    }
    rows.writer().delete(Table.REACTIONS, Keys.message(rows.room(), sequence));
    rows.put(sequence, old.asDeleted());
  }

  void react(ReactionAdded event, RoomRows rows) {
    react(event.sequence(), rows, reactions -> reactions.with(event.reaction(), event.account()));
  }

  void unreact(ReactionRemoved event, RoomRows rows) {
    react(
        event.sequence(), rows, reactions -> reactions.without(event.reaction(), event.account()));
  }

  private static void react(int sequence, RoomRows rows, UnaryOperator<ReactionsRow> change) {
    MessageRow message = rows.message(sequence);
    if (message == null) {
      return;
    }
    byte[] key = Keys.message(rows.room(), sequence);
    byte[] old = rows.writer().get(Table.REACTIONS, key);
    ReactionsRow changed = change.apply(old == null ? ReactionsRow.NONE : ReactionsRow.decode(old));
    boolean any = !changed.reactions().isEmpty();
    if (any) {
      rows.writer().put(Table.REACTIONS, key, changed.encode());
    } else {
      rows.writer().delete(Table.REACTIONS, key);
    }
    if (any != message.hasReactions()) {
      rows.put(sequence, message.withReactions(any));
    }
  }
}
