package io.tsubame.domain.contact;

import static io.tsubame.domain.Actor.SERVER;
import static io.tsubame.domain.DeciderSpec.NOW;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.DeciderSpec;
import io.tsubame.domain.Limits;
import io.tsubame.domain.RequestId;
import io.tsubame.domain.RoomId;
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
import io.tsubame.domain.contact.ContactRejection.AlreadyContacts;
import io.tsubame.domain.contact.ContactRejection.AlreadyRequested;
import io.tsubame.domain.contact.ContactRejection.MessageTooLong;
import io.tsubame.domain.contact.ContactRejection.NoSuchRequest;
import io.tsubame.domain.contact.ContactRejection.NotContacts;
import io.tsubame.domain.contact.ContactRejection.NotOneOfThePair;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The numbers are those of `docs/spec/contacts.md`.
class ContactDeciderTest {
  static final AccountId AOI = new AccountId(64);
  static final AccountId REN = new AccountId(128);
  private static final AccountId YUI = new AccountId(192);
  private static final Actor BY_AOI = Actor.of(AOI);
  private static final Actor BY_REN = Actor.of(REN);
  private static final Actor BY_YUI = Actor.of(YUI);

  private static final RequestId REQUEST = new RequestId(640);
  private static final ContactRequested REQUESTED =
      new ContactRequested(REQUEST, AOI, REN, "はじめまして", NOW);
  private static final ContactAccepted ACCEPTED = new ContactAccepted(REQUEST, REN, NOW);
  private static final DirectRoomAssigned ROOM = new DirectRoomAssigned(new RoomId(640), REN);

  private static final DeciderSpec<ContactCommand, ContactPair, ContactEvent> STRANGERS =
      DeciderSpec.of(new ContactDecider(new AggregateId.ContactPair(AOI, REN), Limits.DEFAULT));
  private static final DeciderSpec<ContactCommand, ContactPair, ContactEvent> OPEN =
      STRANGERS.given(REQUESTED);
  private static final DeciderSpec<ContactCommand, ContactPair, ContactEvent> CONTACTS =
      OPEN.given(ACCEPTED, ROOM);

  private static RequestContact request(AccountId to) {
    return new RequestContact(to, "はじめまして");
  }

  @TestFactory
  Stream<DynamicTest> requesting() {
    return Stream.of(
        STRANGERS.when(BY_AOI, request(REN)).then("[CO2] with a fresh id", REQUESTED),
        STRANGERS
            .when(BY_REN, request(AOI))
            .then("[CO2] either way", new ContactRequested(REQUEST, REN, AOI, "はじめまして", NOW)),
        STRANGERS
            .when(BY_AOI, new RequestContact(REN, "燕".repeat(1_001)))
            .thenRejected("[CO2] a long message", new MessageTooLong(1_000)),
        OPEN.when(BY_AOI, request(REN)).thenRejected("[CO2] twice", new AlreadyRequested()),
        CONTACTS.when(BY_AOI, request(REN)).thenRejected("[CO2] contacts", new AlreadyContacts()),
        OPEN.when(BY_REN, request(AOI)).then("[CO3] answered by asking", ACCEPTED, ROOM),
        STRANGERS
            .when(SERVER, request(REN))
            .thenRejected("[CO1] in nobody's name", new NotOneOfThePair()),
        STRANGERS.when(BY_AOI, request(AOI)).thenRejected("[CO1] oneself", new NotOneOfThePair()),
        STRANGERS
            .when(BY_AOI, request(YUI))
            .thenRejected("[CO1] somebody else", new NotOneOfThePair()));
  }

  @TestFactory
  Stream<DynamicTest> accepting() {
    return Stream.of(
        OPEN.when(BY_REN, new AcceptContact()).then("[CO4] by the receiver", ACCEPTED, ROOM),
        OPEN.when(SERVER, new AcceptContact()).then("[CO1] by the server", ACCEPTED, ROOM),
        OPEN.when(BY_AOI, new AcceptContact())
            .thenRejected("[CO4] not by the sender", new NoSuchRequest()),
        STRANGERS
            .given(ROOM, REQUESTED)
            .when(BY_REN, new AcceptContact())
            .then("[CO7] the room is there", ACCEPTED),
        STRANGERS
            .when(BY_REN, new AcceptContact())
            .thenRejected("[CO4] nothing", new NoSuchRequest()),
        CONTACTS
            .when(BY_REN, new AcceptContact())
            .thenRejected("[CO4] again", new NoSuchRequest()));
  }

