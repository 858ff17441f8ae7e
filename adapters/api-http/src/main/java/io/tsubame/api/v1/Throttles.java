package io.tsubame.api.v1;

import io.tsubame.api.ClientNetwork;
import io.tsubame.api.Request;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/// Rule V3: guessing passwords and codes is slow, per address and per account. Ten tries at once
/// and then one each minute for an account, fifty and then one each ten seconds for an address.
final class Throttles {
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
    addresses.take(network(request));
  }

  /// After success: all tries of whom it was about, and the one of where it comes from, so that
  /// many people behind one address do not stand in each other's way.
  void succeeded(Request request, String about) {
    accounts.reset(about.toLowerCase(Locale.ROOT));
    succeeded(request);
  }

  /// After success that was about nobody yet.
  void succeeded(Request request) {
    addresses.giveBack(network(request));
  }

  private static String network(Request request) {
    return ClientNetwork.of(request.origin().client()).prefix();
  }
}
