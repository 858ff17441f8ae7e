package io.tsubame.application.fanout;

import io.tsubame.application.Answer;
import io.tsubame.application.live.RoomHistory;
import io.tsubame.application.query.RoomQueries;
import io.tsubame.application.query.RoomView;
import io.tsubame.application.shard.Committed;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountEvent.PreferenceChanged;
import io.tsubame.domain.account.Attention;
import io.tsubame.domain.room.InvitationLink;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.ReadMarker;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomEvent;
import io.tsubame.domain.room.RoomRejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Views of everything that was ever committed, which all nodes share, and which hold no more than
/// somebody has waited for: the latest that real ones could be.
final class SimViews implements RoomQueries, RoomHistory {
  /// A room after a commit.
  private record State(int shard, long position, Room room, @Nullable PastCommit change) {}

  private record Preference(int shard, long position, int value) {}

  private final long[] held;
  private final TreeMap<Integer, List<State>> rooms = new TreeMap<>();
  private final TreeMap<Integer, List<Preference>> preferences = new TreeMap<>();

  SimViews(int shards) {
    held = new long[shards];
  }

  /// Takes note of what is durable now.
  synchronized void add(Committed committed) {
    if (committed.commit().aggregate() instanceof AggregateId.Room(RoomId id)) {
      Room after = committed.roomAfter();
      List<RoomEvent> shown =
          committed.commit().events().stream()
              .map(RoomEvent.class::cast)
              .filter(event -> !event.isPrivate())
              .toList();
      Instant at = committed.commit().at();
      PastCommit change =
          shown.isEmpty() ? null : new PastCommit(after.version() - shown.size() + 1, at, shown);
      rooms
          .computeIfAbsent(id.value(), _ -> new ArrayList<>())
          .add(new State(committed.shard(), committed.position(), after, change));
    } else if (committed.commit().aggregate() instanceof AggregateId.Account(AccountId account)
        && committed.commit().events().getFirst() instanceof PreferenceChanged(_, String value)) {
      preferences
          .computeIfAbsent(account.value(), _ -> new ArrayList<>())
          .add(new Preference(committed.shard(), committed.position(), Integer.parseInt(value)));
    }
  }

  /// The views now hold everything before the position.
  synchronized void advance(int shard, long position) {
    held[shard] = Math.max(held[shard], position);
  }

  synchronized long held(int shard) {
    return held[shard];
  }

  /// The room as it truly is.
  synchronized Room truth(RoomId room) {
    List<State> states = rooms.getOrDefault(room.value(), List.of());
    return states.isEmpty() ? Room.NONE : states.getLast().room();
  }

  /// The room after its commit that ended with the version.
  synchronized Room truthAt(RoomId room, long version) {
    return rooms.get(room.value()).stream()
        .map(State::room)
        .filter(state -> state.version() == version)
        .findFirst()
        .orElseThrow();
  }

  synchronized int preference(AccountId account) {
    return preferences.getOrDefault(account.value(), List.of()).stream()
        .filter(each -> each.position() < held[each.shard()])
        .mapToInt(Preference::value)
        .max()
        .orElse(0);
  }

  synchronized int truePreference(AccountId account) {
    List<Preference> all = preferences.getOrDefault(account.value(), List.of());
    return all.isEmpty() ? 0 : all.getLast().value();
  }

  /// The room as the views show it to the reader, who may not be in it.
  synchronized @Nullable Room shown(AccountId reader, RoomId id) {
    Room room = viewed(id);
    return room.roleOf(reader) == null ? null : room;
  }

  synchronized Set<RoomId> roomsOf(AccountId reader) {
    TreeSet<RoomId> found = new TreeSet<>();
    for (int id : rooms.keySet()) {
      if (shown(reader, new RoomId(id)) != null) {
        found.add(new RoomId(id));
      }
    }
    return found;
  }

  private Room viewed(RoomId id) {
    Room room = Room.NONE;
    for (State state : rooms.getOrDefault(id.value(), List.of())) {
      if (state.position() < held[state.shard()]) {
        room = state.room();
      }
    }
    return room;
  }

  @Override
  public List<RoomView> rooms(AccountId reader) {
    List<RoomView> views = new ArrayList<>();
    for (RoomId id : roomsOf(reader)) {
      if (room(reader, id) instanceof Answer.Found<RoomView>(RoomView view)) {
        views.add(view);
      }
    }
    return views;
  }

  @Override
  public synchronized Answer<RoomView> room(AccountId reader, RoomId id) {
    Room room = viewed(id);
    Role role = room.roleOf(reader);
    if (role == null) {
      return Answer.refuse(new RoomRejection.RoomNotFound());
    }
    Room.Header header = room.header();
    return Answer.of(
        new RoomView(
            id,
            header.type(),
            header.name(),
            header.description(),
            header.icon(),
            header.settings(),
            role,
            null,
            false,
            Attention.ALL,
            ReadMarker.NOTHING,
            new RoomView.Counts(0, 0, 0),
            room.members().size(),
            room.lastSequence(),
            0,
            0,
            room.version(),
            SimWorld.NOW));
  }

  @Override
  public synchronized List<PastCommit> after(RoomId room, long version, int bytes) {
    return rooms.get(room.value()).stream()
        .filter(state -> state.position() < held[state.shard()])
        .map(State::change)
        .filter(change -> change != null && change.from() > version)
        .limit(2)
        .toList();
  }

  @Override
  public Answer<RoomView.Counts> counts(AccountId reader, RoomId room) {
    return room(reader, room).map(RoomView::counts);
  }

  @Override
  public Answer<List<Member>> members(AccountId reader, RoomId room) {
    throw new AssertionError("nobody asks this");
  }

  @Override
  public Totals totals(AccountId reader) {
    throw new AssertionError("nobody asks this");
  }

  @Override
  public Answer<Optional<InvitationLink>> link(AccountId reader, RoomId room) {
    throw new AssertionError("nobody asks this");
  }

  @Override
  public Answer<List<JoinRequestView>> joinRequests(AccountId reader, RoomId room) {
    throw new AssertionError("nobody asks this");
  }

  @Override
  public Optional<LinkPreview> byLinkCode(String code) {
    throw new AssertionError("nobody asks this");
  }
}
