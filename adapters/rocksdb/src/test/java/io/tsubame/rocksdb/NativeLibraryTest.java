package io.tsubame.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;

final class NativeLibraryTest {
  private static final int KILLED = 9;

  @TempDir private Path temporary;

  @Test
  @DisplayName("a process that is killed leaves no library behind")
  void leavesNothing() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Killed.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isEqualTo(KILLED);
      assertThat(temporary).isEmptyDirectory();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  @DisplayName("loading again changes nothing")
  void again() {
    NativeLibrary.load();
    NativeLibrary.load();
    try (Options options = new Options()) {
      assertThat(options.isOwningHandle()).isTrue();
    }
  }

  /// Loads, uses what is loaded, and ends without any hook, as by a kill.
  static final class Killed {
    private Killed() {}

    public static void main(String[] args) {
      NativeLibrary.load();
      try (Options options = new Options()) {
        Runtime.getRuntime().halt(options.isOwningHandle() ? KILLED : 1);
      }
    }
  }
}
