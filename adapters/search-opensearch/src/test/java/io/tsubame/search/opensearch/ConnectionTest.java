package io.tsubame.search.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Unavailable;
import io.tsubame.application.search.SearchIndex;
import io.tsubame.search.opensearch.OpenSearchConfig.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How OpenSearch is reached, and what becomes of callers where it is not. What stands in for it
/// here answers every call alike; [OpenSearchIndexTest] has the real one.
final class ConnectionTest {
  private static final String PASSWORD = "changeit";

  @TempDir private static Path folder;
  private static Path store;
  private static Path certificate;

  @BeforeAll
  static void makeCertificate() throws IOException, InterruptedException {
    store = folder.resolve("keys.p12");
    certificate = folder.resolve("certificate.pem");
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=search", "-ext", "san=ip:127.0.0.1");
    keytool("-exportcert", "-rfc", "-file", certificate.toString());
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-alias", "search", "-keystore", store.toString(), "-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor()).as("keytool").isZero();
  }

  private static SSLContext tls() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static OpenSearchConfig config(String address, Path certificates, Duration answer) {
    OpenSearchConfig usual = OpenSearchIndexTest.config(URI.create(address), "test", answer);
    return new OpenSearchConfig(
        usual.addresses(),
        usual.index(),
        usual.credentials(),
        certificates,
        usual.shards(),
        usual.replicas(),
        usual.refresh(),
        usual.commit(),
        usual.searches(),
        answer,
        usual.bulkDocuments(),
        usual.bulkBytes(),
        0);
  }

  /// Says that nothing is there, to who is known.
  private static int guard(Relay.Call call) {
    // user:password
    boolean known = "Basic dXNlcjpwYXNzd29yZA==".equals(call.authorization());
    return known ? 404 : 401;
  }

  private static String failure(OpenSearchConfig config, Credentials credentials) {
    OpenSearchIndexes indexes = OpenSearchIndexes.at(config, credentials);
    try (SearchIndex index = indexes.open()) {
      index.checkpoint(0);
      return "";
    } catch (Unavailable failure) {
      return String.valueOf(failure.getMessage());
    } finally {
      indexes.close();
    }
  }

  @Test
  @DisplayName("[SX5] the server is trusted by its certificate, and told user and password")
  void secured() throws Exception {
    Duration answer = Duration.ofSeconds(20);
    Credentials credentials = new Credentials("user", "password");
    try (Relay relay = new Relay(URI.create("http://127.0.0.1:1"), tls(), ConnectionTest::guard)) {
      String address = "https://127.0.0.1:" + relay.port();
      String stranger = "https://localhost:" + relay.port();

      assertThat(failure(config(address, certificate, answer), credentials))
          .startsWith("OpenSearch refuses: status 404");
      assertThat(relay.calls()).isNotEmpty();
      assertThat(failure(config(address, certificate, answer), new Credentials("user", "other")))
          .startsWith("OpenSearch does not let this server in");
      int before = relay.calls().size();
      assertThat(failure(config(address, folder.resolve("none"), answer), credentials))
          .startsWith("OpenSearch does not answer");
      assertThat(failure(config(stranger, certificate, answer), credentials))
          .startsWith("OpenSearch does not answer");
      assertThat(relay.calls()).hasSize(before);
    }
  }

  @Test
  @DisplayName("[SX5] certificates that are none are told at once")
  void badCertificates() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    OpenSearchConfig config = config("https://127.0.0.1:1", empty, Duration.ofSeconds(1));
    assertThatThrownBy(() -> OpenSearchIndexes.at(config, null))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("empty.pem");
  }

  @Test
  @DisplayName("[SX3] who never answers holds up three callers, and no others")
  void silence() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    List<Socket> held = new ArrayList<>();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              while (true) {
                Socket socket = silent.accept();
                connections.incrementAndGet();
                held.add(socket);
              }
            } catch (IOException _) {
              // closed
            }
          });
      OpenSearchIndexes indexes =
          OpenSearchIndexes.at(
              config(
                  "http://127.0.0.1:" + silent.getLocalPort(),
                  folder.resolve("none"),
                  Duration.ofMillis(300)),
              null);
      try (SearchIndex index = indexes.open()) {
        for (int i = 0; i < 100; i++) {
          assertThatThrownBy(() -> OpenSearchIndexTest.found(index, "text"))
              .isInstanceOf(Unavailable.class);
        }
      }
      indexes.close();
      for (Socket socket : held) {
        socket.close();
      }
    }
    assertThat(connections.get()).isBetween(1, 4);
  }

  @Test
  @DisplayName("[SX5] addresses and names that cannot be right are refused")
  void badConfiguration() {
    for (String address :
        List.of("search:9200", "ftp://search", "http://search/path", "http:///")) {
      assertThatThrownBy(
              () -> OpenSearchIndexTest.config(URI.create(address), "test", Duration.ofSeconds(1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() ->
            OpenSearchIndexTest.config(URI.create("http://search"), "Test*", Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
