package io.tsubame.application.live;

import io.tsubame.application.Answer;
import io.tsubame.application.Unavailable;
import io.tsubame.application.live.LiveConnection.CloseReason;
import io.tsubame.application.live.LiveMessage.Hello;
import io.tsubame.application.live.LiveMessage.Resumed;
import io.tsubame.application.live.LiveMessage.RoomChanges;
import io.tsubame.application.live.LiveMessage.Sight;
import io.tsubame.application.query.RoomQueries;
import io.tsubame.application.query.RoomView;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.Committed;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The live hub: takes commits, of this process's shards all, of others at least those that its
/// [Interest] names, and brings them to the connections whose accounts may see them. Rules in
/// `docs/spec/live-stream.md`.
///
/// A room's changes go out as soon as they are durable, with or without views. What concerns one
/// account goes out when the views hold it, by [AccountFeed].
public final class LiveHub implements LiveListener, AutoCloseable {
  /// What the hub asks of the rest of the application.
  ///
  /// @param interest learns what the hub needs to hear of
  public record Sources(
      RoomQueries rooms,
      RoomHistory history,
      LogAndViews progress,
      FrameEncoder encoder,
      Interest interest) {
    /// Where every commit is of this process.
    public Sources(
        RoomQueries rooms, RoomHistory history, LogAndViews progress, FrameEncoder encoder) {
      this(rooms, history, progress, encoder, Interest.NONE);
    }
  }

  private final Sources sources;
  private final LiveLimits limits;
  private final Clock clock;
  private final List<Lane> lanes;
  private final Connections connections;
  private final Admission admission;
  private final AccountFeed feed;

  public LiveHub(Sources sources, AccountQueries accounts, LiveLimits limits, Clock clock) {
    this.sources = sources;
    this.clock = clock;
    this.connections = new Connections(limits.connectionsPerAccount(), sources.interest());
    this.lanes =
        IntStream.range(0, limits.lanes())
            .mapToObj(
                index -> new Lane("live-" + index, sources.encoder(), limits, sources.interest()))
            .toList();
    this.limits = limits;
    this.admission = new Admission(limits.comingAtOnce());
    this.feed = new AccountFeed(this, sources, accounts, limits);
  }

  @Override
  public void committed(Committed committed) {
    if (connections.isEmpty()) {
      return;
    }
    Commit commit = committed.commit();
    Room after = committed.roomAfter();
    if (commit.aggregate() instanceof AggregateId.Room(RoomId room)) {
      deliver(room, committed, after);
    }
    feed.committed(committed);
  }

  /// A commit whose outcome was not known comes later, without the room's state, and so does one of
  /// another node's whose state got lost. Nobody can say who may see it then, so those who follow
  /// the room are asked for, and fetch it.
  private void deliver(RoomId room, Committed committed, @Nullable Room after) {
    Commit commit = committed.commit();
    List<RoomEvent> events = publicEvents(commit);
    if (events.isEmpty()) {
      return;
    }
    if (after == null) {
      feed.refresh(committed, room);
    } else {
      long from = after.version() - events.size() + 1;
      RoomChanges changes = new RoomChanges(room, from, commit.at(), events, Sight.FULL);
      lane(room).deliver(changes, after, () -> feed.resync(committed, room, after.version()));
    }
  }

  /// Takes in a connection and says hello to it. Blocks until nothing can be missed any more.
  ///
  /// @param resumes whether the client will send the versions that it has; its rooms wait until
  ///   then
  public void connect(LiveConnection connection, String name, boolean resumes) {
    connections.add(connection).ifPresent(oldest -> oldest.close(CloseReason.TOO_MANY));
    awaitEverything();
    List<RoomId> rooms = admission.call(() -> heldRooms(connection));
    if (!connection.isOpen()) { // and it may have been forgotten before it was known
      connections.remove(connection);
      return;
    }
    awaitEverything();
    connection.greet(
        sources.encoder().encode(new Hello(connection.account(), name, clock.instant())));
    if (!resumes) {
      release(connection, rooms.stream().collect(Collectors.toMap(room -> room, _ -> 0L)));
      enterDeferred(connection);
    }
  }

  /// Sends what a client misses that has these versions of its rooms, and goes on live. Rooms that
  /// the account comes into meanwhile follow afterwards, so that nothing live mixes with what is
  /// missing.
  public void resume(LiveConnection connection, Map<RoomId, Long> versions) {
    Set<RoomId> rooms = Set.copyOf(admission.call(() -> heldRooms(connection)));
    awaitEverything();
    admission.run(() -> {
      if (connection.isOpen()) {
        bringUpToDate(connection, rooms, versions);
      }
    });
    enterDeferred(connection);
  }

  /// The rooms of a connection, whose changes are held from now on; none where it is closed.
  private List<RoomId> heldRooms(LiveConnection connection) {
    if (!connection.isOpen()) {
      return List.of();
    }
    List<RoomId> rooms = sources.rooms().roomIds(connection.account());
    hold(connection, rooms);
    return rooms;
  }

  private void bringUpToDate(
      LiveConnection connection, Set<RoomId> rooms, Map<RoomId, Long> versions) {
    CatchUp catchUp = new CatchUp(sources, limits, admission);
    Map<RoomId, Long> current = new HashMap<>();
    Set<RoomId> lost = new HashSet<>(rooms);
    lost.addAll(versions.keySet());
    for (RoomView room : sources.rooms().rooms(connection.account())) {
      lost.remove(room.id());
      Long version = versions.get(room.id());
      if (version != null && version == room.version()) {
        current.put(room.id(), version);
      } else if (rooms.contains(room.id()) && connection.isOpen()) {
        catchUp.bring(lane(room.id()), connection, room, version);
      }
    }
    release(connection, current);
    lost.stream()
        .takeWhile(_ -> connection.isOpen())
        .forEach(room -> lane(room).expel(connection, room));
    connection.send(sources.encoder().encode(new Resumed()));
  }

