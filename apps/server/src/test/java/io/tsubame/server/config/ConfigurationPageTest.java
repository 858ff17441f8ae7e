package io.tsubame.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Compares the page with the code. To write it anew: `bin/test -pl apps/server -am
/// -Dtest=ConfigurationPageTest -Dtsubame.write-docs`.
final class ConfigurationPageTest {
  /// Modules are tested in their own folder.
  private static final Path PAGE = Path.of("../../docs/ops/configuration.md");

  @Test
  @DisplayName("docs/ops/configuration.md says what the code says")
  void current() throws IOException {
    if (System.getProperty("tsubame.write-docs") != null) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, ConfigurationPage.text());
    }
    assertThat(PAGE).hasContent(ConfigurationPage.text());
  }
}
