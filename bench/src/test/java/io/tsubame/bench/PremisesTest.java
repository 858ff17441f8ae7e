package io.tsubame.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PremisesTest {
  @TempDir private Path root;

  @Test
  @DisplayName("the newest of what a pattern names is found, in folders that are there")
  void installed() throws IOException {
    program("14/bin/postgres");
    Path newest = program("15/bin/postgres");
    program("16/bin/psql");
    assertThat(Premises.installed(root + "/*/bin/postgres")).contains(newest);
  }

  @Test
  @DisplayName("what is not there is not found")
  void missing() throws IOException {
    program("15/bin/postgres");
    assertThat(Premises.installed(root + "/*/bin/initdb")).isEmpty();
    assertThat(Premises.installed(root + "/15/bin/postgres/more")).isEmpty();
    assertThat(Premises.installed("/nowhere/*/bin")).isEmpty();
  }

  private Path program(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }
}