  /// Forgets a connection that is closed.
  public void disconnect(LiveConnection connection) {
    connections.remove(connection);
    lanes.forEach(lane -> lane.forget(connection));
  }

  /// Closes all connections of an account, or of one of its sign-ins.
  public void disconnectAll(AccountId account, CloseReason reason) {
    connections.of(account).forEach(connection -> connection.close(reason));
  }

  /// Everybody comes back with what they have.
  @Override
  public void missed() {
    disconnectEveryone(CloseReason.TOO_SLOW);
  }

  /// Closes everybody's connections; they come back with what they have.
  void disconnectEveryone(CloseReason reason) {
    connections.everyone().forEach(connection -> connection.close(reason));
  }

  public int connectionCount() {
    return connections.count();
  }

  /// Changes that wait to be delivered.
  public int waiting() {
    return lanes.stream().mapToInt(Lane::waiting).sum();
  }

  /// Clients that wait to be brought up to date.
  public int coming() {
    return admission.waiting();
  }

  /// Returns when everything that was committed before has been handed to the connections.
  public void drain() {
    for (int round = 0; round < 2; round++) { // each may hand something to the other
      feed.drain();
      lanes.forEach(Lane::drain);
    }
  }

  @Override
  public void close() {
    disconnectEveryone(CloseReason.SHUTTING_DOWN);
    feed.close();
    lanes.forEach(Lane::close);
  }

  Connections connections() {
    return connections;
  }

  List<LiveConnection> audienceOf(RoomId room) {
    return lane(room).audienceOf(room);
  }

  /// Tells all who follow the room to fetch it, which is at the version by now.
  void resync(RoomId room, long version) {
    lane(room).resync(room, version);
  }

  /// Asks the views who of those that follow the room is still in it. These fetch it; for the
  /// others it is gone.
  void refresh(RoomId room) {
    long version = 0;
    for (LiveConnection connection : audienceOf(room)) {
      if (sources.rooms().room(connection.account(), room)
          instanceof Answer.Found<RoomView>(RoomView view)) {
        version = Math.max(version, view.version());
      } else {
        lane(room).expel(connection, room);
      }
    }
    lane(room).clear(room, version);
  }

  /// Holds what comes of the room from now on, until [#refresh] or [#disconnectAudience].
  void suspend(RoomId room) {
    lane(room).suspend(room);
  }

  /// Closes all connections that follow the room; they come back with what they have.
  void disconnectAudience(RoomId room) {
    lane(room).disconnectAudience(room);
  }

  /// Makes an account's connections follow a room that it has just come into.
  void enter(AccountId account, RoomId room) {
    for (LiveConnection connection : connections.of(account)) {
      if (!connections.deferUntilGreeted(connection, room)) {
        enter(connection, room);
      }
    }
  }

  private void enter(LiveConnection connection, RoomId room) {
    hold(connection, List.of(room));
    awaitEverything();
    if (sources.rooms().room(connection.account(), room)
        instanceof Answer.Found<RoomView>(RoomView view)) {
      CatchUp.add(sources.encoder(), lane(room), connection, view);
    } else {
      lane(room).expel(connection, room);
    }
  }

  private void enterDeferred(LiveConnection connection) {
    connections.greeted(connection).forEach(room -> enter(connection, room));
  }

  private void hold(LiveConnection connection, Collection<RoomId> rooms) {
    rooms.stream()
        .collect(Collectors.groupingBy(this::lane))
        .forEach((lane, ofLane) -> lane.hold(connection, ofLane));
  }

  /// @param versions from which on each room goes on live
  private void release(LiveConnection connection, Map<RoomId, Long> versions) {
    versions.keySet().stream()
        .collect(Collectors.groupingBy(this::lane, Collectors.toMap(room -> room, versions::get)))
        .forEach((lane, ofLane) -> lane.release(connection, ofLane));
  }

  /// Waits until what was held or named before will come, and the views hold what may have gone by
  /// until then. Nobody has a turn meanwhile: it is others who work.
  private void awaitEverything() {
    sources.interest().await();
    awaitViews();
  }

  /// Waits until the views hold all that may have gone by at this moment.
  void awaitViews() {
    long[] ends = sources.progress().ends();
    for (int shard = 0; shard < ends.length; shard++) {
      awaitViews(shard, ends[shard]);
    }
  }

  /// The same for one shard.
  void awaitViews(int shard) {
    awaitViews(shard, sources.progress().ends()[shard]);
  }

  private void awaitViews(int shard, long end) {
    if (!sources.progress().await(shard, end)) {
      throw new Unavailable("the views of shard " + shard + " are behind position " + end);
    }
  }

  private Lane lane(RoomId room) {
    return lanes.get(Math.floorMod((room.value() * 0x9E3779B9) >>> 16, lanes.size()));
  }

  private static List<RoomEvent> publicEvents(Commit commit) {
    List<RoomEvent> events = new ArrayList<>(commit.events().size());
    for (var event : commit.events()) {
      if (event instanceof RoomEvent roomEvent && !roomEvent.isPrivate()) {
        events.add(roomEvent);
      }
    }
    return events;
  }
}
