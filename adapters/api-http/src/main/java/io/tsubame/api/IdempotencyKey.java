package io.tsubame.api;

import io.tsubame.application.shard.CommandId;
import io.tsubame.domain.AccountId;
import org.jspecify.annotations.Nullable;

/// The header by which a client marks the repetitions of one attempt, so that it has one effect.
public record IdempotencyKey(AccountId account, String key) {
  public static final String HEADER = "idempotency-key";
  private static final int LONGEST = 128;

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
    return new IdempotencyKey(request.caller(), key);
  }

  /// The id of the one command that the request is about, null without a key.
  public static @Nullable CommandId commandId(Request request) {
    IdempotencyKey key = of(request);
    return key == null ? null : new CommandId(key.account + ":" + key.key);
  }

  /// The id of a command that prepares or follows the one that the request is about.
  public CommandId commandId(String step) {
    return new CommandId(account + "/" + step + ":" + key);
  }
}
