package io.tsubame.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandLineIT {
  private static final Path CHECKOUT = Path.of(System.getProperty("tsubame.checkout"));

  @TempDir Path elsewhere;

  @Test
  @DisplayName("the packaged program runs from any folder and knows its version")
  void version() throws Exception {
    Process process =
        new ProcessBuilder(CHECKOUT.resolve("bin/tsubame").toString(), "version")
            .directory(elsewhere.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(output).matches("tsubame \\d+\\.\\d+\\.\\d+\\S*\n");
  }
}
