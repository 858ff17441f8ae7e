package io.tsubame.domain.room;

/// What one member of a room has read. The number of unread messages is the number of those after
/// `readUpTo`, less the member's own ones after `ownReadFrom` that were posted as read.
///
/// @param readUpTo the sequence number of the last message that is read, 0 for none
/// @param ownReadFrom own messages after this sequence number count as read; equal to `readUpTo`
///   but after an explicit "mark unread from here", when it is the room's last message of that
///   moment
public record ReadMarker(int readUpTo, int ownReadFrom) {
  public static final ReadMarker NOTHING = at(0);

  public static ReadMarker at(int sequence) {
    return new ReadMarker(sequence, sequence);
  }
}
