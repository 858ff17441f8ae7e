package io.tsubame.api.admin;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// What the operator's commands show, from this machine only. To anybody else the doors are not
/// there.
public final class AdminSecret {
  private final byte[] authorization;

  public AdminSecret(String secret) {
    authorization = ("Bearer " + secret).getBytes(StandardCharsets.UTF_8);
  }

  /// @param shown the header `authorization`
  public boolean admits(InetAddress client, @Nullable String shown) {
    return shown != null
        && MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), authorization)
        && isThisMachine(client);
  }

  /// Also where the server listens on one address of the machine that is no loopback address.
  private static boolean isThisMachine(InetAddress client) {
    try {
      return client.isLoopbackAddress() || NetworkInterface.getByInetAddress(client) != null;
    } catch (SocketException _) {
      return false;
    }
  }
}
