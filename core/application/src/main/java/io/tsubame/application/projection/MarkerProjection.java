package io.tsubame.application.projection;

import io.tsubame.application.view.BareNumber;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.MarkerRow;
import io.tsubame.application.view.MessageRow;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.room.Mentions;
import io.tsubame.domain.room.ReadMarker;
import io.tsubame.domain.room.RoomEvent.MessageEdited;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.domain.room.RoomEvent.ReadMarkerMoved;
import java.util.List;

/// Read markers and what counts from them. A message changes the rows of its author and of those
/// whom it addresses by name, and nobody else's.
///
/// To be applied before [MessageProjection], because it looks at whom a message addressed before it
/// was edited.
final class MarkerProjection {
  void post(MessagePosted event, RoomRows rows) {
    if (event.markedRead()) {
      countOwn(event.author(), event.sequence(), rows);
    }
    address(event.sequence(), event.author(), event.mentions(), rows);
  }

  void edit(MessageEdited event, RoomRows rows) {
    MessageRow old = rows.message(event.sequence());
    if (old != null && !old.mentions().equals(event.mentions())) {
      unaddress(event.sequence(), old.author(), old.mentions(), rows);
      address(event.sequence(), old.author(), event.mentions(), rows);
    }
  }

  void move(ReadMarkerMoved event, RoomRows rows) {
    ReadMarker marker = event.marker();
    MarkerRow old = rows.marker(event.account());
    int mentions =
        marker.readUpTo() >= old.lastMention()
            ? 0
            : SequenceSet.addressing(rows.room(), event.account())
                .countAfter(rows.writer(), marker.readUpTo());
    int ownBefore = ownUpTo(marker.ownReadFrom(), event.account(), old, rows);
    rows.put(event.account(), old.moved(marker, ownBefore, mentions));
  }

  private static void countOwn(AccountId author, int sequence, RoomRows rows) {
    MarkerRow row = rows.marker(author);
    int own = row.own() + 1;
    rows.put(author, row.withOwn(own));
    rows.writer()
        .put(Table.AUTHORED, Keys.authored(rows.room(), author, sequence), BareNumber.encode(own));
  }

  private static int ownUpTo(int sequence, AccountId account, MarkerRow row, RoomRows rows) {
    if (sequence >= rows.head().lastSequence()) {
      return row.own();
    }
    Range range =
        new Range(
            Keys.authored(rows.room(), account, 0),
            Keys.authored(rows.room(), account, sequence + 1),
            Order.DESCENDING);
    List<Entry> last = rows.writer().scan(Table.AUTHORED, range, 1);
    return last.isEmpty() ? 0 : BareNumber.decodeInt(Table.AUTHORED, last.getFirst().value());
  }

  /// Who is addressed by name and with all is counted once, with all.
  private static void address(int sequence, AccountId author, Mentions mentions, RoomRows rows) {
    if (mentions.all()) {
      SequenceSet.addressingAll(rows.room()).add(rows.writer(), sequence);
      SequenceSet.addressingAllBy(rows.room(), author).add(rows.writer(), sequence);
      rows.put(rows.head().withToAll(sequence));
      rows.put(author, rows.marker(author).withOwnToAll(sequence));
      return;
    }
    for (AccountId account : mentions.accounts()) {
      SequenceSet.addressing(rows.room(), account).add(rows.writer(), sequence);
      MarkerRow row = rows.marker(account);
      int one = sequence > row.marker().readUpTo() ? 1 : 0;
      rows.put(
          account, row.withMentions(row.mentions() + one, Math.max(row.lastMention(), sequence)));
    }
  }

  private static void unaddress(int sequence, AccountId author, Mentions mentions, RoomRows rows) {
    if (mentions.all()) {
      SequenceSet.addressingAll(rows.room()).remove(rows.writer(), sequence);
      SequenceSet.addressingAllBy(rows.room(), author).remove(rows.writer(), sequence);
      return;
    }
    for (AccountId account : mentions.accounts()) {
      SequenceSet.addressing(rows.room(), account).remove(rows.writer(), sequence);
      MarkerRow row = rows.marker(account);
      int one = sequence > row.marker().readUpTo() ? 1 : 0;
      rows.put(account, row.withMentions(row.mentions() - one, row.lastMention()));
    }
  }
}
