package io.tsubame.bench;

import java.nio.charset.StandardCharsets;

/// One request, encoded once, to be sent many times.
///
/// @param kind by which answers are told apart; empty where nobody does
record HttpCall(byte[] bytes, String kind) {
  static HttpCall get(String path, String token) {
    return of("GET", path, token, "", "");
  }

  static HttpCall postForm(String path, String token, String form) {
    return of("POST", path, token, "application/x-www-form-urlencoded", form);
  }

  static HttpCall json(String method, String path, String token, String json) {
    return of(method, path, token, "application/json", json);
  }

  HttpCall as(String newKind) {
    return new HttpCall(bytes, newKind);
  }

  private static HttpCall of(String method, String path, String token, String type, String body) {
    StringBuilder text =
        new StringBuilder(method)
            .append(' ')
            .append(path)
            .append(" HTTP/1.1\r\nhost: bench\r\nx-chatworktoken: ")
            .append(token);
    if (!body.isEmpty()) {
      text.append("\r\ncontent-type: ").append(type);
      text.append("\r\ncontent-length: ").append(body.length());
    }
    text.append("\r\n\r\n").append(body);
    return new HttpCall(text.toString().getBytes(StandardCharsets.US_ASCII), "");
  }
}
