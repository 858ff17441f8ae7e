package io.tsubame.application.contact;

import io.tsubame.application.Answer;
import io.tsubame.application.ApplicationRejection.NotAContact;
import io.tsubame.application.Ports;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.contact.ContactCommand.OpenDirectRoom;
import io.tsubame.domain.contact.ContactEvent.DirectRoomAssigned;
import io.tsubame.domain.room.RoomCommand.CreateDirectRoom;
import java.util.Optional;

/// The room of two contacts or colleagues, which is made when it is first needed.
public final class DirectRooms {
  private final Ports ports;

  public DirectRooms(Ports ports) {
    this.ports = ports;
  }

  /// The two's room, new or old. May be repeated.
  public Answer<RoomId> open(AccountId actor, AccountId other) {
    if (actor.equals(other) || !ports.queries().people().areContacts(actor, other)) {
      return Answer.refuse(new NotAContact(other));
    }
    Optional<RoomId> known = ports.queries().people().directRoom(actor, other);
    return known.isPresent() ? Answer.of(known.get()) : assign(actor, other);
  }

  /// For two who are known to be contacts.
  Answer<RoomId> assign(AccountId actor, AccountId other) {
    AggregateId pair = AggregateId.ContactPair.of(actor, other);
    Outcome outcome = ports.commands().send(pair, new OpenDirectRoom(), Actor.of(actor), null);
    return switch (outcome) {
      case Outcome.Accepted accepted -> create(actor, other, accepted);
      case Outcome.Rejected(Rejection reason) -> Answer.refuse(reason);
    };
  }

  /// Makes the room that the commit assigned, or that an earlier one did.
  private Answer<RoomId> create(AccountId actor, AccountId other, Outcome.Accepted accepted) {
    Optional<RoomId> room = assigned(accepted).or(() -> earlier(actor, other));
    if (room.isEmpty()) {
      return Answer.refuse(new NotAContact(other));
    }
    ports.sendFor(
        actor,
        new AggregateId.Room(room.get()),
        new CreateDirectRoom(room.get(), actor, other, actor));
    return Answer.of(room.get());
  }

  /// One of the two was quicker, if only by accepting, and the views may not have it yet.
  private Optional<RoomId> earlier(AccountId actor, AccountId other) {
    ports.freshness().awaitOwnWrites(actor);
    ports.freshness().awaitOwnWrites(other);
    return ports.queries().people().directRoom(actor, other);
  }

  private static Optional<RoomId> assigned(Outcome.Accepted accepted) {
    return accepted.commit().events().stream()
        .filter(DirectRoomAssigned.class::isInstance)
        .map(event -> ((DirectRoomAssigned) event).room())
        .findFirst();
  }
}
