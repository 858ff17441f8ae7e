package io.tsubame.protocol;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.RequestId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.contact.ContactEvent.ContactAccepted;
import io.tsubame.domain.contact.ContactEvent.ContactCancelled;
import io.tsubame.domain.contact.ContactEvent.ContactDeclined;
import io.tsubame.domain.contact.ContactEvent.ContactRemoved;
import io.tsubame.domain.contact.ContactEvent.ContactRequested;
import io.tsubame.domain.contact.ContactEvent.DirectRoomAssigned;
import io.tsubame.protocol.EventVersion.Current;
import io.tsubame.protocol.schema.ContactProto;
import java.util.List;

/// What happens between two accounts.
final class ContactEvents {
  static final List<EventVersion<?>> VERSIONS =
      List.of(
          new Current<>(
              160,
              "contact.requested",
              1,
              ContactRequested.class,
              ContactProto.ContactRequested.parser(),
              ContactEvents::write,
              ContactEvents::read),
          new Current<>(
              161,
              "contact.accepted",
              1,
              ContactAccepted.class,
              ContactProto.ContactAccepted.parser(),
              ContactEvents::write,
              ContactEvents::read),
          new Current<>(
              162,
              "contact.declined",
              1,
              ContactDeclined.class,
              ContactProto.ContactDeclined.parser(),
              ContactEvents::write,
              ContactEvents::read),
          new Current<>(
              163,
              "contact.cancelled",
              1,
              ContactCancelled.class,
              ContactProto.ContactCancelled.parser(),
              ContactEvents::write,
              ContactEvents::read),
          new Current<>(
              164,
              "contact.removed",
              1,
              ContactRemoved.class,
              ContactProto.ContactRemoved.parser(),
              ContactEvents::write,
              ContactEvents::read),
          new Current<>(
              165,
              "contact.direct-room-assigned",
              1,
              DirectRoomAssigned.class,
              ContactProto.DirectRoomAssigned.parser(),
              ContactEvents::write,
              ContactEvents::read));

  private ContactEvents() {}

  private static ContactProto.ContactRequested write(ContactRequested event) {
    return ContactProto.ContactRequested.newBuilder()
        .setRequest(event.request().value())
        .setFrom(event.from().value())
        .setTo(event.to().value())
        .setMessage(event.message())
        .setAtMillis(Times.millis(event.at()))
        .build();
  }

  private static ContactRequested read(ContactProto.ContactRequested message) {
    return new ContactRequested(
        new RequestId(message.getRequest()),
        new AccountId(message.getFrom()),
        new AccountId(message.getTo()),
        message.getMessage(),
        Times.time(message.getAtMillis()));
  }

  private static ContactProto.ContactAccepted write(ContactAccepted event) {
    return ContactProto.ContactAccepted.newBuilder()
        .setRequest(event.request().value())
        .setBy(event.by().value())
        .setAtMillis(Times.millis(event.at()))
        .build();
  }

  private static ContactAccepted read(ContactProto.ContactAccepted message) {
    return new ContactAccepted(
        new RequestId(message.getRequest()),
        new AccountId(message.getBy()),
        Times.time(message.getAtMillis()));
  }

  private static ContactProto.ContactDeclined write(ContactDeclined event) {
    return ContactProto.ContactDeclined.newBuilder().setRequest(event.request().value()).build();
  }

  private static ContactDeclined read(ContactProto.ContactDeclined message) {
    return new ContactDeclined(new RequestId(message.getRequest()));
  }

  private static ContactProto.ContactCancelled write(ContactCancelled event) {
    return ContactProto.ContactCancelled.newBuilder().setRequest(event.request().value()).build();
  }

  private static ContactCancelled read(ContactProto.ContactCancelled message) {
    return new ContactCancelled(new RequestId(message.getRequest()));
  }

  private static ContactProto.ContactRemoved write(ContactRemoved event) {
    return ContactProto.ContactRemoved.newBuilder().setBy(event.by().value()).build();
  }

  private static ContactRemoved read(ContactProto.ContactRemoved message) {
    return new ContactRemoved(new AccountId(message.getBy()));
  }

  private static ContactProto.DirectRoomAssigned write(DirectRoomAssigned event) {
    return ContactProto.DirectRoomAssigned.newBuilder()
        .setRoom(event.room().value())
        .setBy(event.by().value())
        .build();
  }

  private static DirectRoomAssigned read(ContactProto.DirectRoomAssigned message) {
    return new DirectRoomAssigned(new RoomId(message.getRoom()), new AccountId(message.getBy()));
  }
}
