package io.tsubame.application.shard;

import io.tsubame.domain.collection.IntMap;
import io.tsubame.domain.room.Needs;
import io.tsubame.domain.room.Room;

/// What comes into and goes out of a room's loaded parts. Pure.
final class RoomParts {
  private RoomParts() {}

  /// The parts that are needed and not loaded.
  static Needs missing(Room.Loaded loaded, Needs needs) {
    return new Needs(
        needs.messages().stream().filter(key -> !loaded.messages().containsKey(key)).toList(),
        needs.tasks().stream().filter(key -> !loaded.tasks().containsKey(key.value())).toList(),
        needs.files().stream().filter(key -> !loaded.files().containsKey(key.value())).toList(),
        needs.markers().stream()
            .filter(key -> !loaded.markers().containsKey(key.value()))
            .toList());
  }

  static boolean isNothing(Needs needs) {
    return needs.equals(Needs.NOTHING);
  }

  static Room.Loaded merged(Room.Loaded loaded, Room.Loaded fetched) {
    return new Room.Loaded(
        merged(loaded.messages(), fetched.messages()),
        merged(loaded.tasks(), fetched.tasks()),
        merged(loaded.files(), fetched.files()),
        merged(loaded.markers(), fetched.markers()));
  }

  /// Those that are not the very same objects as before, so that an event has touched since.
  static Room.Loaded changedSince(Room.Loaded before, Room.Loaded now) {
    return new Room.Loaded(
        changedSince(before.messages(), now.messages()),
        changedSince(before.tasks(), now.tasks()),
        changedSince(before.files(), now.files()),
        changedSince(before.markers(), now.markers()));
  }

  private static <V> IntMap<V> merged(IntMap<V> map, IntMap<V> added) {
    IntMap<V> result = map;
    for (int key : added.keys()) {
      V value = added.get(key);
      result = value == null ? result : result.put(key, value);
    }
    return result;
  }

  @SuppressWarnings("ReferenceEquality") // an equal value may have been another one in between
  private static <V> IntMap<V> changedSince(IntMap<V> before, IntMap<V> now) {
    IntMap<V> result = now;
    for (int key : before.keys()) {
      if (now.get(key) == before.get(key)) {
        result = result.remove(key);
      }
    }
    return result;
  }
}
