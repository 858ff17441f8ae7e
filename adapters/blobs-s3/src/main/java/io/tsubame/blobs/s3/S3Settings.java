package io.tsubame.blobs.s3;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where the storage is, and how long it is waited for.
///
/// @param endpoint null for Amazon's own of the region
/// @param pathStyle whether the bucket stands in the path, not in the name of the host
public record S3Settings(
    @Nullable URI endpoint,
    String region,
    String bucket,
    String accessKey,
    String secretKey,
    boolean pathStyle,
    Patience patience) {
  /// @param calls that wait for an answer at once; further ones are refused
  /// @param answer for calls that move no bytes of files
  /// @param transfer for calls that do, and for joining the parts of a large file
  public record Patience(int calls, Duration answer, Duration transfer) {}

  @Override
  public String toString() {
    return "S3Settings[" + endpoint + ", " + region + ", " + bucket + "]";
  }
}
