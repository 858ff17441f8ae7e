package io.tsubame.api;

import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.CommandId;
import io.tsubame.domain.AccountId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The header by which a client marks the repetitions of one attempt, so that it has one effect;
/// with the request that it came with, so that no other one passes for a repetition.
public final class IdempotencyKey {
  public static final String HEADER = "idempotency-key";
  private static final int LONGEST = 128;

  private final AccountId account;
  private final String key;
  private final byte[] request;

  private IdempotencyKey(AccountId account, String key, byte[] request) {
    this.account = account;
    this.key = key;
    this.request = request;
  }

  /// Null where the client sent none.
  ///
  /// @throws Refusal 400 where it is not of 1 to 128 printable ASCII characters
  public static @Nullable IdempotencyKey of(Request request) {
    String key = request.header(HEADER);
    if (key == null) {
      return null;
    }
    if (key.isEmpty() || key.length() > LONGEST || !key.chars().allMatch(c -> c > 31 && c < 127)) {
      throw new ApiError(
              400,
              "idempotency-key-invalid",
              "The header Idempotency-Key must have 1 to 128 printable ASCII characters")
          .refusal();
    }
    return new IdempotencyKey(request.caller(), key, digest(request));
  }

  /// The id of the one command that the request is about, null without a key.
  public static @Nullable CommandId commandId(Request request) {
    IdempotencyKey key = of(request);
    return key == null ? null : key.commandId();
  }

  public AccountId account() {
    return account;
  }

  public String key() {
    return key;
  }

  /// The id of the one command that the request is about.
  public CommandId commandId() {
    return new CommandId(account + ":" + key, content());
  }

  /// The id of a command that prepares or follows the one that the request is about.
  public CommandId commandId(String step) {
    return new CommandId(account + "/" + step + ":" + key, content());
  }

  /// SHA-256 of what was asked for: method, path, query and body. Not to be changed.
  byte[] request() {
    return request;
  }

  private long content() {
    return ByteBuffer.wrap(request).getLong();
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
