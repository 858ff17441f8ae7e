package io.tsubame.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TsubameTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  @DisplayName("version prints one line on standard output")
  void version() {
    assertThat(run("version")).isZero();
    assertThat(out.toString().lines()).containsExactly("tsubame " + Version.text());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  @DisplayName("--help lists the commands")
  void help() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Usage: tsubame").contains("version");
  }

  @Test
  @DisplayName("no command and an unknown command are misuse, told on standard error")
  void misuse() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("fly")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("A command is needed.").contains("fly");
  }

  private int run(String... args) {
    return Tsubame.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
