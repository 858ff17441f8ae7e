package io.tsubame.application.live;

import io.tsubame.application.Answer;
import io.tsubame.application.Unavailable;
import io.tsubame.application.live.LiveConnection.CloseReason;
import io.tsubame.application.live.LiveMessage.AccountChange.RoomAdded;
import io.tsubame.application.live.LiveMessage.AccountChange.RoomRemoved;
import io.tsubame.application.live.LiveMessage.AccountChanged;
import io.tsubame.application.live.LiveMessage.Hello;
import io.tsubame.application.live.LiveMessage.Resumed;
import io.tsubame.application.live.LiveMessage.Resync;
import io.tsubame.application.live.LiveMessage.RoomChanges;
import io.tsubame.application.live.LiveMessage.Sight;
import io.tsubame.application.live.RoomHistory.PastCommit;
import io.tsubame.application.query.RoomQueries;
import io.tsubame.application.query.RoomView;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.CommitListener;
import io.tsubame.application.shard.Committed;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The live hub: takes every commit of this process's shards and brings it to the connections whose
/// accounts may see it. Rules in `docs/spec/live-stream.md`.
///
/// A room's changes go out as soon as they are durable, with or without views. What concerns one
/// account goes out when the views hold it, by [AccountFeed].
public final class LiveHub implements CommitListener, AutoCloseable {
  /// What the hub asks of the rest of the application.
  public record Sources(
      RoomQueries rooms, RoomHistory history, LogAndViews progress, FrameEncoder encoder) {}

  private final Sources sources;
  private final LiveLimits limits;
  private final Clock clock;
  private final List<Lane> lanes;
  private final Connections connections;
  private final AccountFeed feed;

