package io.tsubame.application.live;

import java.util.Arrays;

/// The rooms that one connection follows in one lane: four bytes for each, since there may be
/// thousands of rooms and tens of thousands of connections. Not for several threads.
final class RoomSet {
  private int[] rooms = new int[4];
  private int size;

  boolean contains(int room) {
    return Arrays.binarySearch(rooms, 0, size, room) >= 0;
  }

  /// @return whether it was not in the set
  boolean add(int room) {
    int found = Arrays.binarySearch(rooms, 0, size, room);
    if (found >= 0) {
      return false;
    }
    int index = -found - 1;
    if (size == rooms.length) {
      rooms = Arrays.copyOf(rooms, size + Math.max(4, size / 4));
    }
    System.arraycopy(rooms, index, rooms, index + 1, size - index);
    rooms[index] = room;
    size++;
    return true;
  }

  void remove(int room) {
    int index = Arrays.binarySearch(rooms, 0, size, room);
    if (index >= 0) {
      System.arraycopy(rooms, index + 1, rooms, index, size - index - 1);
      size--;
    }
  }

  int[] toArray() {
    return Arrays.copyOf(rooms, size);
  }
}
