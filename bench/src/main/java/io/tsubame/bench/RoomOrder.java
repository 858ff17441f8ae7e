package io.tsubame.bench;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the connected members of one room are shown, which must be the same frames for all.
final class RoomOrder {
  private final int room;
  private final Map<Integer, Shown> open = new HashMap<>();
  private int readers;
  private int version;

  /// A frame that some have seen and others not.
  ///
  /// @param post its number, negative where it is none of ours
  /// @param dueNanos when the post should have been sent; 0 where it is none of ours
  /// @param seen by how many, in its only element
  record Shown(byte[] frame, int post, long dueNanos, int[] seen) {}

  /// @param version that the room has before anybody connects
  RoomOrder(int room, int version) {
    this.room = room;
    this.version = version;
  }

  int room() {
    return room;
  }

  /// The highest that anybody was shown.
  int version() {
    return version;
  }

  void join() {
    readers++;
  }

  @Nullable Shown shown(int at) {
    return open.get(at);
  }

  void show(int at, Shown shown) {
    open.put(at, shown);
    version = Math.max(version, at);
  }

  /// @return whether this reader was the last
  boolean seen(int at, Shown shown) {
    boolean last = ++shown.seen()[0] == readers;
    if (last) {
      open.remove(at);
    }
    return last;
  }
}
