package io.tsubame.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tsubame.server.ClusterSettings;
import io.tsubame.server.config.Configuration.FileStorage;
import io.tsubame.server.config.ConfigurationReader.Option;
import io.tsubame.server.config.ConfigurationReader.Read;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void file() {
    file = folder.resolve("tsubame.yaml");
  }

  @Test
  @DisplayName("without a file, variables and options everything has its default")
  void defaults() throws Exception {
    Read read = ConfigurationReader.read(Optional.empty(), Map.of("PATH", "/bin"), Map.of());
    assertThat(read.configuration()).isEqualTo(Configuration.DEFAULT);
    assertThat(read.origins()).isEmpty();
  }

  @Test
  @DisplayName("a file gives values of every kind")
  void file_values() throws Exception {
    Configuration configuration =
        read("""
        storage:
          directory: /srv/tsubame
        server:
          host: "::1"
          port: 9_000
          public-url: https://chat.example.com
          drain: 1500ms
          limits:
            call-window: 10m
        stream: {queued-bytes: 2 MiB}
        reactions: [party, coffee]
        engine:
          shard:
            cached-bytes: 8MiB
        """)
            .configuration();
    assertThat(configuration.storage().directory()).isEqualTo(Path.of("/srv/tsubame"));
    assertThat(configuration.server().host()).isEqualTo("::1");
    assertThat(configuration.server().port()).isEqualTo(9_000);
    assertThat(configuration.server().publicUrl())
        .isEqualTo(URI.create("https://chat.example.com"));
    assertThat(configuration.server().drain()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(configuration.server().limits().callWindow()).isEqualTo(Duration.ofMinutes(10));
    assertThat(configuration.stream().queuedBytes()).isEqualTo(2 << 20);
    assertThat(configuration.reactions()).containsExactly("party", "coffee");
    assertThat(configuration.engine().shard().cachedBytes()).isEqualTo(8L << 20);
    assertThat(configuration.limits()).isEqualTo(Configuration.DEFAULT.limits());
  }

  @Test
  @DisplayName("where only some words mean something, others are refused")
  void words() throws Exception {
    assertThat(read("file-storage: {kind: s3, addressing: host}").configuration().fileStorage())
        .extracting(FileStorage::kind, FileStorage::addressing)
        .containsExactly("s3", "host");
    assertThat(faultsOf("file-storage: {kind: tape}"))
        .containsExactly(file + ":1: file-storage.kind must be directory or s3, not 'tape'");
  }

  @Test
  @DisplayName("a node of a cluster says in one line what of it would be its own")
  void cluster() throws Exception {
    assertThat(faultsOf("profile: cluster"))
        .containsExactly(
            "profile: cluster needs what its nodes share: cluster.name, which no other node has,"
                + " file-storage.kind: s3, search.engine: opensearch, sessions.store: redis");
    assertThat(read("{}").configuration().nodeSettings()).isNull();
    ClusterSettings node =
        read("""
        profile: cluster
        cluster: {name: node-1, host: 10.0.0.1, port: 21011, seeds: ["10.0.0.1:21011"]}
        kafka: {servers: "k1:9092,k2:9092", topic: log, replicas: 3, min-in-sync-replicas: 2}
        hbase: {servers: ["h1:16000"], prefix: chat, regions: 4, compression: NONE}
        file-storage: {kind: s3}
        search: {engine: opensearch}
        sessions: {store: redis}
        """)
            .configuration()
            .nodeSettings();
    assertThat(node).isNotNull();
    assertThat(node.node().seeds()).containsExactly("10.0.0.1:21011");
    assertThat(node.kafka().topic()).isEqualTo("log");
    assertThat(node.hbase().compression()).isEqualTo("NONE");
    assertThat(faultsOf("hbase: {servers: [nowhere]}"))
        .singleElement()
        .asString()
        .contains("hbase.");
  }

  @Test
  @DisplayName("an option wins over a variable, and a variable over the file")
  void precedence() throws Exception {
    Files.writeString(file, "server: {host: a.example, port: 1, drain: 1s}\n");
    Read read =
        ConfigurationReader.read(
            Optional.of(file),
            Map.of("TSUBAME_SERVER_HOST", "b.example", "TSUBAME_SERVER_PORT", "2"),
            Map.of("server.port", new Option("--port", "3")));
    assertThat(read.configuration().server().host()).isEqualTo("b.example");
    assertThat(read.configuration().server().port()).isEqualTo(3);
    assertThat(read.configuration().server().drain()).isEqualTo(Duration.ofSeconds(1));
    assertThat(read.origins())
        .containsEntry("server.host", "TSUBAME_SERVER_HOST")
        .containsEntry("server.port", "--port")
        .containsEntry("server.drain", file + ":1");
  }

  @Test
  @DisplayName("all faults are told together, each with where it is and what was meant")
  void faults() throws IOException {
    Files.writeString(
        file,
        """
        server:
          prot: 9000
          port: 90000
          drain: soon
        limits:
          message-length: many
        live: 7
        """);
    ConfigurationFaults faults =
        catchThrowableOfType(
            ConfigurationFaults.class,
            () ->
                ConfigurationReader.read(
                    Optional.of(file),
                    Map.of("TSUBAME_SERVER_HSOT", "x", "TSUBAME_BUILD", "never"),
                    Map.of("server.port", new Option("--port", "eighty"))));
    assertThat(faults.faults())
        .containsExactlyInAnyOrder(
            file + ":2: there is no server.prot; did you mean server.port?",
            file + ":4: server.drain must be a duration such as 500ms, 30s, 5m or 2h, not 'soon'",
            file + ":6: limits.message-length must be a whole number, not 'many'",
            file + ":7: there is no live",
            "environment: there is no TSUBAME_SERVER_HSOT; did you mean TSUBAME_SERVER_HOST?",
            "--port: server.port must be a whole number, not 'eighty'");
    assertThat(faults).hasMessage("The configuration has 6 faults");
  }

  @Test
  @DisplayName("a value out of its bounds is refused with the bounds")
  void bounds() {
    assertThat(faultsOf("server: {port: 65536}"))
        .containsExactly(file + ":1: server.port must be 0 to 65535, not 65536");
    assertThat(faultsOf("engine: {shard: {turn: 0}}"))
        .containsExactly(file + ":1: engine.shard.turn must be 1 or more, not 0");
    assertThat(faultsOf("server: {drain: 0s}"))
        .containsExactly(file + ":1: server.drain must be positive");
    assertThat(faultsOf("limits: {message-length: 99999999999999}"))
        .singleElement()
        .asString()
        .contains("must be a whole number");
  }

  @Test
  @DisplayName("a file that is missing, no YAML, or says something twice is told")
  void brokenFiles() {
    ConfigurationFaults missing =
        catchThrowableOfType(
            ConfigurationFaults.class,
            () -> ConfigurationReader.read(Optional.of(file), Map.of(), Map.of()));
    assertThat(missing.faults()).containsExactly(file + ": there is no such file");
    assertThat(faultsOf("server:\n  port: [1\n"))
        .singleElement()
        .asString()
        .startsWith(file + ":3: is not YAML: ");
    assertThat(faultsOf("server: {port: 1}\nserver: {port: 2}\n"))
        .containsExactly(file + ":2: server stands here a second time");
    assertThat(faultsOf("- a\n- b\n"))
        .containsExactly(file + ":1: there must be keys with values here");
  }

  @Test
  @DisplayName("what is printed is a file that gives the same")
  void printed() throws Exception {
    Read read =
        read("server: {public-url: 'https://x.example/a', drain: 90s}\nreactions: [a, b]\n");
    String text = ConfigurationText.of(read);
    assertThat(text).contains("drain: 90s # " + file + ":1").contains("reactions: [\"a\", \"b\"]");
    assertThat(read(text).configuration()).isEqualTo(read.configuration());
  }

  @Test
  @DisplayName("every key has a note, every note a key, and no two keys share a variable")
  void notes() {
    List<Key> keys = RecordTree.keys(Configuration.DEFAULT);
    assertThat(keys)
        .extracting(Key::name)
        .containsExactlyInAnyOrderElementsOf(KeyNotes.all().keySet());
    assertThat(keys).extracting(Key::variable).doesNotHaveDuplicates();
    assertThat(keys)
        .allSatisfy(key ->
            assertThat(KeyNotes.of(key.name()).fault(key.fallback())).as(key.name()).isEmpty());
  }

  private Read read(String text) throws Exception {
    Files.writeString(file, text);
    return ConfigurationReader.read(Optional.of(file), Map.of(), Map.of());
  }

  private List<String> faultsOf(String text) {
    return catchThrowableOfType(ConfigurationFaults.class, () -> read(text)).faults();
  }
}