  public LiveHub(Sources sources, AccountQueries accounts, LiveLimits limits, Clock clock) {
    this.sources = sources;
    this.limits = limits;
    this.clock = clock;
    this.connections = new Connections(limits.connectionsPerAccount());
    this.lanes =
        IntStream.range(0, limits.lanes())
            .mapToObj(index -> new Lane("live-" + index, sources.encoder(), limits))
            .toList();
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
      deliver(room, commit, after);
    }
    feed.committed(committed);
  }

  /// A commit whose outcome was not known comes later, without the room's state. Nobody can say who
  /// may see it then, so those who follow the room come back and resume.
  private void deliver(RoomId room, Commit commit, @Nullable Room after) {
    List<RoomEvent> events = publicEvents(commit);
    if (events.isEmpty()) {
      return;
    }
    if (after == null) {
      lane(room).disconnectAudience(room);
    } else {
      long from = after.version() - events.size() + 1;
      lane(room).deliver(new RoomChanges(room, from, commit.at(), events, Sight.FULL), after);
    }
  }

  /// Takes in a connection and says hello to it. Blocks until nothing can be missed any more.
  ///
  /// @param resumes whether the client will send the versions that it has; its rooms wait until
  ///   then
  public void connect(LiveConnection connection, String name, boolean resumes) {
    connections.add(connection).ifPresent(oldest -> oldest.close(CloseReason.TOO_MANY));
    awaitViews();
    List<RoomId> rooms = sources.rooms().roomIds(connection.account());
    hold(connection, rooms);
    awaitViews();
    connection.send(
        sources.encoder().encode(new Hello(connection.account(), name, clock.instant())));
    if (!resumes) {
      rooms.forEach(room -> lane(room).release(connection, room, 0));
      enterDeferred(connection);
    }
  }

  /// Sends what a client misses that has these versions of its rooms, and goes on live. Rooms that
  /// the account comes into meanwhile follow afterwards, so that nothing live mixes with what is
  /// missing.
  public void resume(LiveConnection connection, Map<RoomId, Long> versions) {
    Set<RoomId> rooms = Set.copyOf(sources.rooms().roomIds(connection.account()));
    hold(connection, rooms);
    awaitViews();
    List<RoomId> refetch = new ArrayList<>();
    for (RoomView room : sources.rooms().rooms(connection.account())) {
      if (rooms.contains(room.id()) && isCalm(connection)) {
        Long version = versions.get(room.id());
        long reached = version == null ? add(connection, room) : catchUp(connection, room, version);
        if (reached < 0) {
          refetch.add(room.id());
        }
        lane(room.id()).release(connection, room.id(), Math.max(reached, 0));
      }
    }
    removeLost(connection, versions);
    if (!refetch.isEmpty()) {
      connection.send(sources.encoder().encode(new Resync(refetch)));
    }
    connection.send(sources.encoder().encode(new Resumed()));
    enterDeferred(connection);
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

  public int connectionCount() {
    return connections.count();
  }

  /// Changes that wait to be delivered.
  public int waiting() {
    return lanes.stream().mapToInt(Lane::waiting).sum();
  }

  /// Returns when everything that was committed before has been handed to the connections.
  public void drain() {
    feed.drain();
    lanes.forEach(Lane::drain);
  }

  @Override
  public void close() {
    connections.everyone().forEach(connection -> connection.close(CloseReason.SHUTTING_DOWN));
    feed.close();
    lanes.forEach(Lane::close);
  }

  Connections connections() {
    return connections;
  }

  List<LiveConnection> audienceOf(RoomId room) {
    return lane(room).audienceOf(room);
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
    awaitViews();
    if (sources.rooms().room(connection.account(), room)
        instanceof Answer.Found<RoomView>(RoomView view)) {
      lane(room).release(connection, room, add(connection, view));
    } else {
      lane(room).leave(connection, room);
    }
  }

  private void enterDeferred(LiveConnection connection) {
    connections.greeted(connection).forEach(room -> enter(connection, room));
  }

  private void hold(LiveConnection connection, Collection<RoomId> rooms) {
    for (Lane lane : lanes) {
      List<RoomId> ofLane = rooms.stream().filter(room -> lane(room) == lane).toList();
      if (!ofLane.isEmpty()) {
        lane.hold(connection, ofLane);
      }
    }
  }

  private long add(LiveConnection connection, RoomView room) {
    connection.send(sources.encoder().encode(new AccountChanged(new RoomAdded(room))));
    return room.version();
  }

  /// @return the version that the client has then, -1 where it must fetch the room again
  private long catchUp(LiveConnection connection, RoomView room, long version) {
    if (version == room.version()) {
      return version;
    }
    if (version > room.version()) {
      return -1; // of another history, such as from before a restore
    }
    Optional<List<PastCommit>> missing =
        sources.history().since(room.id(), version, limits.resumeEvents());
    if (missing.isEmpty()) {
      return -1;
    }
    Sight sight = Sight.of(room.role(), room.type(), room.settings());
    long reached = version;
    for (PastCommit commit : missing.get()) {
      if (!isCalm(connection)) {
        return reached;
      }
      RoomChanges changes =
          new RoomChanges(room.id(), commit.from(), commit.at(), commit.events(), sight);
      connection.send(sources.encoder().encode(changes));
      reached = changes.version();
    }
    return reached;
  }

  /// A client that comes back takes what it missed at its own pace; one that does not take it is
  /// closed.
  private static boolean isCalm(LiveConnection connection) {
    boolean calm = connection.awaitCalm();
    if (!calm) {
      connection.close(CloseReason.TOO_SLOW);
    }
    return calm;
  }

  private void removeLost(LiveConnection connection, Map<RoomId, Long> versions) {
    Set<RoomId> rooms = Set.copyOf(sources.rooms().roomIds(connection.account()));
    for (RoomId room : versions.keySet()) {
      if (!rooms.contains(room)) {
        connection.send(sources.encoder().encode(new AccountChanged(new RoomRemoved(room))));
      }
    }
  }

  private void awaitViews() {
    long[] ends = sources.progress().ends();
    for (int shard = 0; shard < ends.length; shard++) {
      if (!sources.progress().await(shard, ends[shard])) {
        throw new Unavailable("the views are behind");
      }
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
