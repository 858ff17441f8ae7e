package io.tsubame.blobs.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PartFileTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "{1} bytes in pieces of {2} from {0} on")
  @DisplayName("[BS1] bytes are where they were put, whether or not they fit blocks and steps")
  @CsvSource({
    "0, 0, 1",
    "0, 3, 1",
    "0, 4096, 4096",
    "0, 262144, 65536",
    "0, 1000003, 65536",
    "0, 1048576, 1000003",
    "5242880, 1000003, 8191",
    "5242881, 1000003, 8191",
    "4095, 262145, 70000"
  })
  void bytes(int place, int length, int piece) throws IOException {
    byte[] before = random(place + length + 10);
    byte[] part = random(length);
    Path path = Files.write(folder.resolve("data"), before);
    try (PartFile file = PartFile.open(path, place)) {
      for (int from = 0; from < length; from += piece) {
        file.write(ByteBuffer.wrap(part, from, Math.min(piece, length - from)));
      }
      file.force();
    }

    byte[] expected = before.clone();
    System.arraycopy(part, 0, expected, place, length);
    byte[] found = Files.readAllBytes(path);
    assertThat(Arrays.mismatch(found, expected)).isEqualTo(-1);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
