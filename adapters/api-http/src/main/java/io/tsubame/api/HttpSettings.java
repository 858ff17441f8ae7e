package io.tsubame.api;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where the server listens and how it stops.
///
/// @param port 0 for any free one
/// @param publicUrl where clients reach the server, where that is not how they address it
/// @param drain how long it waits for calls in progress when it stops
public record HttpSettings(
    String host, int port, @Nullable URI publicUrl, Duration drain, ServerLimits limits) {

  public static HttpSettings local(int port) {
    return new HttpSettings("127.0.0.1", port, null, Duration.ofSeconds(10), ServerLimits.DEFAULT);
  }

  public HttpSettings with(ServerLimits newLimits) {
    return new HttpSettings(host, port, publicUrl, drain, newLimits);
  }
}
