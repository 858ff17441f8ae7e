package io.tsubame.api.v1;

import io.tsubame.api.Request;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/// Rule V3: guessing passwords and codes is slow, per address and per account. Ten tries at once
/// and then one each minute for an account, fifty and then one each ten seconds for an address.
final class Throttles {
  private static final int IPV6_NETWORK_BYTES = 8;

  private final Throttle accounts;
  private final Throttle addresses;

  Throttles(Clock clock) {
    accounts = new Throttle(10, Duration.ofMinutes(1), clock);
    addresses = new Throttle(50, Duration.ofSeconds(10), clock);
  }

  /// Takes a try of where the request comes from, and one of whom it is about.
  ///
  /// @param about an e-mail address or another name
  /// @throws io.tsubame.api.Refusal 429 where no try is left
  void take(Request request, String about) {
    takeAddress(request);
    accounts.take(about.toLowerCase(Locale.ROOT));
  }

  void takeAddress(Request request) {
    addresses.take(network(request.origin().client()));
  }

  /// After success.
  void reset(String about) {
    accounts.reset(about.toLowerCase(Locale.ROOT));
  }

  /// Whoever has an IPv6 address has a network of them.
  private static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(
            address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
  }
}
