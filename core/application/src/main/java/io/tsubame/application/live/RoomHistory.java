package io.tsubame.application.live;

import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomEvent;
import java.time.Instant;
import java.util.List;

/// The changes of a room by version, for clients that come back.
public interface RoomHistory {
  /// The next commits with versions greater than `version`, in order: at least one where there is
  /// one, and otherwise no more than the bytes, so that nobody makes the server hold much.
  ///
  /// Whoever asks looks afterwards whether the reader is still in the room. Then nothing is in the
  /// answer that was posted after they left.
  ///
  /// @param bytes as the log holds them
  List<PastCommit> after(RoomId room, long version, int bytes);

  /// @param from the version of the first event
  /// @param events the public ones
  record PastCommit(long from, Instant at, List<RoomEvent> events) {
    public PastCommit {
      events = List.copyOf(events);
    }

    /// The version of the last event.
    public long version() {
      return from + events.size() - 1;
    }
  }
}
