package io.tsubame.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Unavailable;
import io.tsubame.server.BlobStores.Credentials;
import io.tsubame.server.config.Configuration.FileStorage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BlobStoresTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "s");

  @TempDir private Path folder;

  @Test
  @DisplayName("credentials come from the file, or else from the environment")
  void credentials() throws IOException {
    Path file = folder.resolve("credentials");
    assertThat(BlobStores.credentials(file, ENVIRONMENT)).isEqualTo(new Credentials("a", "s"));
    assertThatThrownBy(() -> BlobStores.credentials(file, Map.of("AWS_ACCESS_KEY_ID", "a")))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining(file.toString());

    Files.writeString(file, "access \n\n secret\n");
    assertThat(BlobStores.credentials(file, ENVIRONMENT))
        .isEqualTo(new Credentials("access", "secret"));
    Files.writeString(file, "access\n");
    assertThatThrownBy(() -> BlobStores.credentials(file, ENVIRONMENT))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  @DisplayName("no text shows the secret")
  void secret() {
    assertThat(new Credentials("access", "hidden").toString()).doesNotContain("hidden");
  }

  @ParameterizedTest
  @DisplayName("browsers are told where the storage is")
  @CsvSource({
    "http://127.0.0.1:9000,path,http://127.0.0.1:9000",
    "https://s3.example.com,path,https://s3.example.com",
    "https://s3.example.com,host,https://bucket.s3.example.com",
    ",path,https://s3.eu-north-1.amazonaws.com",
    ",host,https://bucket.s3.eu-north-1.amazonaws.com",
  })
  void origin(URI endpoint, String addressing, String origin) {
    FileStorage storage =
        new FileStorage(
            FileStorage.S3,
            endpoint,
            "eu-north-1",
            "bucket",
            addressing,
            Path.of("x"),
            1,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    assertThat(BlobStores.origin(storage)).contains(origin);
    assertThat(BlobStores.origin(FileStorage.DEFAULT)).isEmpty();
  }
}
