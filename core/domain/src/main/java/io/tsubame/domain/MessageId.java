package io.tsubame.domain;

/// Identifies a message over all rooms: the room in the upper and the message's sequence number in
/// the lower 32 bits. So it needs no index, no clock and no coordinator, increases with every
/// message of a room, and has at most 19 decimal digits.
///
/// See `docs/adr/0003-identifiers.md`.
public record MessageId(long value) implements Comparable<MessageId> {
  public MessageId {
    if (value >>> 32 == 0 || value < 0 || (int) value <= 0) {
      throw new IllegalArgumentException("not a message id: " + value);
    }
  }

  /// The id of message number `sequence` (1, 2, 3, …) of the room.
  public static MessageId of(RoomId room, int sequence) {
    Checks.positive("message sequence", sequence);
    return new MessageId(((long) room.value() << 32) | sequence);
  }

  /// Whether the number could be the id of a message, without saying that such a message exists.
  public static boolean isValid(long value) {
    return value > 0 && value >>> 32 != 0 && (int) value > 0;
  }

  public RoomId room() {
    return new RoomId((int) (value >>> 32));
  }

  /// The message's place in its room, counted from 1 without a gap.
  public int sequence() {
    return (int) value;
  }

  @Override
  public int compareTo(MessageId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
