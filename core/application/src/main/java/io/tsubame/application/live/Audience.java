package io.tsubame.application.live;

import io.tsubame.application.live.LiveMessage.RoomChanges;
import io.tsubame.application.live.LiveMessage.Sight;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.Room;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The connections that follow one room, each once. Those that catch up get nothing live until they
/// have, and nobody does while it is unclear who may; what comes meanwhile is held for them. Used
/// by its lane's thread only.
final class Audience {
  /// A change that waits for a connection to catch up.
  private record Held(long version, Frame frame) {}

  /// What waits for one connection.
  private static final class Waiting {
    private final List<Held> changes = new ArrayList<>(0);
    private long bytes;

    /// Whether it only waits for [#clear].
    private boolean caughtUp;

    Waiting(boolean caughtUp) {
      this.caughtUp = caughtUp;
    }
  }

  private final List<LiveConnection> following = new ArrayList<>(4);
  private final Map<LiveConnection, Waiting> catchingUp = new HashMap<>(2);

  /// How often [#suspend] was called for which [#clear] was not.
  private int unclear;

  boolean isEmpty() {
    return following.isEmpty() && catchingUp.isEmpty();
  }

  /// Takes in a connection that is not in the audience yet, and holds its changes.
  void hold(LiveConnection connection) {
    catchingUp.put(connection, new Waiting(false));
  }

  /// Ends catching up: sends what was held and is newer than what the connection has.
  void release(LiveConnection connection, long version) {
    Waiting held = catchingUp.get(connection);
    if (held == null) {
      return;
    }
    held.caughtUp = true;
    held.changes.removeIf(change -> change.version() <= version);
    if (unclear == 0) {
      goOn(connection, held);
    }
  }

  private void goOn(LiveConnection connection, Waiting held) {
    catchingUp.remove(connection);
    following.add(connection);
    held.changes.forEach(change -> connection.send(change.frame()));
  }

  /// Holds everybody's changes until [#clear], since a change came of which nobody knows who may
  /// see it.
  void suspend() {
    unclear++;
    following.forEach(connection -> catchingUp.put(connection, new Waiting(true)));
    following.clear();
  }

  /// Has everybody fetch the room, which is at the version, and goes on live, unless the next one
  /// has come of which nobody knows. All that are in the audience may see it.
  void clear(long version, Frame resync, LiveLimits limits) {
    unclear = Math.max(0, unclear - 1);
    if (unclear == 0) {
      following.forEach(connection -> connection.send(resync));
      for (LiveConnection connection : List.copyOf(catchingUp.keySet())) {
        clear(connection, version, resync, limits);
      }
    }
  }

  private void clear(LiveConnection connection, long version, Frame resync, LiveLimits limits) {
    Waiting held = catchingUp.get(connection);
    if (held != null && held.caughtUp) {
      connection.send(resync);
      held.changes.removeIf(change -> change.version() <= version);
      goOn(connection, held);
    } else if (held != null) {
      keep(connection, held, new Held(version, resync), limits);
    }
  }

  /// Closes everybody; they come back with what they have.
  void closeAll() {
    unclear = 0;
    everyone().forEach(connection -> connection.close(LiveConnection.CloseReason.TOO_SLOW));
  }

  void remove(LiveConnection connection) {
    if (catchingUp.remove(connection) == null) {
      following.remove(connection);
    }
  }

  List<LiveConnection> everyone() {
    List<LiveConnection> all = new ArrayList<>(following);
    all.addAll(catchingUp.keySet());
    return all;
  }

  /// Sends a change to those who are members after it. Where it is too long for one who follows, it
  /// goes to nobody who sees that much; they are to be told by [#resync].
  Delivered deliver(RoomChanges full, Room after, FrameEncoder encoder, LiveLimits limits) {
    Delivery delivery = new Delivery(full, after, encoder, limits);
    for (LiveConnection connection : following) {
      Frame frame = delivery.frameFor(connection);
      if (frame != null) {
        connection.send(frame);
      }
    }
    catchingUp.forEach((connection, held) -> {
      Frame frame = delivery.frameFor(connection);
      if (frame != null) {
        keep(connection, held, new Held(full.version(), frame), limits);
      }
    });
    return new Delivered(delivery.strangers, delivery.tooLong);
  }

  /// Tells everybody to fetch the room, which is at the version.
  void resync(long version, Frame resync, LiveLimits limits) {
    following.forEach(connection -> connection.send(resync));
    catchingUp.forEach(
        (connection, held) -> keep(connection, held, new Held(version, resync), limits));
  }

  private static void keep(
      LiveConnection connection, Waiting held, Held change, LiveLimits limits) {
    held.bytes += change.frame().bytes().length;
    if (held.changes.size() >= limits.heldFrames() || held.bytes > 2L * limits.frameBytes()) {
      connection.close(LiveConnection.CloseReason.TOO_SLOW);
    } else {
      held.changes.add(change);
    }
  }

  /// @param strangers who must leave the audience, not being members
  /// @param tooLong whether somebody who is to get the change has not got it
  record Delivered(List<LiveConnection> strangers, boolean tooLong) {}

  /// One change on its way, encoded once for all who see the same of it.
  private static final class Delivery {
    private final RoomChanges full;
    private final Room after;
    private final FrameEncoder encoder;
    private final LiveLimits limits;
    private final Map<Sight, Frame> frames = new HashMap<>(4);
    private final Map<Role, Frame> framesOfRoles = new EnumMap<>(Role.class);
    private final boolean active;
    private final List<LiveConnection> strangers = new ArrayList<>(0);
    private boolean tooLong;

    Delivery(RoomChanges full, Room after, FrameEncoder encoder, LiveLimits limits) {
      this.full = full;
      this.after = after;
      this.encoder = encoder;
      this.limits = limits;
      active = after.status() == Room.Status.ACTIVE;
    }

    /// Null where the connection does not get it.
    @Nullable Frame frameFor(LiveConnection connection) {
      Role role = active ? after.roleOf(connection.account()) : null;
      if (role == null) {
        strangers.add(connection);
        return null;
      }
      Frame frame = framesOfRoles.get(role);
      if (frame == null) {
        frame = frameFor(role);
        framesOfRoles.put(role, frame);
      }
      if (frame.bytes().length > limits.frameBytes()) {
        tooLong = true;
        return null;
      }
      return frame;
    }

    private Frame frameFor(Role role) {
      Sight sight = Sight.of(role, after.header().type(), after.header().settings());
      return frames.computeIfAbsent(sight, _ -> encoder.encode(full.seenWith(sight)));
    }
  }
}
