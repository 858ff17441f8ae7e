package io.tsubame.api;

import com.linecorp.armeria.common.util.InetAddressPredicates;
import com.linecorp.armeria.server.ProxiedAddresses;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Predicate;

/// The proxies that are believed when they say for whom they ask.
final class TrustedProxies {
  private final List<Predicate<InetAddress>> networks;

  private TrustedProxies(List<Predicate<InetAddress>> networks) {
    this.networks = networks;
  }

  /// @param networks addresses, or networks such as `10.0.0.0/8`
  /// @throws IllegalArgumentException where one is neither
  static TrustedProxies of(List<String> networks) {
    return new TrustedProxies(networks.stream().map(TrustedProxies::network).toList());
  }

  private static Predicate<InetAddress> network(String text) {
    int slash = text.indexOf('/');
    InetAddress address =
        NetUtil.createInetAddressFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      throw notANetwork(text);
    }
    if (slash < 0) {
      return InetAddressPredicates.ofExact(address);
    }
    try {
      int bits = Integer.parseInt(text.substring(slash + 1));
      return InetAddressPredicates.ofCidr(address, bits);
    } catch (IllegalArgumentException _) {
      throw notANetwork(text);
    }
  }

  private static IllegalArgumentException notANetwork(String text) {
    return new IllegalArgumentException(
        "trusted-proxies must be addresses or networks such as 10.0.0.0/8, not '" + text + "'");
  }

  boolean isTrusted(InetAddress address) {
    for (Predicate<InetAddress> network : networks) {
      if (network.test(address)) {
        return true;
      }
    }
    return false;
  }

  /// Who asks, of the addresses that `x-forwarded-for` lists. Each proxy adds on the right whom it
  /// serves, so from the first that is not trusted on, the rest is only what somebody claims.
  InetSocketAddress client(ProxiedAddresses claimed) {
    for (InetSocketAddress address : claimed.destinationAddresses().reversed()) {
      if (!isTrusted(address.getAddress())) {
        return address;
      }
    }
    return claimed.sourceAddress();
  }
}
