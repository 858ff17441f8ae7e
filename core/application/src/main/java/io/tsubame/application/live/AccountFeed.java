package io.tsubame.application.live;

import static io.tsubame.domain.room.RoomOperation.SEE_MEMBERS;

import io.tsubame.application.Answer;
import io.tsubame.application.live.LiveConnection.CloseReason;
import io.tsubame.application.live.LiveMessage.AccountChange;
import io.tsubame.application.live.LiveMessage.AccountChanged;
import io.tsubame.application.query.PeopleQueries.ContactRequest;
import io.tsubame.application.query.PersonView;
import io.tsubame.application.query.RoomView;
import io.tsubame.application.shard.Committed;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Event;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountEvent;
import io.tsubame.domain.account.Attention;
import io.tsubame.domain.contact.ContactEvent;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.RoomAccess;
import io.tsubame.domain.room.RoomEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Brings to each account what concerns it alone, when the views hold it, so that what a client
/// fetches afterwards is not older than what it was told.
final class AccountFeed implements AutoCloseable {
  private final LiveHub hub;
  private final LiveHub.Sources sources;
  private final AccountQueries queries;
  private final List<SerialLoop> loops;

  AccountFeed(LiveHub hub, LiveHub.Sources sources, AccountQueries queries, LiveLimits limits) {
    this.hub = hub;
    this.sources = sources;
    this.queries = queries;
    this.loops =
        IntStream.range(0, limits.lanes())
            .mapToObj(index -> new SerialLoop("live-account-" + index, limits.laneQueue()))
            .toList();
  }

  void committed(Committed committed) {
    AggregateId aggregate = committed.commit().aggregate();
    for (Event event : committed.commit().events()) {
      switch (event) {
        case RoomEvent roomEvent when aggregate instanceof AggregateId.Room(RoomId room) ->
            roomEvent(committed, room, roomEvent);
        case AccountEvent accountEvent
            when aggregate instanceof AggregateId.Account(AccountId id) ->
            accountEvent(committed, id, accountEvent);
        case ContactEvent contactEvent
            when aggregate instanceof AggregateId.ContactPair(AccountId low, AccountId high) ->
            contactEvent(committed, low, high, contactEvent);
        default -> {}
      }
    }
  }

  /// Tells all who follow the room to fetch it when the views hold the commit, so that what they get
  /// then is not older.
  void resync(Committed at, RoomId room, long version) {
    run(at, room, () -> hub.resync(room, version), () -> hub.disconnectAudience(room));
  }

  void drain() {
    loops.forEach(loop -> loop.runAndWait(() -> {}));
  }

  @Override
  public void close() {
    loops.forEach(SerialLoop::close);
  }

  private void roomEvent(Committed at, RoomId room, RoomEvent event) {
    switch (event) {
      case RoomEvent.RoomCreated created -> entered(at, room, created.members());
      case RoomEvent.MembersChanged changed -> entered(at, room, changed.entered());
      case RoomEvent.ReadMarkerMoved(AccountId account, var marker) ->
          later(
              at,
              account,
              () ->
                  sources.rooms().counts(account, room)
                          instanceof Answer.Found<RoomView.Counts>(var counts)
                      ? new AccountChange.ReadMarkerMoved(room, marker, counts)
                      : null);
      default -> {}
    }
  }

  private void entered(Committed at, RoomId room, List<Member> members) {
    for (Member member : members) {
      AccountId account = member.account();
      if (isHere(account)) {
        run(at, account, () -> hub.enter(account, room));
      }
    }
  }

  private void accountEvent(Committed at, AccountId account, AccountEvent event) {
    switch (event) {
      case AccountEvent.ProfileEdited _,
          AccountEvent.AvatarChanged _,
          AccountEvent.StatusTextChanged _,
          AccountEvent.ChatworkIdChanged _,
          AccountEvent.EmailChanged _,
          AccountEvent.AccountReactivated _ ->
          run(at, account, () -> personChanged(account));
      case AccountEvent.AccountDeactivated _ -> {
        hub.disconnectAll(account, CloseReason.SIGNED_OUT);
        run(at, account, () -> personChanged(account));
      }
      case AccountEvent.RoomPinned(RoomId room) -> arranged(at, account, room);
      case AccountEvent.RoomUnpinned(RoomId room) -> arranged(at, account, room);
      case AccountEvent.RoomAttentionChanged(RoomId room, Attention _) ->
          arranged(at, account, room);
      case AccountEvent.CategorySaved _, AccountEvent.CategoryDeleted _ ->
          later(
              at,
              account,
              () -> new AccountChange.CategoriesChanged(queries.personal().categories(account)));
      case AccountEvent.MessageBookmarked(var message, _) ->
          later(at, account, () -> new AccountChange.BookmarkAdded(message));
      case AccountEvent.BookmarkRemoved(var message) ->
          later(at, account, () -> new AccountChange.BookmarkRemoved(message));
      case AccountEvent.PreferenceChanged(String name, String value) ->
          later(at, account, () -> new AccountChange.PreferenceChanged(name, value));
      case AccountEvent.PasswordChanged _, AccountEvent.ApiTokenRevoked _ ->
          hub.disconnectAll(account, CloseReason.SIGNED_OUT);
      case AccountEvent.AccountRegistered _,
          AccountEvent.PlaceAwaited _,
          AccountEvent.ApiTokenIssued _ -> {}
    }
  }

