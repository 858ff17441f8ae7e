package io.tsubame.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/// How an area puts an error on the wire.
@FunctionalInterface
public interface ErrorFormat {
  Response render(ApiError error);

  /// `{"errors":["text"]}`.
  ErrorFormat ERRORS =
      error ->
          Response.json(
                  error.status(),
                  out -> {
                    out.writeStartObject();
                    writeErrors(out, error);
                    out.writeEndObject();
                  })
              .with(error.headers());

  /// Problem details (RFC 9457), with the stable code beside the title.
  ErrorFormat PROBLEM =
      error ->
          problem(
              error,
              out -> {
                out.writeStartObject();
                writeProblem(out, error);
                out.writeEndObject();
              });

  /// Both in one, for where nobody can say which of them the client reads.
  ErrorFormat EITHER =
      error ->
          problem(
              error,
              out -> {
                out.writeStartObject();
                writeProblem(out, error);
                writeErrors(out, error);
                out.writeEndObject();
              });

  private static Response problem(ApiError error, Json.Content content) {
    return Response.json(error.status(), content)
        .with(error.headers())
        .withHeader("content-type", "application/problem+json");
  }

  private static void writeProblem(JsonGenerator out, ApiError error) throws IOException {
    out.writeStringField("type", "about:blank");
    out.writeStringField("title", error.text());
    out.writeNumberField("status", error.status());
    out.writeStringField("code", error.code());
    if (error.field() != null) {
      out.writeStringField("field", error.field());
    }
  }

  private static void writeErrors(JsonGenerator out, ApiError error) throws IOException {
    out.writeArrayFieldStart("errors");
    out.writeString(error.text());
    out.writeEndArray();
  }
}
