package io.tsubame.application.live;

import io.tsubame.application.live.LiveMessage.RoomChanges;
import io.tsubame.application.live.LiveMessage.Sight;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.Room;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The connections that follow one room, each once. Those that catch up get nothing live until they
/// have; what comes meanwhile is held for them. Used by its lane's thread only.
final class Audience {
  /// A change that waits for a connection to catch up.
  private record Held(long version, Frame frame) {}

  private final List<LiveConnection> following = new ArrayList<>(4);
  private final Map<LiveConnection, List<Held>> catchingUp = new HashMap<>(2);

  boolean isEmpty() {
    return following.isEmpty() && catchingUp.isEmpty();
  }

  /// Takes in a connection that is not in the audience yet, and holds its changes.
  void hold(LiveConnection connection) {
    catchingUp.put(connection, new ArrayList<>(0));
  }

  /// Ends catching up: sends what was held and is newer than what the connection has.
  void release(LiveConnection connection, long version) {
    List<Held> held = catchingUp.remove(connection);
    if (held == null) {
      return;
    }
    following.add(connection);
    for (Held change : held) {
      if (change.version() > version) {
        connection.send(change.frame());
      }
    }
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

  /// Sends a change to those who are members after it.
  ///
  /// @return those who are not, and so must leave the audience
  List<LiveConnection> deliver(RoomChanges full, Room after, FrameEncoder encoder, int heldLimit) {
    Map<Sight, Frame> frames = new HashMap<>(4);
    List<LiveConnection> strangers = new ArrayList<>(0);
    for (LiveConnection connection : following) {
      Frame frame = frameFor(connection, full, after, encoder, frames);
      if (frame == null) {
        strangers.add(connection);
      } else {
        connection.send(frame);
      }
    }
    catchingUp.forEach((connection, held) -> {
      Frame frame = frameFor(connection, full, after, encoder, frames);
      if (frame == null) {
        strangers.add(connection);
      } else if (held.size() >= heldLimit) {
        connection.close(LiveConnection.CloseReason.TOO_SLOW);
      } else {
        held.add(new Held(full.version(), frame));
      }
    });
    return strangers;
  }

  private static @Nullable Frame frameFor(
      LiveConnection connection,
      RoomChanges full,
      Room after,
      FrameEncoder encoder,
      Map<Sight, Frame> frames) {
    Role role = after.status() == Room.Status.ACTIVE ? after.roleOf(connection.account()) : null;
    if (role == null) {
      return null;
    }
    Sight sight = Sight.of(role, after.header().type(), after.header().settings());
    return frames.computeIfAbsent(sight, _ -> encoder.encode(full.seenWith(sight)));
  }
}
