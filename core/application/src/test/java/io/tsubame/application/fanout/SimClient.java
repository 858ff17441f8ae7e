package io.tsubame.application.fanout;

import io.tsubame.application.live.Frame;
import io.tsubame.application.live.LiveConnection;
import io.tsubame.application.live.LiveMessage;
import io.tsubame.application.live.LiveMessage.AccountChange;
import io.tsubame.application.live.LiveMessage.AccountChanged;
import io.tsubame.application.live.LiveMessage.RoomChanges;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.Room;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A client as docs/spec/live-stream.md tells it to be: keeps its rooms up to date by what it is
/// sent and by what it fetches when it is told to, and fails where a promise is broken.
final class SimClient implements LiveConnection {
  private final SimWorld world;
  private final AccountId account;
  private final boolean resumes;
  private final Map<RoomId, Room> rooms;
  private final Set<RoomId> gone = new HashSet<>();
  private int preference;
  private final List<Frame> early = new ArrayList<>();
  private boolean greeted;

  /// Whether it has fetched what concerns the account alone.
  private boolean current;

  private volatile boolean open = true;

  /// @param before what the client has from a connection before; null for one that begins
  SimClient(SimWorld world, AccountId account, @Nullable Map<RoomId, Room> before) {
    this.world = world;
    this.account = account;
    this.resumes = before != null;
    this.rooms = before == null ? new HashMap<>() : new HashMap<>(before);
  }

  @Override
  public AccountId account() {
    return account;
  }

  synchronized Map<RoomId, Room> rooms() {
    return Map.copyOf(rooms);
  }

  synchronized Map<RoomId, Long> versions() {
    Map<RoomId, Long> versions = new LinkedHashMap<>();
    rooms.forEach((id, room) -> versions.put(id, room.version()));
    return versions;
  }

  boolean resumes() {
    return resumes;
  }

  synchronized int preference() {
    return preference;
  }

  @Override
  public synchronized void greet(Frame hello) {
    greeted = true;
    send(hello);
    early.forEach(this::send);
  }

  @Override
  public synchronized void send(Frame frame) {
    if (!greeted) {
      early.add(frame);
    } else if (open) {
      try {
        take(world.decode(frame));
      } catch (AssertionError broken) {
        world.fail(broken);
      }
    }
  }

  private void take(LiveMessage message) {
    switch (message) {
      case LiveMessage.Hello _ -> {
        if (!resumes) {
          world.views().roomsOf(account).forEach(this::fetch);
          fetchPreference();
        }
      }
      case LiveMessage.Resumed _ -> fetchPreference();
      case LiveMessage.Resync(var ids) -> ids.forEach(this::fetch);
      case RoomChanges changes -> take(changes);
      case AccountChanged(AccountChange.RoomAdded(var view)) -> {
        gone.remove(view.id());
        rooms.put(view.id(), world.views().truthAt(view.id(), view.version()));
      }
      case AccountChanged(AccountChange.RoomRemoved(var id)) -> {
        rooms.remove(id);
        gone.add(id);
      }
      case AccountChanged(AccountChange.PreferenceChanged(_, String value)) ->
          take(Integer.parseInt(value));
      default -> {}
    }
  }

  private void take(RoomChanges changes) {
    RoomId id = changes.room();
    check(!gone.contains(id), "a frame of a room that is gone: " + id);
    boolean mayRead =
        world.views().truthAt(id, changes.version()).roleOf(account) != null
            || world.views().truth(id).roleOf(account) != null;
    check(mayRead, "a frame for somebody who is not in the room " + id);
    Room room = rooms.get(id);
    if (room == null || changes.version() <= room.version()) {
      return; // fetched meanwhile: newer, or gone
    }
    check(
        changes.from() <= room.version() + 1,
        "a hole in room " + id + ": " + room.version() + " is followed by " + changes.from());
    int known = Math.toIntExact(room.version() - changes.from() + 1);
    Room after = room;
    for (var event : changes.events().subList(known, changes.events().size())) {
      after = world.rules().evolve(after, event);
    }
    rooms.put(id, after.withoutLoaded());
  }

  private void take(int value) {
    check(
        !current || value <= preference + 1,
        "a hole of account " + account + ": " + preference + " is followed by " + value);
    preference = Math.max(preference, value);
  }

  private void fetchPreference() {
    preference = Math.max(preference, world.views().preference(account));
    current = true;
  }

  private void fetch(RoomId id) {
    Room room = world.views().shown(account, id);
    if (room == null) {
      rooms.remove(id);
    } else {
      rooms.put(id, room.withoutLoaded());
    }
  }

  private void check(boolean condition, String broken) {
    if (!condition) {
      throw new AssertionError("account " + account.value() + ": " + broken);
    }
  }

  @Override
  public boolean isCalm() {
    return open;
  }

  @Override
  public boolean awaitCalm() {
    return open;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close(CloseReason reason) {
    open = false;
  }
}
