package io.tsubame.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// Where the running server of a data directory is, and the secret by which the operator's commands
/// show that they may read that directory. Kept in `server.json`, which only its owner can read,
/// while the server runs.
record Address(String url, String secret) {
  private static final String FILE = "server.json";
  private static final JsonMapper JSON = new JsonMapper();

  /// How this machine reaches a server that listens on the host.
  static String url(String host, int port) {
    boolean everywhere = host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
    String name = everywhere ? "127.0.0.1" : host;
    return "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
  }

  /// The server that last said it runs there; it may have died since.
  static Optional<Address> of(Path data) {
    Path file = data.resolve(FILE);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode content = JSON.readTree(Files.readAllBytes(file));
      return Optional.of(
          new Address(content.path("url").asText(), content.path("secret").asText()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + file, unreadable);
    }
  }

  void publish(Path data) {
    try {
      Path draft =
          Files.createTempFile(
              data,
              "server",
              ".tmp",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(
          draft,
          JSON.writeValueAsBytes(JSON.createObjectNode().put("url", url).put("secret", secret)));
      Files.move(draft, data.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write into " + data, failure);
    }
  }

  static void withdraw(Path data) {
    try {
      Files.deleteIfExists(data.resolve(FILE));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot remove " + data.resolve(FILE), failure);
    }
  }
}
