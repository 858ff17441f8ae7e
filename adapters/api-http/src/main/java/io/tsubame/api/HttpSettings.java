package io.tsubame.api;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the server listens and how it stops.
///
/// @param port 0 for any free one
/// @param publicUrl where clients reach the server, where that is not how they address it
/// @param trustedProxies whose `x-forwarded-for` is believed: addresses, or networks such as
///   `10.0.0.0/8`
/// @param drain how long it waits for calls in progress when it stops
public record HttpSettings(
    String host,
    int port,
    @Nullable URI publicUrl,
    List<String> trustedProxies,
    Duration drain,
    ServerLimits limits) {

  /// @throws IllegalArgumentException where a proxy is no address or network
  public HttpSettings {
    trustedProxies = List.copyOf(trustedProxies);
    TrustedProxies _ = TrustedProxies.of(trustedProxies);
  }

  public static HttpSettings local(int port) {
    return new HttpSettings(
        "127.0.0.1", port, null, List.of(), Duration.ofSeconds(10), ServerLimits.DEFAULT);
  }

  public HttpSettings with(ServerLimits newLimits) {
    return new HttpSettings(host, port, publicUrl, trustedProxies, drain, newLimits);
  }

  public HttpSettings trusting(String... proxies) {
    return new HttpSettings(host, port, publicUrl, List.of(proxies), drain, limits);
  }
}
