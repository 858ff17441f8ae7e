package io.tsubame.inspection;

import java.time.Duration;

/// What a preview may cost.
///
/// @param heapMegabytes of the process that makes previews
/// @param perFile after which that process is ended, and the file has no preview
/// @param fileBytes of a larger file there is none
/// @param pixels of a larger picture there is none
public record PreviewLimits(int heapMegabytes, Duration perFile, long fileBytes, long pixels) {
  /// What a server uses that nobody configured.
  public static final PreviewLimits DEFAULT =
      new PreviewLimits(192, Duration.ofSeconds(20), 100L << 20, 100_000_000);
}
