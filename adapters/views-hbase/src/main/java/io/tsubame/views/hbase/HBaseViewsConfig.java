package io.tsubame.views.hbase;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Where HBase is, and the bounds of the views on it.
///
/// @param servers some masters or region servers of the cluster, as `host:port`; the client asks
///   them for the others
/// @param prefix begins the names of the tables, and may name a namespace that is there
///   (`chat:tsubame`); no other data may use it
/// @param regions into which a table is cut when it is made, 1 to 64; HBase cuts further by itself
/// @param compression of the tables when they are made; the region servers must have it
/// @param read within which a read is answered
/// @param write within which each step of a write is answered
/// @param calls that wait for an answer at once; further ones are refused as overload
/// @param pause after which HBase is asked again, where it does not answer
/// @param clientProperties what HBase's client needs besides, above all for TLS and signing in, by
///   the names of HBase's documentation
public record HBaseViewsConfig(
    List<String> servers,
    String prefix,
    int regions,
    Compression compression,
    Duration read,
    Duration write,
    int calls,
    Duration pause,
    Map<String, String> clientProperties) {
  /// What a server uses that nobody configured.
  public static final HBaseViewsConfig DEFAULT =
      new HBaseViewsConfig(
          List.of("127.0.0.1:16000"),
          "tsubame",
          16,
          Compression.SNAPPY,
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          1_024,
          Duration.ofSeconds(1),
          Map.of());

  /// By the names that HBase gives them.
  public enum Compression {
    NONE,
    GZ,
    SNAPPY,
    LZ4,
    ZSTD
  }

  public HBaseViewsConfig {
    servers = List.copyOf(servers);
    clientProperties = Map.copyOf(clientProperties);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("HBase has at least one address");
    }
    servers.forEach(HBaseViewsConfig::checkAddress);
    if (!prefix.matches("([A-Za-z0-9_]{1,50}:)?[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")) {
      throw new IllegalArgumentException(
          "the name of a table has letters, digits, _, . and -, not '" + prefix + "'");
    }
    if (regions < 1 || regions > RowKeys.SALTS) {
      throw new IllegalArgumentException(
          "a table begins with 1 to " + RowKeys.SALTS + " regions, not " + regions);
    }
    if (!read.isPositive() || !write.isPositive() || !pause.isPositive() || calls < 1) {
      throw new IllegalArgumentException("every bound of the views is more than nothing");
    }
  }

  public HBaseViewsConfig at(List<String> others) {
    return new HBaseViewsConfig(
        others, prefix, regions, compression, read, write, calls, pause, clientProperties);
  }

  public HBaseViewsConfig named(String other) {
    return new HBaseViewsConfig(
        servers, other, regions, compression, read, write, calls, pause, clientProperties);
  }

  public HBaseViewsConfig withTimes(Duration reads, Duration writes, Duration pauses) {
    return new HBaseViewsConfig(
        servers, prefix, regions, compression, reads, writes, calls, pauses, clientProperties);
  }

  private static void checkAddress(String address) {
    if (!address.matches("[A-Za-z0-9_.-]+:[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "an address is such as hbase1.example.com:16000, not '" + address + "'");
    }
  }
}
