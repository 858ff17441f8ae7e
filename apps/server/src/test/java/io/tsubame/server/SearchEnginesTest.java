package io.tsubame.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Unavailable;
import io.tsubame.search.opensearch.OpenSearchConfig.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SearchEnginesTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("OPENSEARCH_USERNAME", "u", "OPENSEARCH_PASSWORD", "p");

  @TempDir private Path folder;

  @Test
  @DisplayName("[SX5] credentials come from the file, else from the environment, or are none")
  void credentials() throws IOException {
    Path file = folder.resolve("credentials");
    assertThat(SearchEngines.credentials(file, Map.of())).isNull();
    assertThat(SearchEngines.credentials(file, ENVIRONMENT)).isEqualTo(new Credentials("u", "p"));
    assertThatThrownBy(() -> SearchEngines.credentials(file, Map.of("OPENSEARCH_USERNAME", "half")))
        .isInstanceOf(Unavailable.class);

    Files.writeString(file, "user \n\n pass word\n");
    assertThat(SearchEngines.credentials(file, ENVIRONMENT))
        .isEqualTo(new Credentials("user", "pass word"));
    Files.writeString(file, "user\n");
    assertThatThrownBy(() -> SearchEngines.credentials(file, ENVIRONMENT))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  @DisplayName("[SX5] no text shows the password")
  void secret() {
    assertThat(new Credentials("user", "hidden").toString()).doesNotContain("hidden");
  }
}
