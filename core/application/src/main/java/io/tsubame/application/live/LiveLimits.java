package io.tsubame.application.live;

/// Bounds of the live hub.
///
/// @param lanes loops that deliver in parallel; a room and an account each stay in one
/// @param laneQueue commits that may wait in a lane; beyond it all its connections are closed and
///   resume
/// @param frameBytes longest frame of a room; who follows the room fetches it in place of a longer
///   one. Well below what may wait for a slow reader, so that it cannot cut off anybody
/// @param heldFrames frames held back for one connection and room while it catches up; together no
///   longer than two of the longest
/// @param resumeEvents changes of one room that a resume replays at most
/// @param resumeEventsInAll the same of all its rooms; the client fetches the others
/// @param resumeBytes of the log that a resume reads at once
/// @param connectionsPerAccount beyond it the oldest is closed
/// @param comingAtOnce clients that are brought up to date at the same time; the others wait
/// @param viewedRooms rooms that one connection may show at once
/// @param presenceListed people of a room listed as present at most
public record LiveLimits(
    int lanes,
    int laneQueue,
    int frameBytes,
    int heldFrames,
    int resumeEvents,
    int resumeEventsInAll,
    int resumeBytes,
    int connectionsPerAccount,
    int comingAtOnce,
    int viewedRooms,
    int presenceListed) {
  public static final LiveLimits DEFAULT =
      new LiveLimits(4, 20_000, 512 << 10, 500, 500, 10_000, 64 << 10, 20, 32, 8, 500);
}
