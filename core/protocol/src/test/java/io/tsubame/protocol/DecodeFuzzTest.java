package io.tsubame.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// In a usual build decodes the golden files and the inputs that were once found to fail, which are
/// beside this class in the resources. `bin/fuzz` searches for new ones.
final class DecodeFuzzTest {
  /// Made of files alone: a class of the codec that is loaded before the fuzzer starts would not be
  /// watched by it.
  static Stream<byte[]> samples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden"))) {
      List<byte[]> samples =
          files
              .filter(file -> file.toString().endsWith(".hex"))
              .map(DecodeFuzzTest::bytes)
              .toList();
      return samples.stream();
    }
  }

  @MethodSource("samples")
  @FuzzTest(maxDuration = "30s")
  void anyBytesAreACommitOrRejected(byte[] payload) {
    Decoding.decodeOrReject(payload);
  }

  private static byte[] bytes(Path file) {
    try {
      return HexFormat.of().parseHex(Files.readString(file).replaceAll("\\s", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
