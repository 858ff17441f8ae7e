package io.tsubame.search.opensearch;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Where OpenSearch is, and the bounds of the search index on it.
///
/// @param addresses of its nodes, `https://host:port` or `http://host:port`
/// @param index begins the names of the indexes; no other data may use it
/// @param credentials a file of two lines: user and password; where it is not there, the usual
///   variables of the environment are used, and where these are not, none
/// @param certificates a file of the certificates that are trusted, in PEM form; where it is not
///   there, those that Java trusts
/// @param shards into which an index is cut when it is made
/// @param replicas of each, when it is made
/// @param refresh after which changes can be found
/// @param commit after which it is noted how far the log is in the index; what is not noted comes
///   again
/// @param searches that wait for an answer at once; further ones are refused as overload
/// @param answer within which OpenSearch answers
/// @param bulkDocuments that are sent together
/// @param bulkBytes that are sent together; one document may have more
/// @param retries of what could not be written for a reason that may pass
public record OpenSearchConfig(
    List<String> addresses,
    String index,
    Path credentials,
    Path certificates,
    int shards,
    int replicas,
    Duration refresh,
    Duration commit,
    int searches,
    Duration answer,
    int bulkDocuments,
    int bulkBytes,
    int retries) {
  /// What a server uses that nobody configured.
  public static final OpenSearchConfig DEFAULT =
      new OpenSearchConfig(
          List.of("http://127.0.0.1:9200"),
          "tsubame-search",
          Path.of("./opensearch-credentials"),
          Path.of("./opensearch-certificates.pem"),
          1,
          1,
          Duration.ofMillis(250),
          Duration.ofSeconds(2),
          32,
          Duration.ofSeconds(5),
          1_000,
          4 << 20,
          4);

  public OpenSearchConfig {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("OpenSearch has at least one address");
    }
    addresses.forEach(OpenSearchConfig::checkAddress);
    if (!index.matches("[a-z0-9][a-z0-9_-]{0,99}")) {
      throw new IllegalArgumentException(
          "the name of an index has small letters, digits, - and _, not '" + index + "'");
    }
    if (shards < 1 || searches < 1 || bulkDocuments < 1 || bulkBytes < 1 || retries < 0) {
      throw new IllegalArgumentException("every bound of the index is at least 1");
    }
  }

  private static void checkAddress(String address) {
    URI uri = URI.create(address);
    boolean absolute =
        uri.getHost() != null && uri.getScheme() != null && uri.getScheme().matches("https?");
    if (!absolute || !(uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))) {
      throw new IllegalArgumentException(
          "an address is such as https://search.example.com:9200, not '" + address + "'");
    }
  }

  /// With what this server says who it is.
  public record Credentials(String user, String password) {
    @Override
    public String toString() {
      return "Credentials[" + user + "]";
    }
  }
}
