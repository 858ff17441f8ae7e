package io.tsubame.application.live;

import io.tsubame.application.Answer;
import io.tsubame.application.live.PresenceBoard.Seen;
import io.tsubame.application.query.RoomQueries;
import io.tsubame.application.query.RoomView;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomOperation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Who looks at which room, who types there, and who of its people is present. Nothing of it is
/// stored or goes to anybody who does not look at the room; it is told in batches, by [#tick].
///
/// All state is small and guarded by one lock, which is never held while asking or sending.
public final class Viewers {
  private static final Duration TYPING_LASTS = Duration.ofSeconds(5);

  public enum State {
    ACTIVE,
    AWAY
  }

  private final LiveHub hub;
  private final RoomQueries rooms;
  private final FrameEncoder encoder;
  private final LiveLimits limits;
  private final Clock clock;
  private final PresenceBoard board;

  private final Map<RoomId, Set<LiveConnection>> viewers = new HashMap<>();
  private final Map<LiveConnection, Set<RoomId>> viewed = new HashMap<>();
  private final Map<LiveConnection, State> states = new HashMap<>();
  private final Map<RoomId, Map<AccountId, Instant>> typing = new HashMap<>();
  private final Map<RoomId, LiveMessage.Typing> toldTyping = new HashMap<>();
  private final Map<RoomId, LiveMessage.Presence> toldPresence = new HashMap<>();

  /// What other nodes showed last of the rooms that are looked at here.
  private Map<RoomId, List<Seen>> elsewhere = Map.of();

  /// The rooms of which this node has shown people to others.
  private Set<RoomId> shownToOthers = Set.of();

  /// @param board where other nodes show who is connected to them
  public Viewers(
      LiveHub hub,
      RoomQueries rooms,
      FrameEncoder encoder,
      LiveLimits limits,
      Clock clock,
      PresenceBoard board) {
    this.hub = hub;
    this.rooms = rooms;
    this.encoder = encoder;
    this.limits = limits;
    this.clock = clock;
    this.board = board;
  }

  /// The rooms that the client shows now, instead of those before. Rooms that the account is not in
  /// are left out, and what is beyond the limit.
  public void viewing(LiveConnection connection, List<RoomId> shown) {
    Set<RoomId> allowed = new HashSet<>();
    for (RoomId room : shown.subList(0, Math.min(shown.size(), limits.viewedRooms()))) {
      if (rooms.room(connection.account(), room) instanceof Answer.Found<RoomView>) {
        allowed.add(room);
      }
    }
    synchronized (this) {
      removeViews(connection);
      if (!connection.isOpen()) {
        return; // it has been forgotten, or will be
      }
      viewed.put(connection, allowed);
      for (RoomId room : allowed) {
        viewers.computeIfAbsent(room, _ -> new HashSet<>()).add(connection);
        toldPresence.remove(room);
      }
    }
  }

  /// The account types in the room; ignored where it may not post there.
  public void typing(LiveConnection connection, RoomId room) {
    if (!rooms.mayDo(RoomOperation.POST_MESSAGE, connection.account(), room)) {
      return;
    }
    synchronized (this) {
      typing
          .computeIfAbsent(room, _ -> new HashMap<>())
          .put(connection.account(), clock.instant().plus(TYPING_LASTS));
    }
  }

  public synchronized void state(LiveConnection connection, State state) {
    if (connection.isOpen()) {
      states.put(connection, state);
    }
  }

  /// Forgets a connection that is closed already: one that is open could come back.
  public synchronized void disconnect(LiveConnection connection) {
    states.remove(connection);
    removeViews(connection);
    viewed.remove(connection);
  }

  /// Tells viewers what changed since the last tick. Called about every second.
  ///
  /// @param withPresence every other time, since presence changes more slowly; then other nodes are
  ///   asked, too
  public void tick(boolean withPresence) {
    endTyping();
    List<RoomId> looked = viewedRooms();
    if (withPresence) {
      askOthers(Set.copyOf(looked));
    }
    for (RoomId room : looked) {
      List<LiveConnection> inRoom = hub.audienceOf(room);
      Set<LiveConnection> members = new HashSet<>(inRoom);
      List<LiveMessage> news = new ArrayList<>(2);
      addIfNews(news, typingNews(room));
      if (withPresence) {
        addIfNews(news, presenceNews(room, inRoom));
      }
      for (LiveMessage message : news) {
        Frame frame = encoder.encode(message);
        viewersOf(room).stream()
            .filter(members::contains)
            .filter(viewer -> maySee(viewer.account(), message))
            .forEach(viewer -> viewer.send(frame));
      }
    }
  }

