package io.tsubame.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.shard.Commit;
import io.tsubame.protocol.EventVersion.Current;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GoldenFilesTest {
  private final ProtobufCommitCodec codec = new ProtobufCommitCodec();

  /// With `-Dtsubame.golden.write=true` makes the golden files that are missing.
  @BeforeAll
  static void writeMissingGoldenFiles() throws IOException {
    if (Boolean.getBoolean("tsubame.golden.write")) {
      for (Commit sample : Samples.all()) {
        golden(sample).writeIfMissing(new ProtobufCommitCodec().encode(sample));
      }
    }
  }

  static Stream<EventVersion<?>> versions() {
    return EventCatalogue.PUBLISHED.versions().stream()
        .sorted(Comparator.comparingInt(EventVersion::number));
  }

  static Stream<Commit> samples() {
    return Samples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("versions")
  @DisplayName("[EV6] every version of every event has a golden file, which reads as it always did")
  void everyVersionIsReadAsEver(EventVersion<?> version) throws IOException {
    GoldenFile golden = GoldenFile.of(version);

    assertThat(GoldenFile.describe(golden.logRecord())).isEqualTo(golden.text());
  }

  @ParameterizedTest
  @MethodSource("samples")
  @DisplayName("[EV6] what is written today has the bytes of the golden file")
  void bytesAreThoseOfTheGoldenFile(Commit sample) {
    assertThat(codec.encode(sample).payload()).isEqualTo(golden(sample).logRecord().payload());
  }

  @Test
  @DisplayName("[EV6] every event that is written today has a sample")
  void everyEventHasASample() {
    List<Class<?>> written =
        versions()
            .filter(Current.class::isInstance)
            .<Class<?>>map(version -> ((Current<?, ?>) version).event())
            .toList();

    assertThat(samples().<Class<?>>map(sample -> sample.events().getFirst().getClass()))
        .containsExactlyInAnyOrderElementsOf(written);
  }

  private static GoldenFile golden(Commit sample) {
    return GoldenFile.of(EventCatalogue.PUBLISHED.of(sample.events().getFirst()));
  }
}
