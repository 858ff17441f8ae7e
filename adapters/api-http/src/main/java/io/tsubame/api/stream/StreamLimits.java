package io.tsubame.api.stream;

import java.time.Duration;

/// Bounds of the live stream, most of them of one connection.
///
/// @param openingsPerMinute of one account, since each makes the server read much; 0 for unlimited
/// @param countedAccounts accounts whose openings are counted at once
/// @param queuedFrames frames that wait for a slow reader, beyond which the connection is closed
/// @param queuedBytes the same in bytes
/// @param frameBytes longest frame from a client
/// @param framesPerSecond from a client, on average over a second
/// @param heartbeat how often the server pings
/// @param resumeWithin how long a client that resumes may take to say what it has
/// @param calmWithin how long a client that comes back may take to read some of what it missed
/// @param closeWithin how long a client may take to note that it was closed
public record StreamLimits(
    int openingsPerMinute,
    int countedAccounts,
    int queuedFrames,
    int queuedBytes,
    int frameBytes,
    int framesPerSecond,
    Duration heartbeat,
    Duration resumeWithin,
    Duration calmWithin,
    Duration closeWithin) {
  public static final StreamLimits DEFAULT =
      new StreamLimits(
          120,
          100_000,
          1_000,
          1 << 20,
          256 << 10,
          50,
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5));
}