  /// Shows other nodes who is connected here to rooms that somebody looks at, and learns theirs.
  private void askOthers(Set<RoomId> here) {
    Map<RoomId, Seen> known = new HashMap<>();
    for (RoomId room : board.lookedAt(here)) {
      Seen seen = seenHere(room);
      if (!seen.equals(Seen.NOBODY) || shownToOthers.contains(room)) {
        known.put(room, seen);
      }
    }
    Map<RoomId, List<Seen>> others = board.exchange(known, here);
    synchronized (this) {
      elsewhere = others;
      known.values().removeIf(Seen.NOBODY::equals);
      shownToOthers = Set.copyOf(known.keySet());
    }
  }

  private Seen seenHere(RoomId room) {
    List<LiveConnection> inRoom = hub.audienceOf(room);
    Set<AccountId> active = new TreeSet<>();
    Set<AccountId> away = new TreeSet<>();
    synchronized (this) {
      sort(inRoom, active, away);
      away.removeAll(active);
      Set<AccountId> typists = typing.getOrDefault(room, Map.of()).keySet();
      return new Seen(Set.copyOf(first(active)), Set.copyOf(first(away)), typists);
    }
  }

  private void sort(List<LiveConnection> inRoom, Set<AccountId> active, Set<AccountId> away) {
    for (LiveConnection connection : inRoom) {
      State state = states.getOrDefault(connection, State.ACTIVE);
      (state == State.ACTIVE ? active : away).add(connection.account());
    }
  }

  /// Who is present tells who is in the room. Who types there is seen as soon as they post.
  private boolean maySee(AccountId viewer, LiveMessage message) {
    return !(message instanceof LiveMessage.Presence(RoomId room, var _, var _))
        || rooms.mayDo(RoomOperation.SEE_MEMBERS, viewer, room);
  }

  private static void addIfNews(List<LiveMessage> news, @Nullable LiveMessage message) {
    if (message != null) {
      news.add(message);
    }
  }

  private synchronized List<RoomId> viewedRooms() {
    return List.copyOf(viewers.keySet());
  }

  private synchronized List<LiveConnection> viewersOf(RoomId room) {
    return List.copyOf(viewers.getOrDefault(room, Set.of()));
  }

  /// Also where nobody looks.
  private synchronized void endTyping() {
    Instant now = clock.instant();
    typing.values().forEach(typists -> typists.values().removeIf(until -> !until.isAfter(now)));
    typing.values().removeIf(Map::isEmpty);
  }

  /// How much is remembered of rooms and connections.
  synchronized int size() {
    return viewers.size()
        + viewed.size()
        + states.size()
        + typing.size()
        + toldTyping.size()
        + toldPresence.size()
        + elsewhere.size()
        + shownToOthers.size();
  }

  private synchronized LiveMessage.@Nullable Typing typingNews(RoomId room) {
    if (!viewers.containsKey(room)) {
      return null;
    }
    Set<AccountId> now = new TreeSet<>(typing.getOrDefault(room, Map.of()).keySet());
    elsewhere.getOrDefault(room, List.of()).forEach(seen -> now.addAll(seen.typing()));
    LiveMessage.Typing message = new LiveMessage.Typing(room, first(now));
    LiveMessage.Typing told = toldTyping.put(room, message);
    boolean nothing = message.accounts().isEmpty() && (told == null || told.accounts().isEmpty());
    return nothing || message.equals(told) ? null : message;
  }

  private synchronized LiveMessage.@Nullable Presence presenceNews(
      RoomId room, List<LiveConnection> inRoom) {
    if (!viewers.containsKey(room)) {
      return null;
    }
    Set<AccountId> active = new TreeSet<>();
    Set<AccountId> away = new TreeSet<>();
    sort(inRoom, active, away);
    for (Seen seen : elsewhere.getOrDefault(room, List.of())) {
      active.addAll(seen.active());
      away.addAll(seen.away());
    }
    away.removeAll(active);
    LiveMessage.Presence message = new LiveMessage.Presence(room, first(active), first(away));
    return message.equals(toldPresence.put(room, message)) ? null : message;
  }

  private List<AccountId> first(Set<AccountId> accounts) {
    return accounts.stream().limit(limits.presenceListed()).toList();
  }

  private void removeViews(LiveConnection connection) {
    for (RoomId room : viewed.getOrDefault(connection, Set.of())) {
      Set<LiveConnection> rest = viewers.get(room);
      if (rest != null && rest.remove(connection) && rest.isEmpty()) {
        viewers.remove(room);
        typing.remove(room);
        toldTyping.remove(room);
        toldPresence.remove(room);
      }
    }
  }
}
