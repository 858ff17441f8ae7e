package io.tsubame.application.projection;

import io.tsubame.application.view.ContactRow;
import io.tsubame.application.view.ContactRow.Standing;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.RequestRow;
import io.tsubame.application.view.Table;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId.ContactPair;
import io.tsubame.domain.RequestId;
import io.tsubame.domain.contact.ContactEvent;
import io.tsubame.domain.contact.ContactEvent.ContactAccepted;
import io.tsubame.domain.contact.ContactEvent.ContactCancelled;
import io.tsubame.domain.contact.ContactEvent.ContactDeclined;
import io.tsubame.domain.contact.ContactEvent.ContactRemoved;
import io.tsubame.domain.contact.ContactEvent.ContactRequested;
import io.tsubame.domain.contact.ContactEvent.DirectRoomAssigned;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How two accounts stand to each other, seen from each of them.
final class ContactProjection {
  void apply(ContactEvent event, ContactPair pair, ViewWriter writer) {
    switch (event) {
      case ContactRequested requested -> request(requested, writer);
      case ContactAccepted(var request, _, _) -> answer(pair, request, Standing.CONTACTS, writer);
      case ContactDeclined(var request) -> answer(pair, request, Standing.STRANGERS, writer);
      case ContactCancelled(var request) -> answer(pair, request, Standing.STRANGERS, writer);
      case ContactRemoved _ -> changeBoth(pair, writer, row -> row.with(Standing.STRANGERS, null));
      case DirectRoomAssigned(var room, _) -> changeBoth(pair, writer, row -> row.withRoom(room));
    }
  }

  private static void request(ContactRequested event, ViewWriter writer) {
    AccountId from = event.from();
    AccountId to = event.to();
    RequestId request = event.request();
    change(from, to, writer, row -> row.with(Standing.ASKED, request));
    change(to, from, writer, row -> row.with(Standing.WAS_ASKED, request));
    byte[] row = new RequestRow(from, to, event.message(), event.at()).encode();
    writer.put(Table.CONTACT_REQUESTS, Keys.of(from, request), row);
    writer.put(Table.CONTACT_REQUESTS, Keys.of(to, request), row);
  }

  private static void answer(
      ContactPair pair, @Nullable RequestId request, Standing standing, ViewWriter writer) {
    changeBoth(pair, writer, row -> row.with(standing, null));
    if (request != null) {
      writer.delete(Table.CONTACT_REQUESTS, Keys.of(pair.low(), request));
      writer.delete(Table.CONTACT_REQUESTS, Keys.of(pair.high(), request));
    }
  }

  private static void changeBoth(
      ContactPair pair, ViewWriter writer, UnaryOperator<ContactRow> change) {
    change(pair.low(), pair.high(), writer, change);
    change(pair.high(), pair.low(), writer, change);
  }

  private static void change(
      AccountId one, AccountId other, ViewWriter writer, UnaryOperator<ContactRow> change) {
    byte[] key = Keys.of(one, other);
    byte[] old = writer.get(Table.CONTACTS, key);
    ContactRow row = change.apply(old == null ? ContactRow.STRANGERS : ContactRow.decode(old));
    if (row.equals(ContactRow.STRANGERS)) {
      writer.delete(Table.CONTACTS, key);
    } else {
      writer.put(Table.CONTACTS, key, row.encode());
    }
  }
}
