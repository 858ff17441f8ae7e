package io.tsubame.sessions.redis;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// Where Redis is, and the bounds of what is asked of it.
///
/// @param address `rediss://host:port`, or `redis://host:port` without TLS
/// @param namespace begins the names of all keys; no other data may use it
/// @param credentials a file of two lines: user and password, the user `default` where Redis knows
///   no users; where it is not there, the usual variables of the environment are used, and where
///   these are not, none
/// @param certificates a file of the certificates that are trusted, in PEM form; where it is not
///   there, those that Java trusts
/// @param connections at once; callers beyond wait for one
/// @param answer within which Redis answers
/// @param replicas that must have what a sign-out removed before it counts as done
/// @param maxEntries of the session store that have not ended; a new key beyond it is refused as
///   overload
public record RedisConfig(
    String address,
    String namespace,
    Path credentials,
    Path certificates,
    int connections,
    Duration answer,
    int replicas,
    long maxEntries) {
  /// What a server uses that nobody configured.
  public static final RedisConfig DEFAULT =
      new RedisConfig(
          "redis://127.0.0.1:6379",
          "tsubame",
          Path.of("./redis-credentials"),
          Path.of("./redis-certificates.pem"),
          32,
          Duration.ofSeconds(1),
          0,
          5_000_000);

  private static final int USUAL_PORT = 6379;
  private static final String WITH_TLS = "rediss";

  public RedisConfig {
    URI uri = URI.create(address);
    boolean absolute =
        uri.getHost() != null && uri.getScheme() != null && uri.getScheme().matches("rediss?");
    if (!absolute || uri.getRawUserInfo() != null || !uri.getRawPath().matches("/?")) {
      throw new IllegalArgumentException(
          "an address is such as rediss://redis.example.com:6379, without a password");
    }
    if (!namespace.matches("[A-Za-z0-9_.-]{1,100}")) {
      throw new IllegalArgumentException(
          "a namespace has letters, digits, _, . and -, not '" + namespace + "'");
    }
    if (connections < 1 || answer.toMillis() < 1 || replicas < 0 || maxEntries < 1) {
      throw new IllegalArgumentException("every bound of Redis is at least 1");
    }
  }

  String host() {
    return URI.create(address).getHost();
  }

  int port() {
    int port = URI.create(address).getPort();
    return port < 0 ? USUAL_PORT : port;
  }

  boolean isEncrypted() {
    return URI.create(address).getScheme().equals(WITH_TLS);
  }

  /// With what this server says who it is.
  public record Credentials(String user, String password) {
    @Override
    public String toString() {
      return "Credentials[" + user + "]";
    }
  }
}
