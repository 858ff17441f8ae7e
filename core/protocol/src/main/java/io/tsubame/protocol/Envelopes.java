package io.tsubame.protocol;

import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commit;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Event;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.protocol.schema.CommitProto;
import io.tsubame.protocol.schema.EnvelopeProto.Envelope;
import java.util.List;

/// Between a commit and its envelope: everything but the events.
final class Envelopes {
  private static final int SERVER = 0;

  private Envelopes() {}

  static Envelope of(Commit commit) {
    Envelope.Builder envelope = Envelope.newBuilder();
    switch (commit.aggregate()) {
      case AggregateId.Room(RoomId id) -> envelope.setRoom(id.value());
      case AggregateId.Account(AccountId id) -> envelope.setAccount(id.value());
      case AggregateId.Organization(OrganizationId id) -> envelope.setOrganization(id.value());
      case AggregateId.ContactPair pair -> envelope.setContactPair(pair(pair));
      case AggregateId.Handle(var name) -> envelope.setHandle(HandleEvents.name(name));
    }
    envelope.setAtMillis(Times.millis(commit.at())).setActor(number(commit.actor()));
    CommandId command = commit.command();
    if (command != null) {
      envelope.setCommandId(command.value());
    }
    return envelope.build();
  }

  static Commit commit(Envelope envelope, List<Event> events) {
    String command = envelope.getCommandId();
    return new Commit(
        aggregate(envelope),
        Times.time(envelope.getAtMillis()),
        actor(envelope.getActor()),
        command.isEmpty() ? null : new CommandId(command, envelope.getCommandContent()),
        events);
  }

  private static AggregateId aggregate(Envelope envelope) {
    return switch (envelope.getAggregateCase()) {
      case ROOM -> new AggregateId.Room(new RoomId(envelope.getRoom()));
      case ACCOUNT -> new AggregateId.Account(new AccountId(envelope.getAccount()));
      case ORGANIZATION ->
          new AggregateId.Organization(new OrganizationId(envelope.getOrganization()));
      case CONTACT_PAIR -> pair(envelope.getContactPair());
      case HANDLE -> new AggregateId.Handle(HandleEvents.name(envelope.getHandle()));
      case AGGREGATE_NOT_SET -> throw new IllegalArgumentException("no aggregate is named");
    };
  }

  private static CommitProto.ContactPair pair(AggregateId.ContactPair pair) {
    return CommitProto.ContactPair.newBuilder()
        .setLow(pair.low().value())
        .setHigh(pair.high().value())
        .build();
  }

  private static AggregateId.ContactPair pair(CommitProto.ContactPair pair) {
    return new AggregateId.ContactPair(new AccountId(pair.getLow()), new AccountId(pair.getHigh()));
  }

  private static int number(Actor actor) {
    return switch (actor) {
      case Actor.Person(AccountId account) -> account.value();
      case Actor.Server() -> SERVER;
    };
  }

  private static Actor actor(int number) {
    return number == SERVER ? Actor.SERVER : Actor.of(new AccountId(number));
  }
}
