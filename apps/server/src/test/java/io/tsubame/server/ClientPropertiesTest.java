package io.tsubame.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClientPropertiesTest {
  private static final String VARIABLE = "KAFKA_CLIENT_PROPERTIES";

  @TempDir private Path folder;

  @Test
  @DisplayName("what a client needs besides comes from the file, else from the environment")
  void sources() throws Exception {
    Path file = folder.resolve("client.properties");
    Map<String, String> environment = Map.of(VARIABLE, "a.b=1\nc=2");
    assertThat(ClientProperties.of(file, VARIABLE, Map.of())).isEmpty();
    assertThat(ClientProperties.of(file, VARIABLE, environment))
        .isEqualTo(Map.of("a.b", "1", "c", "2"));
    Files.writeString(file, "# from the vault\nsasl.jaas.config = x y=\"z\";\n");
    assertThat(ClientProperties.of(file, VARIABLE, environment))
        .isEqualTo(Map.of("sasl.jaas.config", "x y=\"z\";"));
    Files.writeString(file, "broken=\\u12");
    assertThatThrownBy(() -> ClientProperties.of(file, VARIABLE, environment))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining(file.toString());
  }
}
