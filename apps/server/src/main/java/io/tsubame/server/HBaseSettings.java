package io.tsubame.server;

import io.tsubame.views.hbase.HBaseViewsConfig;
import io.tsubame.views.hbase.HBaseViewsConfig.Compression;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What can be chosen about the views on HBase: see [HBaseViewsConfig].
///
/// @param compression one of [#COMPRESSIONS]
/// @param clientProperties a file of what HBase's client needs besides, such as for TLS and signing
///   in; where it is not there, nothing
public record HBaseSettings(
    List<String> servers,
    String prefix,
    int regions,
    String compression,
    Duration read,
    Duration write,
    int calls,
    Duration pause,
    Path clientProperties) {
  /// By the names that HBase gives them.
  public static final List<String> COMPRESSIONS =
      Arrays.stream(Compression.values()).map(Compression::name).toList();

  /// What a node uses that nobody configured.
  public static final HBaseSettings DEFAULT = of(HBaseViewsConfig.DEFAULT);

  public HBaseSettings {
    servers = List.copyOf(servers);
    HBaseViewsConfig _ =
        new HBaseViewsConfig(
            servers,
            prefix,
            regions,
            Compression.valueOf(compression),
            read,
            write,
            calls,
            pause,
            Map.of());
  }

  /// The same without a file.
  public static HBaseSettings of(HBaseViewsConfig config) {
    return new HBaseSettings(
        config.servers(),
        config.prefix(),
        config.regions(),
        config.compression().name(),
        config.read(),
        config.write(),
        config.calls(),
        config.pause(),
        Path.of("./hbase-client.properties"));
  }

  /// @throws io.tsubame.application.Unavailable where the file cannot be read
  HBaseViewsConfig config() {
    return new HBaseViewsConfig(
        servers,
        prefix,
        regions,
        Compression.valueOf(compression),
        read,
        write,
        calls,
        pause,
        ClientProperties.of(clientProperties, "HBASE_CLIENT_PROPERTIES", System.getenv()));
  }
}
