package io.tsubame.application.move;

import java.time.Duration;
import java.util.List;

/// What a move did.
///
/// @param move its name
/// @param switched whether the data is at the target now; else it was copied, and the source serves
/// @param records of the source's log, of which the openings were left out
/// @param commits that are at the target
/// @param files that were copied, or were there, and were compared
/// @param fileBytes of these
/// @param leftFiles that are missing or damaged at the source, the first of them
/// @param closed how long the source took no changes before the target was open
public record MoveReport(
    String move,
    boolean switched,
    long records,
    long commits,
    long files,
    long fileBytes,
    List<String> leftFiles,
    Duration closed) {
  public MoveReport {
    leftFiles = List.copyOf(leftFiles);
  }
}
