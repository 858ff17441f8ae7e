package io.tsubame.application.live;

import io.tsubame.application.query.PeopleQueries.ContactRequest;
import io.tsubame.application.query.PersonView;
import io.tsubame.application.query.RoomView;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.RequestId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountEvent.Category;
import io.tsubame.domain.account.Attention;
import io.tsubame.domain.room.ReadMarker;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.RoomAccess;
import io.tsubame.domain.room.RoomEvent;
import io.tsubame.domain.room.RoomOperation;
import io.tsubame.domain.room.RoomSettings;
import io.tsubame.domain.room.RoomType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the server says on the live stream, before it is encoded. See `docs/spec/live-stream.md`.
public sealed interface LiveMessage {
  /// The public events of one commit of a room, as one kind of reader sees them.
  ///
  /// @param from the version of the first event
  record RoomChanges(RoomId room, long from, Instant at, List<RoomEvent> events, Sight sight)
      implements LiveMessage {
    public RoomChanges {
      events = List.copyOf(events);
    }

    /// The version of the last event.
    public long version() {
      return from + events.size() - 1;
    }

    RoomChanges seenWith(Sight other) {
      return new RoomChanges(room, from, at, events, other);
    }
  }

  record AccountChanged(AccountChange change) implements LiveMessage {}

  record Typing(RoomId room, List<AccountId> accounts) implements LiveMessage {
    public Typing {
      accounts = List.copyOf(accounts);
    }
  }

  record Presence(RoomId room, List<AccountId> active, List<AccountId> away)
      implements LiveMessage {
    public Presence {
      active = List.copyOf(active);
      away = List.copyOf(away);
    }
  }

  record Hello(AccountId account, String connection, Instant now) implements LiveMessage {}

  record Resumed() implements LiveMessage {}

  /// @param rooms that the client fetches again
  record Resync(List<RoomId> rooms) implements LiveMessage {
    public Resync {
      rooms = List.copyOf(rooms);
    }
  }

  record Pong() implements LiveMessage {}

  /// How much of a room's changes a member sees; what is hidden keeps its place in the count.
  ///
  /// @param requests who asks to be let in
  /// @param link the invitation link
  /// @param members who comes and goes
  record Sight(boolean requests, boolean link, boolean members) {
    public static final Sight FULL = new Sight(true, true, true);

    static Sight of(Role role, RoomType type, RoomSettings settings) {
      return new Sight(
          RoomAccess.mayDo(RoomOperation.ANSWER_JOIN_REQUEST, type, role, settings),
          RoomAccess.mayDo(RoomOperation.SEE_LINK, type, role, settings),
          RoomAccess.mayDo(RoomOperation.SEE_MEMBERS, type, role, settings));
    }
  }

  /// What changed for one account alone.
  sealed interface AccountChange {
    record RoomAdded(RoomView room) implements AccountChange {}

    record RoomRemoved(RoomId room) implements AccountChange {}

    record ReadMarkerMoved(RoomId room, ReadMarker marker, RoomView.Counts counts)
        implements AccountChange {}

    record RoomArranged(RoomId room, boolean pinned, Attention attention)
        implements AccountChange {}

    record CategoriesChanged(List<Category> categories) implements AccountChange {
      public CategoriesChanged {
        categories = List.copyOf(categories);
      }
    }

    record BookmarkAdded(MessageId message) implements AccountChange {}

    record BookmarkRemoved(MessageId message) implements AccountChange {}

    record PreferenceChanged(String name, String value) implements AccountChange {}

    /// @param people both sides of the request
    record RequestReceived(ContactRequest request, Map<AccountId, PersonView> people)
        implements AccountChange {
      public RequestReceived {
        people = Map.copyOf(people);
      }
    }

    /// @param people both sides of the request
    record RequestSent(ContactRequest request, Map<AccountId, PersonView> people)
        implements AccountChange {
      public RequestSent {
        people = Map.copyOf(people);
      }
    }

    record RequestClosed(RequestId request) implements AccountChange {}

    record ContactAdded(AccountId account, @Nullable RoomId room) implements AccountChange {}

    record ContactRemoved(AccountId account) implements AccountChange {}

    /// Others are contacts and colleagues of the account now, or the names of organizations
    /// changed: it fetches its contacts and itself.
    record ContactsChanged() implements AccountChange {}

    record PersonChanged(PersonView person) implements AccountChange {}

    /// The account itself changed; only it sees all of it.
    record SelfChanged(PersonView person) implements AccountChange {}
  }
}
