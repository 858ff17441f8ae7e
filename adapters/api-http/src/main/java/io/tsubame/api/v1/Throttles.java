package io.tsubame.api.v1;

import io.tsubame.api.ClientNetwork;
import io.tsubame.api.Request;
import io.tsubame.api.ServerLimits;
import io.tsubame.application.limit.RateLimits;
import java.util.Locale;

/// Rule V3: guessing passwords and codes is slow, per address and per account. A few tries at once
/// and then one after each pause for an account; more for an address, behind which many may be.
final class Throttles {
  private final Throttle accounts;
  private final Throttle addresses;

  Throttles(ServerLimits limits, RateLimits counts) {
    accounts = new Throttle("sign-in-account", limits.signInTries(), limits.signInPause(), counts);
    addresses =
        new Throttle(
            "sign-in-address", 5 * limits.signInTries(), limits.signInPause().dividedBy(6), counts);
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
