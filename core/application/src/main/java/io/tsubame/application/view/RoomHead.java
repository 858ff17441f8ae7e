package io.tsubame.application.view;

import io.tsubame.domain.room.Room.Tail;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What every message changes of a room. About 20 bytes.
///
/// @param tail see [Tail]
/// @param lastPart the greatest task id, 0 where the room never had one
/// @param tasks how many are not deleted
/// @param lastToAll the greatest sequence number of a message that ever addressed all, 0 for none
/// @param lastUpdate time of the last message, or of the room's creation where it has none
public record RoomHead(
    int lastSequence,
    long version,
    @Nullable Tail tail,
    int lastPart,
    int tasks,
    int files,
    int lastToAll,
    Instant lastUpdate) {
  private static final int FORMAT = 1;

  public static RoomHead createdAt(Instant at) {
    return new RoomHead(0, 0, null, 0, 0, 0, 0, at);
  }

  public byte[] encode() {
    RowWriter out = new RowWriter(FORMAT).number(lastSequence).number(version).flag(tail != null);
    if (tail != null) {
      out.number(tail.author().value()).number(tail.first());
    }
    return out.number(lastPart)
        .number(tasks)
        .number(files)
        .number(lastToAll)
        .time(lastUpdate)
        .bytes();
  }

  public static RoomHead decode(byte[] bytes) {
    RowReader in = new RowReader(Table.ROOM_HEADS, bytes, FORMAT);
    return in.end(
        new RoomHead(
            in.number(),
            in.longNumber(),
            in.flag() ? new Tail(in.account(), in.number()) : null,
            in.number(),
            in.number(),
            in.number(),
            in.number(),
            in.time()));
  }

  public RoomHead posted(int sequence, @Nullable Tail newTail, Instant at) {
    return new RoomHead(sequence, version, newTail, lastPart, tasks, files, lastToAll, at);
  }

  public RoomHead withVersion(long newVersion) {
    return new RoomHead(
        lastSequence, newVersion, tail, lastPart, tasks, files, lastToAll, lastUpdate);
  }

  public RoomHead withTasks(int newLastPart, int newTasks) {
    return new RoomHead(
        lastSequence, version, tail, newLastPart, newTasks, files, lastToAll, lastUpdate);
  }

  public RoomHead withFiles(int newLastPart, int newFiles) {
    return new RoomHead(
        lastSequence, version, tail, newLastPart, tasks, newFiles, lastToAll, lastUpdate);
  }

  public RoomHead withToAll(int sequence) {
    return new RoomHead(
        lastSequence,
        version,
        tail,
        lastPart,
        tasks,
        files,
        Math.max(lastToAll, sequence),
        lastUpdate);
  }
}
