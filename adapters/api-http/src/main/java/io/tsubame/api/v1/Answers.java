package io.tsubame.api.v1;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.Response;
import java.io.IOException;
import java.util.List;

/// Answers with one value or a named list of them.
final class Answers {
  private Answers() {}

  /// Writes one value.
  @FunctionalInterface
  interface Shape<T> {
    void write(JsonGenerator out, T value) throws IOException;
  }

  static <T> Response of(T value, Shape<? super T> shape) {
    return Response.json(out -> shape.write(out, value));
  }

  /// `{"name":[…]}`
  static <T> Response list(String name, List<T> values, Shape<? super T> shape) {
    return Response.json(out -> {
      out.writeStartObject();
      writeList(out, name, values, shape);
      out.writeEndObject();
    });
  }

  /// `{"room_id":1}` and the like.
  static Response number(String name, int value) {
    return Response.json(out -> {
      out.writeStartObject();
      out.writeNumberField(name, value);
      out.writeEndObject();
    });
  }

  static <T> void writeList(JsonGenerator out, String name, List<T> values, Shape<? super T> shape)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (T value : values) {
      shape.write(out, value);
    }
    out.writeEndArray();
  }
}
