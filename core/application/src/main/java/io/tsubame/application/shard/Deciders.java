package io.tsubame.application.shard;

import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Decider;
import io.tsubame.domain.Limits;
import io.tsubame.domain.account.Account;
import io.tsubame.domain.account.AccountCommand;
import io.tsubame.domain.account.AccountDecider;
import io.tsubame.domain.account.AccountEvent;
import io.tsubame.domain.contact.ContactCommand;
import io.tsubame.domain.contact.ContactDecider;
import io.tsubame.domain.contact.ContactEvent;
import io.tsubame.domain.contact.ContactPair;
import io.tsubame.domain.handle.Handle;
import io.tsubame.domain.handle.HandleCommand;
import io.tsubame.domain.handle.HandleDecider;
import io.tsubame.domain.handle.HandleEvent;
import io.tsubame.domain.organization.Organization;
import io.tsubame.domain.organization.OrganizationCommand;
import io.tsubame.domain.organization.OrganizationDecider;
import io.tsubame.domain.organization.OrganizationEvent;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomCommand;
import io.tsubame.domain.room.RoomDecider;
import io.tsubame.domain.room.RoomEvent;
import java.util.Set;
import java.util.function.Function;

/// The rules of every kind of aggregate.
///
/// @param contactPair the rules of a pair, which depend on who the two are
public record Deciders(
    Decider<RoomCommand, Room, RoomEvent> room,
    Decider<AccountCommand, Account, AccountEvent> account,
    Decider<OrganizationCommand, Organization, OrganizationEvent> organization,
    Function<AggregateId.ContactPair, Decider<ContactCommand, ContactPair, ContactEvent>>
        contactPair,
    Decider<HandleCommand, Handle, HandleEvent> handle) {

  /// The rules of Tsubame.
  ///
  /// @param reactions that members may give
  public static Deciders of(Limits limits, Set<String> reactions) {
    return new Deciders(
        new RoomDecider(limits, reactions),
        new AccountDecider(limits),
        new OrganizationDecider(limits),
        pair -> new ContactDecider(pair, limits),
        new HandleDecider());
  }
}
