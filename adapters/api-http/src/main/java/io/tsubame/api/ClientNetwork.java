package io.tsubame.api;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Where requests come from, as far as one client can choose its address: an IPv4 address, or the
/// network of 64 bits that whoever has an IPv6 address has all of.
public record ClientNetwork(String prefix) {
  private static final int IPV6_NETWORK_BYTES = 8;

  public static ClientNetwork of(InetAddress address) {
    byte[] bytes = address.getAddress();
    return new ClientNetwork(
        HexFormat.of()
            .formatHex(
                address instanceof Inet6Address
                    ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES)
                    : bytes));
  }
}
