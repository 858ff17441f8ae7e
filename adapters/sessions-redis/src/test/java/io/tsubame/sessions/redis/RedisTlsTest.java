package io.tsubame.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Unavailable;
import io.tsubame.testkit.redis.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Redis behind TLS.
final class RedisTlsTest {
  private static final String PASSWORD = "changeit";
  private static final byte[] KEY = {1};

  @TempDir private static Path directory;
  private static Path certificate;
  private static RedisServer server;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    certificate = directory.resolve("certificate.pem");
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=redis", "-ext", "san=ip:127.0.0.1");
    keytool("-exportcert", "-rfc", "-file", certificate.toString());
    port = RedisServer.freePort();
    server =
        RedisServer.start(
            directory,
            "--tls-port",
            Integer.toString(port),
            "--tls-cert-file",
            certificate.toString(),
            "--tls-key-file",
            key().toString(),
            "--tls-auth-clients",
            "no",
            "--tls-ca-cert-file",
            certificate.toString());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    String store = directory.resolve("keys.p12").toString();
    command.addAll(List.of("-alias", "redis", "-keystore", store, "-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor()).as("keytool").isZero();
  }

  private static Path key() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve("keys.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    byte[] key = keys.getKey("redis", PASSWORD.toCharArray()).getEncoded();
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
    return Files.writeString(
        directory.resolve("key.pem"),
        "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n",
        StandardCharsets.US_ASCII);
  }

  private static Redis redis(String host, Path certificates) {
    RedisConfig plain = RedisAwayTest.config("rediss://" + host + ":" + port, "test", 10);
    return Redis.at(
        new RedisConfig(
            plain.address(),
            plain.namespace(),
            plain.credentials(),
            certificates,
            plain.connections(),
            plain.answer(),
            plain.replicas(),
            plain.maxEntries()),
        null);
  }

  @Test
  @DisplayName("[RD6] over TLS, where the certificate is trusted")
  void trusted() {
    try (Redis redis = redis("127.0.0.1", certificate)) {
      RedisSessionStore store = new RedisSessionStore(redis);
      store.put(KEY, KEY, Duration.ofHours(1));
      assertThat(store.get(KEY)).isEqualTo(KEY);
    }
  }

  @Test
  @DisplayName("[RD6] not where it is not trusted, or is somebody else's")
  void stranger() {
    try (Redis unknown = redis("127.0.0.1", directory.resolve("none.pem"));
        Redis other = redis("localhost", certificate)) {
      assertThatThrownBy(() -> new RedisSessionStore(unknown).get(KEY))
          .isInstanceOf(Unavailable.class);
      assertThatThrownBy(() -> new RedisSessionStore(other).get(KEY))
          .isInstanceOf(Unavailable.class);
    }
  }
}
