package io.tsubame.application.shard;

import io.tsubame.application.shard.Aggregate.Kind;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.account.Account;
import io.tsubame.domain.account.AccountCommand;
import io.tsubame.domain.account.AccountEvent;
import io.tsubame.domain.contact.ContactCommand;
import io.tsubame.domain.contact.ContactEvent;
import io.tsubame.domain.contact.ContactPair;
import io.tsubame.domain.handle.Handle;
import io.tsubame.domain.handle.HandleCommand;
import io.tsubame.domain.handle.HandleEvent;
import io.tsubame.domain.organization.Organization;
import io.tsubame.domain.organization.OrganizationCommand;
import io.tsubame.domain.organization.OrganizationEvent;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomCommand;
import io.tsubame.domain.room.RoomEvent;
import java.util.function.Function;

/// The kinds of aggregates: how each is loaded, and what goes with it.
final class Aggregates {
  private final StateLoader loader;
  private final Kind<RoomCommand, Room, RoomEvent> room;
  private final Kind<AccountCommand, Account, AccountEvent> account;
  private final Kind<OrganizationCommand, Organization, OrganizationEvent> organization;
  private final Function<AggregateId.ContactPair, Kind<ContactCommand, ContactPair, ContactEvent>>
      contactPair;
  private final Kind<HandleCommand, Handle, HandleEvent> handle;

  Aggregates(Deciders deciders, StateLoader loader) {
    this.loader = loader;
    room = new Kind<>(RoomCommand.class, deciders.room(), StateWeight::of);
    account = new Kind<>(AccountCommand.class, deciders.account(), StateWeight::of);
    organization = new Kind<>(OrganizationCommand.class, deciders.organization(), StateWeight::of);
    contactPair =
        pair ->
            new Kind<>(
                ContactCommand.class, deciders.contactPair().apply(pair), _ -> StateWeight.ENTRY);
    handle = new Kind<>(HandleCommand.class, deciders.handle(), _ -> StateWeight.ENTRY);
  }

  /// From the views, which must hold its last event.
  Aggregate<?, ?, ?> load(AggregateId aggregate) {
    return switch (aggregate) {
      case AggregateId.Room(var id) -> room.of(loader.room(id));
      case AggregateId.Account(var id) -> account.of(loader.account(id));
      case AggregateId.Organization(var id) -> organization.of(loader.organization(id));
      case AggregateId.ContactPair pair ->
          contactPair.apply(pair).of(loader.contactPair(pair.low(), pair.high()));
      case AggregateId.Handle(var name) -> handle.of(loader.handle(name));
    };
  }

  /// Before its first event.
  Aggregate<?, ?, ?> initial(AggregateId aggregate) {
    return switch (aggregate) {
      case AggregateId.Room _ -> room.initial();
      case AggregateId.Account _ -> account.initial();
      case AggregateId.Organization _ -> organization.initial();
      case AggregateId.ContactPair pair -> contactPair.apply(pair).initial();
      case AggregateId.Handle _ -> handle.initial();
    };
  }

  Aggregate<?, ?, ?> of(Room state) {
    return room.of(state);
  }
}
