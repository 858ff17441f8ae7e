package io.tsubame.application.fanout;

import io.tsubame.application.shard.Commit;
import io.tsubame.domain.Event;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomEvent;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// What delivery needs of the rooms of one shard that had changes lately: as the owner told it
/// once, and as their commits have changed it since, by the same rules. Not for several threads.
final class RoomMemory {
  private final RecentRooms<Room> rooms;
  private final BiFunction<Room, RoomEvent, Room> rules;

  RoomMemory(int maximum, BiFunction<Room, RoomEvent, Room> rules) {
    this.rooms = new RecentRooms<>(maximum);
    this.rules = rules;
  }

  /// The room after its next commit.
  ///
  /// @param told as the owner says that it is, null where it does not say
  /// @param version that the owner says it has, 0 where it does not say
  /// @return null where it is not known
  @Nullable Room after(int room, Commit commit, @Nullable Room told, long version) {
    Room after = told == null ? evolved(room, commit) : Told.reduced(told);
    if (after == null || (version > 0 && after.version() != version)) {
      rooms.remove(room);
      return null;
    }
    rooms.put(room, after, after.members().size());
    return after;
  }

  void forget(int room) {
    rooms.remove(room);
  }

  void forgetAll() {
    rooms.clear();
  }

  int size() {
    return rooms.size();
  }

  private @Nullable Room evolved(int room, Commit commit) {
    Room state = rooms.get(room);
    for (Event event : commit.events()) {
      RoomEvent roomEvent = (RoomEvent) event;
      if (roomEvent instanceof RoomEvent.RoomCreated) {
        state = Room.NONE;
      }
      if (state != null) {
        state = rules.apply(state, roomEvent);
      }
    }
    return state == null ? null : Told.reduced(state);
  }
}
