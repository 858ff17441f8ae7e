package io.tsubame.application.view;

import io.tsubame.domain.room.ReadMarker;

/// What one member has read of a room, and the numbers that count from there. So a room list reads
/// one row for each room, and no message.
///
/// @param own messages that the member posted as read
/// @param ownBefore those of them up to `marker.ownReadFrom`
/// @param mentions messages after `marker.readUpTo` that address the member by name
/// @param lastMention the greatest sequence number of a message that ever did so, 0 for none
/// @param lastOwnToAll the greatest sequence number of a message by the member that ever addressed
///   all, 0 for none
/// @param openTasks open tasks of the room assigned to the member
public record MarkerRow(
    ReadMarker marker,
    int own,
    int ownBefore,
    int mentions,
    int lastMention,
    int lastOwnToAll,
    int openTasks) {
  private static final int FORMAT = 1;

  /// Of who never did anything in the room.
  public static final MarkerRow NOTHING = new MarkerRow(ReadMarker.NOTHING, 0, 0, 0, 0, 0, 0);

  public byte[] encode() {
    return new RowWriter(FORMAT)
        .number(marker.readUpTo())
        .number(marker.ownReadFrom())
        .number(own)
        .number(ownBefore)
        .number(mentions)
        .number(lastMention)
        .number(lastOwnToAll)
        .number(openTasks)
        .bytes();
  }

  public static MarkerRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.READ_MARKERS, bytes, FORMAT);
    return in.end(
        new MarkerRow(
            new ReadMarker(in.number(), in.number()),
            in.number(),
            in.number(),
            in.number(),
            in.number(),
            in.number(),
            in.number()));
  }

  /// How many messages are unread where the room's last one has this sequence number.
  public int unread(int lastSequence) {
    return lastSequence - marker.readUpTo() - (own - ownBefore);
  }

  public MarkerRow moved(ReadMarker newMarker, int newOwnBefore, int newMentions) {
    return new MarkerRow(
        newMarker, own, newOwnBefore, newMentions, lastMention, lastOwnToAll, openTasks);
  }

  public MarkerRow withOwn(int newOwn) {
    return new MarkerRow(marker, newOwn, ownBefore, mentions, lastMention, lastOwnToAll, openTasks);
  }

  public MarkerRow withMentions(int newMentions, int newLastMention) {
    return new MarkerRow(
        marker, own, ownBefore, newMentions, newLastMention, lastOwnToAll, openTasks);
  }

  public MarkerRow withOwnToAll(int sequence) {
    return new MarkerRow(
        marker, own, ownBefore, mentions, lastMention, Math.max(lastOwnToAll, sequence), openTasks);
  }

  public MarkerRow withOpenTasks(int newOpenTasks) {
    return new MarkerRow(marker, own, ownBefore, mentions, lastMention, lastOwnToAll, newOpenTasks);
  }
}
