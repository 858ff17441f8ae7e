package io.tsubame.api;

import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.session.SessionStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rules A10 and V4: keeps the answers to requests with an idempotency key for a day and gives them
/// again, and lets no other request of the account have the key. That nothing happens twice does
/// not depend on it: every command carries the key, too.
///
/// Key: `i`, account (4 bytes), SHA-256 of the idempotency key. Value: SHA-256 of the request (32
/// bytes), status (2 bytes), body; without the last two where the answer is too long to be kept, or
/// a secret.
public final class Replay {
  /// Calls the operation, unless the key has an answer.
  @FunctionalInterface
  public interface Operation {
    Response answer();
  }

  private static final Duration KEPT = Duration.ofDays(1);
  private static final int DIGEST_BYTES = 32;
  private static final int HEAD_BYTES = DIGEST_BYTES + Short.BYTES;

  private final SessionStore store;

  public Replay(SessionStore store) {
    this.store = store;
  }

  /// The answer that the key got before, or a new one, which is kept.
  ///
  /// @throws Refusal 422 where the key was used for another request
  public Response once(IdempotencyKey key, Operation operation) {
    return find(key)
        .orElseGet(() -> {
          return kept(key, operation.answer());
        });
  }

  /// The same for an answer that holds a secret, which is not kept.
  ///
  /// @throws Refusal 422 where the key was used for another request
  public Response onceInSecret(IdempotencyKey key, Operation operation) {
    Optional<Response> _ = find(key);
    Response response = operation.answer();
    if (response.status() < 300) {
      byte[] _ = put(key, key.request());
    }
    return response;
  }

  private Optional<Response> find(IdempotencyKey key) {
    byte[] value = stored(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!isOf(key, value)) {
      throw ErrorTable.KEY_REUSED.refusal();
    }
    return answerIn(value);
  }

  private static boolean isOf(IdempotencyKey key, byte[] value) {
    return Arrays.equals(value, 0, DIGEST_BYTES, key.request(), 0, DIGEST_BYTES);
  }

  /// Empty where the answer itself was not kept.
  private static Optional<Response> answerIn(byte[] value) {
    if (value.length == DIGEST_BYTES) {
      return Optional.empty();
    }
    int status = ByteBuffer.wrap(value).getShort(DIGEST_BYTES);
    byte[] body = Arrays.copyOfRange(value, HEAD_BYTES, value.length);
    return Optional.of(
        body.length == 0
            ? Response.NO_CONTENT
            : Response.bytes(status, "application/json; charset=utf-8", body));
  }

  /// Nothing where the store does not answer: whoever repeats gets an answer made anew.
  private byte @Nullable [] stored(IdempotencyKey key) {
    try {
      return store.get(storeKey(key));
    } catch (Unavailable _) {
      return null;
    }
  }

  /// The answer that counts: where the client has asked again meanwhile, perhaps at another node,
  /// the one that was kept first. Only success is kept: what was refused may be tried again.
  private Response kept(IdempotencyKey key, Response response) {
    if (response.status() >= 300) {
      return response;
    }
    byte[] first = put(key, value(key, response));
    return first != null && isOf(key, first) ? answerIn(first).orElse(response) : response;
  }

  /// What was kept before; null where this is kept, or nothing can be, since the store is full or
  /// away: then a repetition is answered anew from the first command's outcome.
  private byte @Nullable [] put(IdempotencyKey key, byte[] value) {
    try {
      return store.putIfAbsent(storeKey(key), value, KEPT);
    } catch (Overloaded | Unavailable _) {
      return null;
    }
  }

  private static byte[] value(IdempotencyKey key, Response response) {
    int length = HEAD_BYTES + response.body().length;
    return length > SessionStore.MAX_VALUE_BYTES
        ? key.request()
        : ByteBuffer.allocate(length)
            .put(key.request())
            .putShort((short) response.status())
            .put(response.body())
            .array();
  }

  private static byte[] storeKey(IdempotencyKey key) {
    byte[] digest = Tokens.sha256(key.key().getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.allocate(1 + Integer.BYTES + DIGEST_BYTES)
        .put((byte) 'i')
        .putInt(key.account().value())
        .put(digest)
        .array();
  }
}