  private void arranged(Committed at, AccountId account, RoomId room) {
    later(
        at,
        account,
        () ->
            sources.rooms().room(account, room) instanceof Answer.Found<RoomView>(RoomView view)
                ? new AccountChange.RoomArranged(room, view.pinned(), view.attention())
                : null);
  }

  private void contactEvent(Committed at, AccountId low, AccountId high, ContactEvent event) {
    switch (event) {
      case ContactEvent.ContactRequested(var id, var from, var to, var text, var time) -> {
        ContactRequest request = new ContactRequest(id, from, to, text, time);
        later(at, to, () -> new AccountChange.RequestReceived(request, both(request)));
        later(at, from, () -> new AccountChange.RequestSent(request, both(request)));
      }
      case ContactEvent.ContactAccepted(var request, _, _) -> {
        both(at, low, high, (_, _) -> new AccountChange.RequestClosed(request));
        both(at, low, high, this::contactAdded);
      }
      case ContactEvent.ContactDeclined(var request) ->
          both(at, low, high, (_, _) -> new AccountChange.RequestClosed(request));
      case ContactEvent.ContactCancelled(var request) ->
          both(at, low, high, (_, _) -> new AccountChange.RequestClosed(request));
      case ContactEvent.ContactRemoved _ ->
          both(at, low, high, (_, other) -> new AccountChange.ContactRemoved(other));
      case ContactEvent.DirectRoomAssigned _ -> {}
    }
  }

  private Map<AccountId, PersonView> both(ContactRequest request) {
    return queries.people().people(List.of(request.from(), request.to()));
  }

  private AccountChange contactAdded(AccountId account, AccountId other) {
    RoomId room =
        queries.people().contacts(account).stream()
            .filter(contact -> contact.person().id().equals(other))
            .findFirst()
            .map(contact -> contact.room())
            .orElse(null);
    return new AccountChange.ContactAdded(other, room);
  }

  private void personChanged(AccountId account) {
    queries
        .people()
        .person(account)
        .ifPresent(person -> {
          Frame frame = encode(new AccountChange.PersonChanged(person.withoutSecrets()));
          Set<LiveConnection> audience = new LinkedHashSet<>();
          sources.rooms().rooms(account).forEach(room -> addWhoSeeMembers(audience, room));
          audience.removeAll(hub.connections().of(account));
          audience.forEach(connection -> connection.send(frame));
          tell(account, new AccountChange.SelfChanged(person));
        });
  }

  /// A change of a person tells who is in the room, so it goes to those who may see its members.
  /// Only where some may not is each of them asked for.
  private void addWhoSeeMembers(Set<LiveConnection> audience, RoomView room) {
    boolean hidden = !RoomAccess.mayDo(SEE_MEMBERS, room.type(), Role.READONLY, room.settings());
    for (LiveConnection connection : hub.audienceOf(room.id())) {
      if (!hidden || sources.rooms().mayDo(SEE_MEMBERS, connection.account(), room.id())) {
        audience.add(connection);
      }
    }
  }

  /// Makes a change for one of a pair of accounts.
  private interface ForOne {
    AccountChange of(AccountId account, AccountId other);
  }

  private void both(Committed at, AccountId low, AccountId high, ForOne change) {
    later(at, low, () -> change.of(low, high));
    later(at, high, () -> change.of(high, low));
  }

  /// Makes a change once the views allow it.
  private interface Later {
    @Nullable AccountChange change();
  }

  private void later(Committed at, AccountId account, Later later) {
    if (isHere(account)) {
      run(
          at,
          account,
          () -> {
            AccountChange change = later.change();
            if (change != null) {
              tell(account, change);
            }
          });
    }
  }

  /// Runs in the account's order once the views hold the commit. Where that fails, the account's
  /// connections are closed, and fetch everything again when they come back.
  private void run(Committed at, AccountId account, Runnable task) {
    run(at, account, task, () -> hub.disconnectAll(account, CloseReason.TOO_SLOW));
  }

  /// Runs in the order of all that has the same subject once the views hold the commit.
  ///
  /// @param orElse where the change is lost instead: too much waits, the views stay behind, or they
  ///   cannot be read
  private void run(Committed at, Object subject, Runnable task, Runnable orElse) {
    SerialLoop loop = loops.get(Math.floorMod(subject.hashCode(), loops.size()));
    Runnable step =
        () -> {
          try {
            if (sources.progress().await(at.shard(), at.position() + 1)) {
              task.run();
            } else {
              orElse.run();
            }
          } catch (RuntimeException failure) {
            orElse.run();
            throw failure;
          }
        };
    if (!loop.offer(step)) {
      orElse.run();
    }
  }

  private boolean isHere(AccountId account) {
    return !hub.connections().of(account).isEmpty();
  }

  private void tell(AccountId account, AccountChange change) {
    Frame frame = encode(change);
    hub.connections().of(account).forEach(connection -> connection.send(frame));
  }

  private Frame encode(AccountChange change) {
    return sources.encoder().encode(new AccountChanged(change));
  }
}
