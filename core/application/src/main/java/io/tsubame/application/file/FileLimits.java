package io.tsubame.application.file;

import java.time.Duration;

/// Every bound on files.
///
/// @param fileBytes of one file
/// @param partBytes of the parts of a file that comes in several
/// @param organizationBytes that the files of an organization's people may take; 0 for no bound
/// @param uploadLifetime from the beginning of an upload until its parts are forgotten
/// @param uploadUrl how long a part may be on its way
/// @param downloadUrl how long a download may take to begin
/// @param grace from the deletion of a file until its bytes are gone
public record FileLimits(
    long fileBytes,
    long partBytes,
    long organizationBytes,
    Duration uploadLifetime,
    Duration uploadUrl,
    Duration downloadUrl,
    Duration grace) {
  /// What a server uses that nobody configured.
  public static final FileLimits DEFAULT =
      new FileLimits(
          5L << 30,
          16L << 20,
          0,
          Duration.ofDays(1),
          Duration.ofHours(1),
          Duration.ofMinutes(5),
          Duration.ofDays(7));
}
