package io.tsubame.application.log;

import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.StoredRecord;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Says in the log of a shard that it takes no commits, because the data is being moved: away from
/// here, or here. A record says so until one lifts it. The rules are numbered in
/// `docs/spec/move.md`.
///
/// @param side of the move on which this log is
/// @param move names the move, the same on both sides
/// @param upTo at the target, the position in the source's log before which everything is here; at
///   the source, where its log ends
public record Seal(Side side, String move, long upTo) {
  private static final byte FORMAT = 1;
  private static final int MAX_NAME = 100;
  private static final List<Side> SIDES = List.of(Side.values());

  /// Where a log stands in a move. The constants are stored by their order.
  public enum Side {
    SOURCE,
    TARGET
  }

  public Seal {
    if (move.isEmpty() || move.length() > MAX_NAME || upTo < 0) {
      throw new IllegalArgumentException("not a seal: " + move + ", " + upTo);
    }
  }

  /// The record that seals.
  public LogRecord sealing() {
    return new LogRecord(EventLog.SEALED, bytes());
  }

  /// The record that lifts the seal.
  public LogRecord lifting() {
    return new LogRecord(EventLog.UNSEALED, bytes());
  }

  /// What a record says that seals, or that lifts a seal.
  ///
  /// @throws CorruptLog where its bytes are none
  static Seal of(StoredRecord stored) {
    ByteBuffer in = ByteBuffer.wrap(stored.payload());
    try {
      if (in.get() != FORMAT) {
        throw new IllegalArgumentException("an unknown format");
      }
      Side side = SIDES.get(in.get());
      long upTo = in.getLong();
      return new Seal(side, StandardCharsets.UTF_8.decode(in).toString(), upTo);
    } catch (BufferUnderflowException
        | IndexOutOfBoundsException
        | IllegalArgumentException malformed) {
      throw new CorruptLog(
          "shard %d, position %d: no seal".formatted(stored.shard(), stored.position()), malformed);
    }
  }

  private byte[] bytes() {
    byte[] name = move.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + Long.BYTES + name.length)
        .put(FORMAT)
        .put((byte) SIDES.indexOf(side))
        .putLong(upTo)
        .put(name)
        .array();
  }
}
