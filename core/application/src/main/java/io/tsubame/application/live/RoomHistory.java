package io.tsubame.application.live;

import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The changes of a room by version, for clients that come back.
public interface RoomHistory {
  /// The commits with versions greater than `version`, in order; nothing where there are more than
  /// `limit` events or they cannot be read.
  Optional<List<PastCommit>> since(RoomId room, long version, int limit);

  /// @param from the version of the first event
  /// @param events the public ones
  record PastCommit(long from, Instant at, List<RoomEvent> events) {
    public PastCommit {
      events = List.copyOf(events);
    }
  }
}
