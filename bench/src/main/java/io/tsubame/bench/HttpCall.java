package io.tsubame.bench;

import java.nio.charset.StandardCharsets;

/// One request, encoded once, to be sent many times.
record HttpCall(byte[] bytes) {
  static HttpCall get(String path, String token) {
    return new HttpCall(
        ("GET " + path + " HTTP/1.1\r\nhost: bench\r\nx-chatworktoken: " + token + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
  }

  static HttpCall postForm(String path, String token, String form) {
    byte[] body = form.getBytes(StandardCharsets.US_ASCII);
    byte[] head =
        ("POST "
                + path
                + " HTTP/1.1\r\nhost: bench\r\nx-chatworktoken: "
                + token
                + "\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return new HttpCall(all);
  }
}
