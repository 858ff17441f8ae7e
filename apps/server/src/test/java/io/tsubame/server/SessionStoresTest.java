package io.tsubame.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Unavailable;
import io.tsubame.sessions.redis.RedisConfig.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionStoresTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("REDIS_USERNAME", "u", "REDIS_PASSWORD", "p");

  @TempDir private Path folder;

  @Test
  @DisplayName("[RD6] credentials come from the file, else from the environment, or are none")
  void credentials() throws IOException {
    Path file = folder.resolve("credentials");
    assertThat(SessionStores.credentials(file, Map.of())).isNull();
    assertThat(SessionStores.credentials(file, ENVIRONMENT)).isEqualTo(new Credentials("u", "p"));
    assertThat(SessionStores.credentials(file, Map.of("REDIS_PASSWORD", "p")))
        .isEqualTo(new Credentials("default", "p"));

    Files.writeString(file, "user \n\n pass word\n");
    assertThat(SessionStores.credentials(file, ENVIRONMENT))
        .isEqualTo(new Credentials("user", "pass word"));
    assertThat(SessionStores.credentials(file, ENVIRONMENT).toString()).doesNotContain("pass");
    Files.writeString(file, "user\n");
    assertThatThrownBy(() -> SessionStores.credentials(file, ENVIRONMENT))
        .isInstanceOf(Unavailable.class);
  }
}
