package io.tsubame.application.contact;

import io.tsubame.application.Answer;
import io.tsubame.application.ApplicationRejection.NoSuchPerson;
import io.tsubame.application.Ports;
import io.tsubame.application.query.PeopleQueries.ContactRequest;
import io.tsubame.application.query.PersonView;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.RequestId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.contact.ContactCommand;
import io.tsubame.domain.contact.ContactCommand.AcceptContact;
import io.tsubame.domain.contact.ContactCommand.CancelRequest;
import io.tsubame.domain.contact.ContactCommand.DeclineContact;
import io.tsubame.domain.contact.ContactCommand.RemoveContact;
import io.tsubame.domain.contact.ContactCommand.RequestContact;
import io.tsubame.domain.contact.ContactRejection.NoSuchRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Becoming contacts, and ceasing to be.
public final class Contacts {
  private final Ports ports;
  private final DirectRooms directRooms;

  public Contacts(Ports ports, DirectRooms directRooms) {
    this.ports = ports;
    this.directRooms = directRooms;
  }

  /// @param other who was asked for the contact, or asked
  public record Accepted(AccountId other, RoomId room) {}

  public Outcome request(AccountId actor, AccountId to, String message, @Nullable CommandId id) {
    boolean reachable =
        !actor.equals(to)
            && ports.queries().people().person(to).map(PersonView::active).orElse(false);
    return reachable
        ? send(actor, to, new RequestContact(to, message), id)
        : new Outcome.Rejected(new NoSuchPerson());
  }

  /// Accepts a request to the actor, and makes the two's room.
  public Answer<Accepted> accept(AccountId actor, RequestId request, @Nullable CommandId id) {
    Optional<ContactRequest> found =
        ports.queries().people().request(actor, request).filter(open -> open.to().equals(actor));
    if (found.isEmpty()) {
      return Answer.refuse(new NoSuchRequest());
    }
    AccountId other = found.get().from();
    return switch (send(actor, other, new AcceptContact(), id)) {
      case Outcome.Accepted _ -> openRoom(actor, other);
      case Outcome.Rejected(Rejection reason) -> Answer.refuse(reason);
    };
  }

  /// Refuses a request to the actor, or takes back one of the actor's own.
  public Outcome end(AccountId actor, RequestId request, @Nullable CommandId id) {
    Optional<ContactRequest> found = ports.queries().people().request(actor, request);
    if (found.isEmpty()) {
      return new Outcome.Rejected(new NoSuchRequest());
    }
    ContactRequest open = found.get();
    return open.to().equals(actor)
        ? send(actor, open.from(), new DeclineContact(), id)
        : send(actor, open.to(), new CancelRequest(), id);
  }

  public Outcome remove(AccountId actor, AccountId other, @Nullable CommandId id) {
    return actor.equals(other)
        ? new Outcome.Rejected(new NoSuchPerson())
        : send(actor, other, new RemoveContact(), id);
  }

  private Answer<Accepted> openRoom(AccountId actor, AccountId other) {
    return directRooms.assign(actor, other).map(room -> new Accepted(other, room));
  }

  private Outcome send(
      AccountId actor, AccountId other, ContactCommand command, @Nullable CommandId id) {
    return ports
        .commands()
        .send(AggregateId.ContactPair.of(actor, other), command, Actor.of(actor), id);
  }
}
