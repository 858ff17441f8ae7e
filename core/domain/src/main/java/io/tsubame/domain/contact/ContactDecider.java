package io.tsubame.domain.contact;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decider;
import io.tsubame.domain.Decision;
import io.tsubame.domain.Limits;
import io.tsubame.domain.RequestId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.Text;
import io.tsubame.domain.contact.ContactCommand.AcceptContact;
import io.tsubame.domain.contact.ContactCommand.CancelRequest;
import io.tsubame.domain.contact.ContactCommand.DeclineContact;
import io.tsubame.domain.contact.ContactCommand.OpenDirectRoom;
import io.tsubame.domain.contact.ContactCommand.RemoveContact;
import io.tsubame.domain.contact.ContactCommand.RequestContact;
import io.tsubame.domain.contact.ContactEvent.ContactAccepted;
import io.tsubame.domain.contact.ContactEvent.ContactCancelled;
import io.tsubame.domain.contact.ContactEvent.ContactDeclined;
import io.tsubame.domain.contact.ContactEvent.ContactRemoved;
import io.tsubame.domain.contact.ContactEvent.ContactRequested;
import io.tsubame.domain.contact.ContactEvent.DirectRoomAssigned;
import io.tsubame.domain.contact.ContactPair.Relation.Contacts;
import io.tsubame.domain.contact.ContactPair.Relation.Requested;
import io.tsubame.domain.contact.ContactPair.Relation.Strangers;
import io.tsubame.domain.contact.ContactRejection.AlreadyContacts;
import io.tsubame.domain.contact.ContactRejection.AlreadyRequested;
import io.tsubame.domain.contact.ContactRejection.MessageTooLong;
import io.tsubame.domain.contact.ContactRejection.NoSuchRequest;
import io.tsubame.domain.contact.ContactRejection.NotContacts;
import io.tsubame.domain.contact.ContactRejection.NotOneOfThePair;
import java.util.ArrayList;
import java.util.List;

/// The rules of one pair of accounts, numbered in `docs/spec/contacts.md`. The commands say what
/// the actor wants, so the decider knows which two it decides for.
public final class ContactDecider implements Decider<ContactCommand, ContactPair, ContactEvent> {
  private final AggregateId.ContactPair pair;
  private final Limits limits;

  public ContactDecider(AggregateId.ContactPair pair, Limits limits) {
    this.pair = pair;
    this.limits = limits;
  }

  @Override
  public ContactPair initial() {
    return ContactPair.STRANGERS;
  }

  @Override
  public Decision<ContactEvent> decide(ContactPair state, ContactCommand command, Context context) {
    if (context.actor() instanceof Actor.Person(var person) && !isOneOfThePair(person)) {
      return Decision.reject(new NotOneOfThePair());
    }
    return switch (command) {
      case RequestContact request -> request(state, request, context);
      case AcceptContact() -> accept(state, context);
      case DeclineContact() -> decline(state, context.actor());
      case CancelRequest() -> cancel(state, context.actor());
      case RemoveContact() -> remove(state, context.actor());
      case OpenDirectRoom() ->
          Decision.accept(directRoomUnlessThere(state, decidedBy(context.actor()), context));
    };
  }

  @Override
  public ContactPair evolve(ContactPair state, ContactEvent event) {
    return switch (event) {
      case ContactRequested(var request, var from, var to, _, _) ->
          state.with(new Requested(request, from, to));
      case ContactAccepted _ -> state.with(new Contacts());
      case ContactDeclined _ -> state.with(new Strangers());
      case ContactCancelled _ -> state.with(new Strangers());
      case ContactRemoved _ -> state.with(new Strangers());
      case DirectRoomAssigned(var room, _) -> state.with(room);
    };
  }

  private Decision<ContactEvent> request(
      ContactPair state, RequestContact command, Context context) {
    if (!(context.actor() instanceof Actor.Person(var from))
        || from.equals(command.to())
        || !isOneOfThePair(command.to())) {
      return Decision.reject(new NotOneOfThePair());
    }
    return switch (state.relation()) {
      case Contacts() -> Decision.reject(new AlreadyContacts());
      case Requested open when open.from().equals(from) -> Decision.reject(new AlreadyRequested());
      case Requested _ -> accept(state, context);
      case Strangers() -> {
        int maximum = limits.contactMessageLength();
        yield Text.isWithin(0, command.message(), maximum)
            ? Decision.accept(
                new ContactRequested(
                    new RequestId(context.ids().at(0)),
                    from,
                    command.to(),
                    command.message(),
                    context.now()))
            : Decision.reject(new MessageTooLong(maximum));
      }
    };
  }

  private static Decision<ContactEvent> accept(ContactPair state, Context context) {
    if (!(state.relation() instanceof Requested(var request, _, var to))
        || !mayActFor(to, context.actor())) {
      return Decision.reject(new NoSuchRequest());
    }
    List<ContactEvent> events = new ArrayList<>();
    events.add(new ContactAccepted(request, to, context.now()));
    events.addAll(directRoomUnlessThere(state, to, context));
    return Decision.accept(events);
  }

  private static Decision<ContactEvent> decline(ContactPair state, Actor actor) {
    return state.relation() instanceof Requested(var request, _, var to) && mayActFor(to, actor)
        ? Decision.accept(new ContactDeclined(request))
        : Decision.reject(new NoSuchRequest());
  }

  private static Decision<ContactEvent> cancel(ContactPair state, Actor actor) {
    return state.relation() instanceof Requested(var request, var from, _) && mayActFor(from, actor)
        ? Decision.accept(new ContactCancelled(request))
        : Decision.reject(new NoSuchRequest());
  }

  private Decision<ContactEvent> remove(ContactPair state, Actor actor) {
    return state.relation() instanceof Contacts
        ? Decision.accept(new ContactRemoved(decidedBy(actor)))
        : Decision.reject(new NotContacts());
  }

  private static List<ContactEvent> directRoomUnlessThere(
      ContactPair state, AccountId by, Context context) {
    return state.directRoom() == null
        ? List.of(new DirectRoomAssigned(new RoomId(context.ids().at(0)), by))
        : List.of();
  }

  private boolean isOneOfThePair(AccountId account) {
    return account.equals(pair.low()) || account.equals(pair.high());
  }

  private AccountId decidedBy(Actor actor) {
    return switch (actor) {
      case Actor.Person(var account) -> account;
      case Actor.Server() -> pair.low();
    };
  }

  private static boolean mayActFor(AccountId account, Actor actor) {
    return actor instanceof Actor.Server || actor.equals(Actor.of(account));
  }
}
