package io.tsubame.application.live;

import static io.tsubame.domain.room.RoomOperation.SEE_MEMBERS;

import io.tsubame.application.Answer;
import io.tsubame.application.Backoff;
import io.tsubame.application.OperatingFailure;
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
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountEvent;
import io.tsubame.domain.account.Attention;
import io.tsubame.domain.contact.ContactEvent;
import io.tsubame.domain.organization.OrganizationEvent;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.RoomAccess;
import io.tsubame.domain.room.RoomEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Brings to each account what concerns it alone, when the views hold it, so that what a client
/// fetches afterwards is not older than what it was told.
final class AccountFeed implements AutoCloseable {
  private static final AccountChange CONTACTS_CHANGED = new AccountChange.ContactsChanged();
  private static final Duration LEAST_PAUSE = Duration.ofMillis(20);
  private static final Duration GREATEST_PAUSE = Duration.ofMillis(500);
  private static final int ATTEMPTS = 6;

  private final LiveHub hub;
  private final LiveHub.Sources sources;
  private final AccountQueries queries;
  private final List<SerialLoop> loops;

  /// Organizations whose people will be told that they have other colleagues.
  private final Set<OrganizationId> changedOrganizations = ConcurrentHashMap.newKeySet();

  /// Rooms whose readers will be asked for.
  private final Set<RoomId> unclearRooms = ConcurrentHashMap.newKeySet();

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
    List<Event> events = committed.commit().events();
    switch (committed.commit().aggregate()) {
      case AggregateId.Room(RoomId room) ->
          each(events, RoomEvent.class, event -> roomEvent(committed, room, event));
      case AggregateId.Account(AccountId account) ->
          each(events, AccountEvent.class, event -> accountEvent(committed, account, event));
      case AggregateId.ContactPair(AccountId low, AccountId high) ->
          each(events, ContactEvent.class, event -> contactEvent(committed, low, high, event));
      case AggregateId.Organization(OrganizationId organization) ->
          each(
              events,
              OrganizationEvent.class,
              event -> organizationEvent(committed, organization, event));
      case AggregateId.Handle _ -> {} // whoever takes a name changes themselves
    }
  }

  private static <E extends Event> void each(
      List<Event> events, Class<E> family, Consumer<E> action) {
    for (Event event : events) {
      action.accept(family.cast(event));
    }
  }

  /// Tells all who follow the room to fetch it when the views hold the commit, so that what they
  /// get then is not older.
  void resync(Committed at, RoomId room, long version) {
    run(at, room, () -> hub.resync(room, version), () -> hub.disconnectAudience(room));
  }

  /// Has those who follow the room fetch it, as far as they are in it; once for all commits that
  /// come until it is done.
  void refresh(Committed at, RoomId room) {
    if (unclearRooms.add(room)) {
      hub.suspend(room);
      Runnable task =
          () -> {
            unclearRooms.remove(room); // what comes from now on is for the next round
            hub.awaitViews(at.shard());
            hub.refresh(room);
          };
      run(
          at,
          room,
          task,
          () -> {
            unclearRooms.remove(room);
            hub.disconnectAudience(room);
          });
    }
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
      default -> {} // all who follow the room hear of it by their lane
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
          AccountEvent.EmailChanged _ ->
          runForMany(at, account, () -> personChanged(account));
      case AccountEvent.AccountDeactivated _ -> {
        hub.disconnectAll(account, CloseReason.SIGNED_OUT);
        runForMany(at, account, () -> comesOrGoes(account));
      }
      case AccountEvent.AccountReactivated _ -> runForMany(at, account, () -> comesOrGoes(account));
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
      case AccountEvent.AccountRegistered registered ->
          peopleChanged(at, registered.organization());
      case AccountEvent.PlaceAwaited _, AccountEvent.ApiTokenIssued _ -> {}
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

  private void organizationEvent(
      Committed at, OrganizationId organization, OrganizationEvent event) {
    switch (event) {
      case OrganizationEvent.PersonAdded _ -> peopleChanged(at, organization);
      case OrganizationEvent.PersonRemoved(AccountId account) -> {
        peopleChanged(at, organization);
        later(at, account, AccountChange.ContactsChanged::new);
      }
      case OrganizationEvent.OrganizationRenamed _ ->
          runForMany(at, organization, () -> tell(hub.connections().everyone(), CONTACTS_CHANGED));
      case OrganizationEvent.OrganizationFounded _,
          OrganizationEvent.RankChanged _,
          OrganizationEvent.PersonInvited _,
          OrganizationEvent.InvitationUsed _,
          OrganizationEvent.InvitationRevoked _ -> {} // nothing that a stream brings
    }
  }

  /// Tells the organization's people that they have other colleagues; once for all who come or go
  /// until it is done, so that an import costs each of them few questions.
  private void peopleChanged(Committed at, OrganizationId organization) {
    if (changedOrganizations.add(organization)) {
      Runnable task = () -> insist(() -> tellPeopleOf(organization));
      run(
          at,
          organization,
          task,
          () -> {
            changedOrganizations.remove(organization);
            hub.disconnectEveryone(CloseReason.TOO_SLOW);
          });
    }
  }

  private void tellPeopleOf(OrganizationId organization) {
    changedOrganizations.remove(organization); // who comes from now on is told by the next round
    hub.awaitViews();
    List<LiveConnection> audience =
        queries.organizations().people(organization).stream()
            .flatMap(person -> hub.connections().of(person.account()).stream())
            .toList();
    tell(audience, CONTACTS_CHANGED);
  }

  private void comesOrGoes(AccountId account) {
    personChanged(account);
    tell(connectionsAround(account), CONTACTS_CHANGED);
  }

  private void personChanged(AccountId account) {
    queries
        .people()
        .person(account)
        .ifPresent(person -> {
          Set<LiveConnection> audience = new LinkedHashSet<>(connectionsAround(account));
          sources.rooms().rooms(account).forEach(room -> addWhoSeeMembers(audience, room));
          audience.removeAll(hub.connections().of(account));
          tell(audience, new AccountChange.PersonChanged(person.withoutSecrets()));
          tell(account, new AccountChange.SelfChanged(person));
        });
  }

  /// Those of contacts and colleagues.
  private List<LiveConnection> connectionsAround(AccountId account) {
    return queries.people().around(account).stream()
        .flatMap(other -> hub.connections().of(other).stream())
        .toList();
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

  /// The same where it is not known before whom the change concerns. Tries again for a moment; then
  /// everybody comes back.
  private void runForMany(Committed at, Object subject, Runnable task) {
    run(at, subject, () -> insist(task), () -> hub.disconnectEveryone(CloseReason.TOO_SLOW));
  }

  private static void insist(Runnable task) {
    Backoff backoff = new Backoff(LEAST_PAUSE, GREATEST_PAUSE);
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        task.run();
        return;
      } catch (OperatingFailure _) {
        SerialLoop.pause(backoff.next());
      }
    }
    task.run();
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
    tell(hub.connections().of(account), change);
  }

  private void tell(Collection<LiveConnection> connections, AccountChange change) {
    if (!connections.isEmpty()) {
      Frame frame = sources.encoder().encode(new AccountChanged(change));
      connections.forEach(connection -> connection.send(frame));
    }
  }
}
