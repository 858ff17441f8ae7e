package io.tsubame.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// In a usual build decodes the samples and the inputs that were once found to fail, which are
/// beside this class in the resources. With `JAZZER_FUZZ=1` searches for new ones.
final class DecodeFuzzTest {
  static Stream<byte[]> samples() {
    ProtobufCommitCodec codec = new ProtobufCommitCodec();
    return Samples.all().stream().map(sample -> codec.encode(sample).payload());
  }

  @MethodSource("samples")
  @FuzzTest(maxDuration = "60s")
  void anyBytesAreACommitOrRejected(byte[] payload) {
    Decoding.decodeOrReject(payload);
  }
}
