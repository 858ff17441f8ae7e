package io.tsubame.application.policy;

import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commit;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Event;
import io.tsubame.domain.account.AccountEvent.AccountRegistered;
import io.tsubame.domain.account.AccountEvent.ChatworkIdChanged;
import io.tsubame.domain.account.AccountEvent.EmailChanged;
import io.tsubame.domain.account.AccountEvent.PlaceAwaited;
import io.tsubame.domain.contact.ContactEvent.DirectRoomAssigned;
import io.tsubame.domain.handle.HandleCommand.FinishClaim;
import io.tsubame.domain.handle.HandleCommand.ReleaseHandle;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.handle.HandleName.Kind;
import io.tsubame.domain.organization.OrganizationCommand.AddPerson;
import io.tsubame.domain.room.InvitationLink;
import io.tsubame.domain.room.RoomCommand.CreateDirectRoom;
import io.tsubame.domain.room.RoomCommand.CreateMyRoom;
import io.tsubame.domain.room.RoomEvent.InvitationLinkChanged;
import io.tsubame.domain.room.RoomEvent.RoomCreated;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Finishes what a use case began, in case that the process ended in the middle of it: rooms whose
/// ids are set aside are made, names that are claimed are bound, and people get the place that they
/// await. Mostly the use case was quicker; then the orders change nothing.
public final class UnfinishedWork implements Policy {
  @Override
  public String name() {
    return "unfinished-work";
  }

  @Override
  public List<Order> ordersOf(Commit commit) {
    List<Order> orders = new ArrayList<>(0);
    for (Event event : commit.events()) {
      ordersOf(commit, event).forEach(orders::add);
    }
    return orders;
  }

  private static Stream<Order> ordersOf(Commit commit, Event event) {
    return switch (event) {
      case AccountRegistered registered ->
          Stream.of(myRoom(registered), address(commit, registered));
      case EmailChanged(String email) -> rename(commit, Kind.EMAIL, email);
      case ChatworkIdChanged(String name) -> rename(commit, Kind.CHATWORK_ID, name);
      case DirectRoomAssigned assigned -> directRoom(commit, assigned);
      case InvitationLinkChanged(InvitationLink link) when link != null -> link(commit, link);
      default -> Stream.empty();
    };
  }

  private static Order myRoom(AccountRegistered event) {
    return new Order(
        new AggregateId.Room(event.myRoom()), new CreateMyRoom(event.myRoom(), event.account()));
  }

  /// Who has a place gets the address. Where there is no place, the address is free again, and the
  /// account lies there, in nobody's way, for the attempt to be repeated.
  private static Order address(Commit commit, AccountRegistered event) {
    Order bind = bind(Kind.EMAIL, event.email(), attemptOf(commit), event.account().value());
    HandleName address = new HandleName(Kind.EMAIL, event.email());
    Order drop = new Order(bind.to(), new ReleaseHandle(address, attemptOf(commit), 0));
    return commit.events().stream()
        .filter(PlaceAwaited.class::isInstance)
        .map(PlaceAwaited.class::cast)
        .map(awaited ->
            new Order(
                new AggregateId.Organization(awaited.organization()),
                new AddPerson(event.account(), awaited.rank()),
                List.of(bind),
                List.of(drop)))
        .findFirst()
        .orElse(bind);
  }

  private static Stream<Order> directRoom(Commit commit, DirectRoomAssigned event) {
    return commit.aggregate() instanceof AggregateId.ContactPair(AccountId low, AccountId high)
        ? Stream.of(
            new Order(
                new AggregateId.Room(event.room()),
                new CreateDirectRoom(event.room(), low, high, event.by())))
        : Stream.empty();
  }

  private static Stream<Order> rename(Commit commit, Kind kind, String name) {
    return commit.aggregate() instanceof AggregateId.Account(AccountId account) && !name.isEmpty()
        ? Stream.of(bind(kind, name, "account " + account, account.value()))
        : Stream.empty();
  }

  private static Stream<Order> link(Commit commit, InvitationLink link) {
    if (!(commit.aggregate() instanceof AggregateId.Room(var room))) {
      return Stream.empty();
    }
    boolean made = commit.events().stream().anyMatch(RoomCreated.class::isInstance);
    String claim = made ? attemptOf(commit) : "room " + room;
    return Stream.of(bind(Kind.LINK_CODE, link.code(), claim, room.value()));
  }

  private static Order bind(Kind kind, String name, String claim, int holder) {
    HandleName handle = new HandleName(kind, name);
    return new Order(new AggregateId.Handle(handle), new FinishClaim(handle, claim, holder));
  }

  /// The name under which a creation's use case claimed what it needed.
  private static String attemptOf(Commit commit) {
    CommandId command = commit.command();
    return command == null ? "" : command.value();
  }
}
