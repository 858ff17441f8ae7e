package io.tsubame.application.fanout;

import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.application.shard.Committed;
import io.tsubame.domain.room.Room;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a shard's log, of which these commits are all that concern this node.
///
/// @param bytes about how much it takes
record Arrival(long from, long to, List<Piece> pieces, int bytes) {
  /// A commit, and what the bringer knows of its room.
  ///
  /// @param version that the bringer says the room has after it, 0 where it does not say
  record Piece(long position, Commit commit, @Nullable Room after, long version) {}

  /// A commit of this process.
  static Arrival local(Committed committed) {
    long position = committed.position();
    Piece piece = new Piece(position, committed.commit(), committed.roomAfter(), 0);
    return new Arrival(position, position + 1, List.of(piece), 0);
  }

  /// What an owner told.
  static Arrival told(Told.Span span, CommitCodec codec) {
    List<Piece> pieces = new ArrayList<>(span.pieces().size());
    int bytes = 0;
    for (Told.Piece piece : span.pieces()) {
      Commit commit = codec.decode(piece.bytes());
      pieces.add(new Piece(piece.position(), commit, piece.after(), piece.version()));
      bytes += piece.bytes().payload().length;
    }
    return new Arrival(span.from(), span.to(), pieces, bytes);
  }

  /// What was read from the log.
  static Arrival read(long from, List<StoredRecord> stored, CommitCodec codec) {
    List<Piece> pieces = new ArrayList<>(stored.size());
    for (StoredRecord each : stored) {
      if (!each.isOfTheLog()) {
        pieces.add(new Piece(each.position(), codec.decode(each), null, 0));
      }
    }
    long to = stored.isEmpty() ? from : stored.getLast().position() + 1;
    return new Arrival(from, to, pieces, 0);
  }

  /// The part before the position.
  Arrival before(long position) {
    if (to <= position) {
      return this;
    }
    List<Piece> rest = pieces.stream().filter(piece -> piece.position() < position).toList();
    return new Arrival(from, position, rest, bytes);
  }
}
