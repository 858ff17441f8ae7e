package io.tsubame.application.live;

import io.tsubame.application.live.Audience.Delivered;
import io.tsubame.application.live.LiveConnection.CloseReason;
import io.tsubame.application.live.LiveMessage.AccountChange.RoomRemoved;
import io.tsubame.application.live.LiveMessage.AccountChanged;
import io.tsubame.application.live.LiveMessage.Resync;
import io.tsubame.application.live.LiveMessage.RoomChanges;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.Room;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Some of the rooms with their audiences, looked after by one thread, so that a room's changes and
/// the coming and going of its readers have one order.
final class Lane {
  private final Map<Integer, Audience> audiences = new HashMap<>();
  private final Map<LiveConnection, RoomSet> followed = new HashMap<>();
  private final FrameEncoder encoder;
  private final LiveLimits limits;
  private final Interest interest;
  private final SerialLoop loop;

  Lane(String name, FrameEncoder encoder, LiveLimits limits, Interest interest) {
    this.encoder = encoder;
    this.limits = limits;
    this.interest = interest;
    this.loop = new SerialLoop(name, limits.laneQueue());
  }

  /// Delivers soon, in the order of the calls. Where too much waits, all connections are closed,
  /// and come back with what they have.
  ///
  /// @param tooLong what to do where somebody did not get it because of its length; soon, with
  ///   [#resync]
  void deliver(RoomChanges full, Room after, Runnable tooLong) {
    offer(() -> deliverNow(full, after, tooLong));
  }

  /// Tells all who follow the room to fetch it, which is at the version.
  void resync(RoomId room, long version) {
    offer(() -> {
      Audience audience = audiences.get(room.value());
      if (audience != null) {
        audience.resync(version, encoder.encode(new Resync(List.of(room))), limits);
      }
    });
  }

  /// Holds what comes of the room from now on, until [#clear] or [#disconnectAudience].
  void suspend(RoomId room) {
    offer(() -> {
      Audience audience = audiences.get(room.value());
      if (audience != null) {
        audience.suspend();
      }
    });
  }

  /// Has all who follow the room fetch it, which is at the version, and goes on live.
  void clear(RoomId room, long version) {
    loop.runAndWait(() -> {
      Audience audience = audiences.get(room.value());
      if (audience != null) {
        audience.clear(version, encoder.encode(new Resync(List.of(room))), limits);
      }
    });
  }

  private void offer(Runnable delivery) {
    if (!loop.offer(delivery)) {
      loop.dropAll(this::closeAll);
    }
  }

  /// Closes all connections that follow the room; they come back with what they have.
  void disconnectAudience(RoomId room) {
    Runnable disconnect =
        () -> {
          Audience audience = audiences.get(room.value());
          if (audience != null) {
            audience.closeAll();
          }
        };
    offer(disconnect);
  }

  /// Makes the connection follow rooms, with their changes held until [#release]. A closed
  /// connection is not taken in, so one that was closed and forgotten does not come back.
  void hold(LiveConnection connection, Iterable<RoomId> rooms) {
    loop.runAndWait(() -> {
      if (!connection.isOpen()) {
        return;
      }
      RoomSet set = followed.computeIfAbsent(connection, _ -> new RoomSet());
      for (RoomId room : rooms) {
        if (set.add(room.value())) {
          audienceFor(room).hold(connection);
        }
      }
    });
  }

  private Audience audienceFor(RoomId room) {
    return audiences.computeIfAbsent(
        room.value(),
        _ -> {
          interest.follow(room);
          return new Audience();
        });
  }

  /// Sends what was held and is newer than `version`, and live changes from now on.
  void release(LiveConnection connection, RoomId room, long version) {
    release(connection, Map.of(room, version));
  }

  /// The same for many rooms, each with its version.
  void release(LiveConnection connection, Map<RoomId, Long> rooms) {
    loop.runAndWait(() ->
        rooms.forEach((room, version) -> {
          Audience audience = audiences.get(room.value());
          if (audience != null) {
            audience.release(connection, version);
          }
        }));
  }

  /// Sends frames about a room to a connection that follows it at this moment, so that nothing of
  /// the room comes after the news that it is gone.
  ///
  /// @return whether it follows the room
  boolean tell(LiveConnection connection, RoomId room, List<Frame> frames) {
    return loop.callAndWait(() -> {
      RoomSet rooms = followed.get(connection);
      boolean follows = rooms != null && rooms.contains(room.value());
      if (follows) {
        frames.forEach(connection::send);
      }
      return follows;
    });
  }

  /// Ends following one room, which is gone for the connection.
  void expel(LiveConnection connection, RoomId room) {
    loop.runAndWait(() -> expelNow(List.of(connection), room));
  }

  /// Forgets a closed connection, soon and in any case, however much waits.
  void forget(LiveConnection connection) {
    loop.runFirst(() -> {
      RoomSet rooms = followed.remove(connection);
      if (rooms != null) {
        for (int room : rooms.toArray()) {
          removeFrom(room, connection);
        }
      }
    });
  }

  /// The connections that follow the room at this moment.
  List<LiveConnection> audienceOf(RoomId room) {
    return loop.callAndWait(() -> {
      Audience audience = audiences.get(room.value());
      return audience == null ? List.of() : audience.everyone();
    });
  }

  void drain() {
    loop.runAndWait(() -> {});
  }

  void close() {
    loop.close();
  }

  int waiting() {
    return loop.waiting();
  }

  private void deliverNow(RoomChanges full, Room after, Runnable tooLong) {
    Audience audience = audiences.get(full.room().value());
    if (audience == null) {
      return;
    }
    Delivered delivered = audience.deliver(full, after, encoder, limits);
    if (!delivered.strangers().isEmpty()) {
      expelNow(delivered.strangers(), full.room());
    }
    if (delivered.tooLong()) {
      tooLong.run();
    }
  }

  private void expelNow(List<LiveConnection> strangers, RoomId room) {
    Frame removed = encoder.encode(new AccountChanged(new RoomRemoved(room)));
    for (LiveConnection stranger : strangers) {
      leave(room.value(), stranger);
      stranger.send(removed);
    }
  }

  private void leave(int room, LiveConnection connection) {
    RoomSet rooms = followed.get(connection);
    if (rooms != null) {
      rooms.remove(room);
    }
    removeFrom(room, connection);
  }

  private void removeFrom(int room, LiveConnection connection) {
    Audience audience = audiences.get(room);
    if (audience != null) {
      audience.remove(connection);
      if (audience.isEmpty()) {
        audiences.remove(room);
        interest.leave(new RoomId(room));
      }
    }
  }

  private void closeAll() {
    for (LiveConnection connection : Set.copyOf(followed.keySet())) {
      connection.close(CloseReason.TOO_SLOW);
    }
  }
}
