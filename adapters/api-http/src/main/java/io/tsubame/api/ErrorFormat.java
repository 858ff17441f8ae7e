package io.tsubame.api;

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
                    out.writeArrayFieldStart("errors");
                    out.writeString(error.text());
                    out.writeEndArray();
                    out.writeEndObject();
                  })
              .with(error.headers());

  /// Problem details (RFC 9457), with the stable code beside the title.
  ErrorFormat PROBLEM =
      error ->
          Response.json(
                  error.status(),
                  out -> {
                    out.writeStartObject();
                    out.writeStringField("type", "about:blank");
                    out.writeStringField("title", error.text());
                    out.writeNumberField("status", error.status());
                    out.writeStringField("code", error.code());
                    if (error.field() != null) {
                      out.writeStringField("field", error.field());
                    }
                    out.writeEndObject();
                  })
              .with(error.headers())
              .withHeader("content-type", "application/problem+json");
}
