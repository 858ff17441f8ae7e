package io.tsubame.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.UncheckedIOException;

/// JSON by hand, straight into bytes: no reflection and no tree in between.
public final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool()).build();

  private Json() {}

  /// Writes one value.
  @FunctionalInterface
  public interface Content {
    void write(JsonGenerator out) throws IOException;
  }

  public static byte[] bytes(Content content) {
    try (ByteArrayBuilder buffer = new ByteArrayBuilder(512)) {
      try (JsonGenerator out = FACTORY.createGenerator(buffer)) {
        content.write(out);
      }
      return buffer.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
  }
}
