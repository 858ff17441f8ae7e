package io.tsubame.application.live;

import io.tsubame.application.Answer;
import io.tsubame.application.live.LiveConnection.CloseReason;
import io.tsubame.application.live.LiveMessage.AccountChange.RoomAdded;
import io.tsubame.application.live.LiveMessage.AccountChanged;
import io.tsubame.application.live.LiveMessage.Resync;
import io.tsubame.application.live.LiveMessage.RoomChanges;
import io.tsubame.application.live.LiveMessage.Sight;
import io.tsubame.application.live.RoomHistory.PastCommit;
import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.query.RoomView;
import io.tsubame.domain.RoomId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one connection up to date in its rooms, whose changes the lanes hold for it meanwhile, in
/// small pages and at the pace at which the client reads. Of one resume, and for one thread.
///
/// That takes time, in which the account may leave the room. So each page is sent only if the views
/// say, after it was read, that the account is in the room, and if the lane has not said meanwhile
/// that the room is gone.
final class CatchUp {
  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

  private final LiveHub.Sources sources;
  private final LiveLimits limits;
  private final Admission admission;
  private long eventsLeft;

  /// @param admission whose turn the thread has
  CatchUp(LiveHub.Sources sources, LiveLimits limits, Admission admission) {
    this.sources = sources;
    this.limits = limits;
    this.admission = admission;
    this.eventsLeft = limits.resumeEventsInAll();
  }

  /// Sends what is missing and goes on live.
  ///
  /// @param room as it was when its changes were held already
  /// @param version what the client has of it; null where it does not know the room
  void bring(Lane lane, LiveConnection connection, RoomView room, @Nullable Long version) {
    if (version == null) {
      if (isCalm(connection)) {
        add(sources.encoder(), lane, connection, room);
      }
      return;
    }
    long known = Math.max(0, version);
    long missing = room.version() - known;
    if (missing < 0 || missing > Math.min(limits.resumeEvents(), eventsLeft)) {
      resync(lane, connection, room.id()); // too much, or another history as from before a restore
    } else {
      eventsLeft -= missing;
      try {
        sendMissing(lane, connection, room, known);
      } catch (CorruptLog damage) {
        LOG.atError().setCause(damage).log("a room's changes cannot be read; its readers fetch it");
        resync(lane, connection, room.id());
      }
    }
  }

  /// Sends the whole room and goes on live.
  static void add(FrameEncoder encoder, Lane lane, LiveConnection connection, RoomView room) {
    Frame added = encoder.encode(new AccountChanged(new RoomAdded(room)));
    lane.tell(connection, room.id(), List.of(added));
    lane.release(connection, room.id(), room.version());
  }

  private void sendMissing(Lane lane, LiveConnection connection, RoomView room, long known) {
    long reached = known;
    while (reached < room.version()) {
      List<PastCommit> page = sources.history().after(room.id(), reached, limits.resumeBytes());
      if (page.isEmpty()) {
        throw new CorruptLog("changes of room " + room.id().value() + " after " + reached);
      }
      if (!isCalm(connection)) {
        return;
      }
      if (!(sources.rooms().room(connection.account(), room.id())
          instanceof Answer.Found<RoomView>(RoomView now))) {
        lane.expel(connection, room.id());
        return;
      }
      List<Frame> frames = frames(now, page);
      if (frames.stream().anyMatch(frame -> frame.bytes().length > limits.frameBytes())) {
        resync(lane, connection, room.id());
        return;
      }
      if (!lane.tell(connection, room.id(), frames)) {
        return;
      }
      reached = page.getLast().version();
    }
    lane.release(connection, room.id(), reached);
  }

  private List<Frame> frames(RoomView reader, List<PastCommit> page) {
    Sight sight = Sight.of(reader.role(), reader.type(), reader.settings());
    return page.stream()
        .map(commit ->
            new RoomChanges(reader.id(), commit.from(), commit.at(), commit.events(), sight))
        .map(sources.encoder()::encode)
        .toList();
  }

  private void resync(Lane lane, LiveConnection connection, RoomId room) {
    lane.tell(connection, room, List.of(sources.encoder().encode(new Resync(List.of(room)))));
    lane.release(connection, room, 0);
  }

  /// A client that comes back takes what it missed at its own pace; one that does not take it is
  /// closed.
  private boolean isCalm(LiveConnection connection) {
    boolean calm = connection.isCalm() || admission.meanwhile(connection::awaitCalm);
    if (!calm) {
      connection.close(CloseReason.TOO_SLOW);
    }
    return calm;
  }
}
