package io.tsubame.application.move;

import java.time.Duration;

/// Every bound of a move.
///
/// @param pageRecords that are copied at once
/// @param pageBytes about how much is copied at once
/// @param rest after each page while most is copied, in times of what the page took: so the people
///   at the source get their share of the machine
/// @param lag with how many records to go the source is closed for writing
/// @param rounds in which the lag has to become so small
/// @param filesAtOnce that are copied at the same time
/// @param partBytes of the parts of files that came in several, to check their checksums
/// @param attempts at what fails for a reason that may pass
/// @param leastBackoff between them
/// @param greatestBackoff to which it doubles
public record MoveLimits(
    int pageRecords,
    int pageBytes,
    double rest,
    long lag,
    int rounds,
    int filesAtOnce,
    long partBytes,
    int attempts,
    Duration leastBackoff,
    Duration greatestBackoff) {
  /// With files that came in parts of so many bytes.
  public static MoveLimits of(long partBytes) {
    return new MoveLimits(
        512,
        1 << 20,
        1,
        2_000,
        100,
        4,
        partBytes,
        10,
        Duration.ofMillis(50),
        Duration.ofSeconds(2));
  }

  public MoveLimits {
    if (pageRecords < 1
        || pageBytes < 1
        || rest < 0
        || lag < 0
        || rounds < 1
        || filesAtOnce < 1
        || partBytes < 1
        || attempts < 1) {
      throw new IllegalArgumentException("not the limits of a move");
    }
  }
}
