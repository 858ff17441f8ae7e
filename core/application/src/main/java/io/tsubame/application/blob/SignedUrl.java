package io.tsubame.application.blob;

import java.time.Instant;
import java.util.Map;

/// An address that works without any other permission, for one purpose, until it expires.
///
/// @param url absolute, or beginning with a slash where this server serves it itself
/// @param headers that the request must carry
public record SignedUrl(String url, Map<String, String> headers, Instant expiresAt) {
  public SignedUrl {
    headers = Map.copyOf(headers);
  }

  /// The same as an absolute URL.
  ///
  /// @param base where clients reach this server, without a slash at the end
  public String absolute(String base) {
    return url.startsWith("/") ? base + url : url;
  }
}
