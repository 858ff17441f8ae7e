package io.tsubame.application.fanout;

import io.tsubame.application.shard.Commit;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Event;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountEvent;
import io.tsubame.domain.contact.ContactEvent;
import io.tsubame.domain.organization.OrganizationEvent;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.RoomEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which nodes a commit concerns: those where somebody follows the room, those where one of the
/// accounts is connected, or all of them.
///
/// @param room null where its readers learn nothing
record Reach(boolean everybody, @Nullable RoomId room, Set<AccountId> accounts) {
  private static final Reach EVERYBODY = new Reach(true, null, Set.of());
  private static final Reach NOBODY = new Reach(false, null, Set.of());

  static Reach of(Commit commit) {
    return switch (commit.aggregate()) {
      case AggregateId.Room(RoomId room) -> ofRoom(room, commit.events());
      case AggregateId.Account(AccountId account) -> ofAccount(account, commit.events());
      case AggregateId.ContactPair(AccountId low, AccountId high) ->
          commit.events().stream().allMatch(ContactEvent.DirectRoomAssigned.class::isInstance)
              ? NOBODY
              : new Reach(false, null, Set.of(low, high));
      case AggregateId.Organization _ -> ofOrganization(commit.events());
      case AggregateId.Handle _ -> NOBODY;
    };
  }

  boolean isNobody() {
    return !everybody && room == null && accounts.isEmpty();
  }

  private static Reach ofRoom(RoomId room, List<Event> events) {
    boolean told = false;
    Set<AccountId> accounts = new TreeSet<>();
    for (Event event : events) {
      switch ((RoomEvent) event) {
        case RoomEvent.RoomCreated created -> addAll(accounts, created.members());
        case RoomEvent.MembersChanged changed -> addAll(accounts, changed.entered());
        case RoomEvent.ReadMarkerMoved(AccountId account, _) -> accounts.add(account);
        default -> {} // whoever follows the room
      }
      told |= !((RoomEvent) event).isPrivate();
    }
    return new Reach(false, told ? room : null, accounts);
  }

  private static void addAll(Set<AccountId> accounts, List<Member> members) {
    members.forEach(member -> accounts.add(member.account()));
  }

  private static Reach ofAccount(AccountId account, List<Event> events) {
    boolean own = false;
    for (Event event : events) {
      switch ((AccountEvent) event) {
        case AccountEvent.ProfileEdited _,
            AccountEvent.AvatarChanged _,
            AccountEvent.StatusTextChanged _,
            AccountEvent.ChatworkIdChanged _,
            AccountEvent.EmailChanged _,
            AccountEvent.AccountDeactivated _,
            AccountEvent.AccountReactivated _,
            AccountEvent.AccountRegistered _,
            AccountEvent.ApiTokenRevoked _ -> {
          return EVERYBODY; // who knows the account, and every node that knows the token
        }
        case AccountEvent.RoomPinned _,
            AccountEvent.RoomUnpinned _,
            AccountEvent.RoomAttentionChanged _,
            AccountEvent.CategorySaved _,
            AccountEvent.CategoryDeleted _,
            AccountEvent.MessageBookmarked _,
            AccountEvent.BookmarkRemoved _,
            AccountEvent.PreferenceChanged _,
            AccountEvent.PasswordChanged _ ->
            own = true;
        case AccountEvent.PlaceAwaited _, AccountEvent.ApiTokenIssued _ -> {}
      }
    }
    return own ? new Reach(false, null, Set.of(account)) : NOBODY;
  }

  private static Reach ofOrganization(List<Event> events) {
    for (Event event : events) {
      switch ((OrganizationEvent) event) {
        case OrganizationEvent.PersonAdded _,
            OrganizationEvent.PersonRemoved _,
            OrganizationEvent.OrganizationRenamed _ -> {
          return EVERYBODY;
        }
        case OrganizationEvent.OrganizationFounded _,
            OrganizationEvent.RankChanged _,
            OrganizationEvent.PersonInvited _,
            OrganizationEvent.InvitationUsed _,
            OrganizationEvent.InvitationRevoked _ -> {} // nothing that a stream brings
      }
    }
    return NOBODY;
  }
}
