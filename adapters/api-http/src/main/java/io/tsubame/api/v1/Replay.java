package io.tsubame.api.v1;

import io.tsubame.api.ApiError;
import io.tsubame.api.IdempotencyKey;
import io.tsubame.api.Request;
import io.tsubame.api.Response;
import io.tsubame.application.Overloaded;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.session.SessionStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// Rule V4: keeps the answers to requests with an idempotency key for a day and gives them again.
/// That nothing happens twice does not depend on it: every command carries the key, too.
///
/// Key: `i`, account (4 bytes), SHA-256 of the idempotency key. Value: SHA-256 of the request (32
/// bytes), status (2 bytes), body.
final class Replay {
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int DIGEST_BYTES = 32;
  private static final int HEAD_BYTES = DIGEST_BYTES + Short.BYTES;

  private final SessionStore store;

  Replay(SessionStore store) {
    this.store = store;
  }

  /// The answer that the key got before.
  ///
  /// @throws io.tsubame.api.Refusal 422 where the key was used for another request
  Optional<Response> find(IdempotencyKey key, Request request) {
    byte[] value = store.get(storeKey(key));
    if (value == null) {
      return Optional.empty();
    }
    if (!Arrays.equals(value, 0, DIGEST_BYTES, digest(request), 0, DIGEST_BYTES)) {
      throw new ApiError(
              422, "idempotency-key-reused", "The idempotency key was used for another request")
          .refusal();
    }
    int status = ByteBuffer.wrap(value).getShort(DIGEST_BYTES);
    byte[] body = Arrays.copyOfRange(value, HEAD_BYTES, value.length);
    return Optional.of(
        body.length == 0
            ? Response.NO_CONTENT
            : Response.bytes(status, "application/json; charset=utf-8", body));
  }

  /// Only for success: what was refused may be tried again.
  void keep(IdempotencyKey key, Request request, Response response) {
    int length = HEAD_BYTES + response.body().length;
    if (response.status() >= 300 || length > SessionStore.MAX_VALUE_BYTES) {
      return;
    }
    byte[] value =
        ByteBuffer.allocate(length)
            .put(digest(request))
            .putShort((short) response.status())
            .put(response.body())
            .array();
    try {
      store.put(storeKey(key), value, KEPT);
    } catch (Overloaded _) {
      // The store is full; then a repetition is answered anew from the first command's outcome.
    }
  }

  private static byte[] storeKey(IdempotencyKey key) {
    byte[] digest = Tokens.sha256(key.key().getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.allocate(1 + Integer.BYTES + DIGEST_BYTES)
        .put((byte) 'i')
        .putInt(key.account().value())
        .put(digest)
        .array();
  }

  private static byte[] digest(Request request) {
    String query = request.rawQuery() == null ? "" : request.rawQuery();
    byte[] line =
        (request.method() + " " + request.path() + "?" + query + "\n")
            .getBytes(StandardCharsets.UTF_8);
    return Tokens.sha256(
        ByteBuffer.allocate(line.length + request.body().length)
            .put(line)
            .put(request.body())
            .array());
  }
}
