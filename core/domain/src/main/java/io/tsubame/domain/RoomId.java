package io.tsubame.domain;

/// Identifies a room of any type. Positive and below 2^31, because existing clients read it as a
/// 32-bit integer.
public record RoomId(int value) implements Comparable<RoomId> {
  public RoomId {
    Checks.positive("RoomId", value);
  }

  @Override
  public int compareTo(RoomId other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
