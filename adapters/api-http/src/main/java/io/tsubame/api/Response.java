package io.tsubame.api;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpHeadersBuilder;
import java.nio.charset.StandardCharsets;

/// An answer, whole in memory.
///
/// @param body empty for none; not to be changed after
/// @param headers with the content type, without the length
public record Response(int status, byte[] body, HttpHeaders headers) {
  private static final byte[] NOTHING = {};
  private static final HttpHeaders JSON =
      HttpHeaders.of("content-type", "application/json; charset=utf-8");

  public static final Response NO_CONTENT = new Response(204, NOTHING, HttpHeaders.of());

  public static Response json(Json.Content content) {
    return json(200, content);
  }

  public static Response json(int status, Json.Content content) {
    return new Response(status, Json.bytes(content), JSON);
  }

  public static Response text(int status, String text) {
    return bytes(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  public static Response bytes(int status, String contentType, byte[] body) {
    return new Response(status, body, HttpHeaders.of("content-type", contentType));
  }

  public static Response redirect(String location) {
    return new Response(302, NOTHING, HttpHeaders.of("location", location));
  }

  public Response withHeader(String name, String value) {
    return new Response(status, body, headers.toBuilder().set(name, value).build());
  }

  public Response addHeader(String name, String value) {
    return new Response(status, body, headers.toBuilder().add(name, value).build());
  }

  /// The same with these headers set.
  public Response with(HttpHeaders more) {
    if (more.isEmpty()) {
      return this;
    }
    HttpHeadersBuilder all = headers.toBuilder();
    all.set(more);
    return new Response(status, body, all.build());
  }
}