  @TestFactory
  Stream<DynamicTest> decliningAndCancelling() {
    ContactDeclined declined = new ContactDeclined(REQUEST);
    ContactCancelled cancelled = new ContactCancelled(REQUEST);
    return Stream.of(
        OPEN.when(BY_REN, new DeclineContact()).then("[CO4] by the receiver", declined),
        OPEN.when(SERVER, new DeclineContact()).then("[CO1] by the server", declined),
        OPEN.when(BY_AOI, new DeclineContact())
            .thenRejected("[CO4] not by the sender", new NoSuchRequest()),
        STRANGERS
            .when(BY_REN, new DeclineContact())
            .thenRejected("[CO4] nothing", new NoSuchRequest()),
        OPEN.given(declined).when(BY_AOI, request(REN)).then("[CO4] one may ask again", REQUESTED),
        OPEN.when(BY_AOI, new CancelRequest()).then("[CO5] by the sender", cancelled),
        OPEN.when(SERVER, new CancelRequest()).then("[CO1] by the server", cancelled),
        OPEN.when(BY_REN, new CancelRequest())
            .thenRejected("[CO5] not by the receiver", new NoSuchRequest()),
        STRANGERS
            .when(BY_AOI, new CancelRequest())
            .thenRejected("[CO5] nothing", new NoSuchRequest()),
        OPEN.given(cancelled)
            .when(BY_REN, new AcceptContact())
            .thenRejected("[CO5] gone", new NoSuchRequest()));
  }

  @TestFactory
  Stream<DynamicTest> removing() {
    ContactRemoved removed = new ContactRemoved(REN);
    return Stream.of(
        CONTACTS.when(BY_AOI, new RemoveContact()).then("[CO6] one", new ContactRemoved(AOI)),
        CONTACTS.when(BY_REN, new RemoveContact()).then("[CO6] or the other", removed),
        CONTACTS
            .when(SERVER, new RemoveContact())
            .then("[CO1] by the server", new ContactRemoved(AOI)),
        OPEN.when(BY_REN, new RemoveContact()).thenRejected("[CO6] not yet", new NotContacts()),
        STRANGERS.when(BY_REN, new RemoveContact()).thenRejected("[CO6] never", new NotContacts()),
        CONTACTS
            .given(removed, REQUESTED)
            .when(BY_REN, new AcceptContact())
            .then("[CO7] the room of before", ACCEPTED));
  }

  @TestFactory
  Stream<DynamicTest> openingTheDirectRoom() {
    RoomId id = new RoomId(640);
    return Stream.of(
        STRANGERS.when(BY_REN, new OpenDirectRoom()).then("[CO7] by one of them", ROOM),
        STRANGERS
            .when(SERVER, new OpenDirectRoom())
            .then("[CO7] by the server", new DirectRoomAssigned(id, AOI)),
        OPEN.when(BY_AOI, new OpenDirectRoom())
            .then("[CO7] beside a request", new DirectRoomAssigned(id, AOI)),
        STRANGERS.given(ROOM).when(BY_AOI, new OpenDirectRoom()).thenNothing("[CO7] once"),
        CONTACTS.when(SERVER, new OpenDirectRoom()).thenNothing("[CO7] once"));
  }

  @TestFactory
  Stream<DynamicTest> nobodyElse() {
    return Stream.of(
            request(AOI),
            new AcceptContact(),
            new DeclineContact(),
            new CancelRequest(),
            new RemoveContact(),
            new OpenDirectRoom())
        .flatMap(command ->
            Stream.of(STRANGERS, OPEN, CONTACTS)
                .map(spec ->
                    spec.when(BY_YUI, command)
                        .thenRejected("[CO1] not a third", new NotOneOfThePair())));
  }
}
