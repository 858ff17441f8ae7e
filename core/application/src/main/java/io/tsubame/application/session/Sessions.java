package io.tsubame.application.session;

import io.tsubame.application.secret.Tokens;
import io.tsubame.domain.AccountId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Signed-in browsers. The token that a browser shows is kept nowhere; the store knows its hash.
///
/// Key: `s`, account (4 bytes), SHA-256 of the token. Value: time of signing in (8 bytes,
/// milliseconds), CSRF token (ASCII). The token itself begins with the account, so that all
/// sessions of an account lie together.
public final class Sessions {
  private static final int RANDOM_BYTES = 32;
  private static final int TOKEN_BYTES = Integer.BYTES + RANDOM_BYTES;
  private static final int CSRF_BYTES = 16;
  private static final int CREATED_BYTES = Long.BYTES;
  private static final byte KIND = 's';
  private static final int HASH_BYTES = 32;
  private static final int KEY_BYTES = 1 + Integer.BYTES + HASH_BYTES;

  private final SessionStore store;
  private final Tokens tokens;
  private final Clock clock;
  private final Lifetime lifetime;
  private final List<Consumer<AccountId>> listeners = new CopyOnWriteArrayList<>();

  public Sessions(SessionStore store, Tokens tokens, Clock clock, Lifetime lifetime) {
    this.store = store;
    this.tokens = tokens;
    this.clock = clock;
    this.lifetime = lifetime;
  }

  /// @param idle how long a session lasts that nobody uses
  /// @param absolute how long it lasts at most
  public record Lifetime(Duration idle, Duration absolute) {
    public static final Lifetime DEFAULT = new Lifetime(Duration.ofDays(14), Duration.ofDays(90));
  }

  /// @param token for the browser's cookie, never logged
  /// @param csrfToken what a request that changes something must show beside the cookie
  public record Session(AccountId account, String token, String csrfToken) {}

  /// @param lifetime from now, when it ends at the latest
  public record Opened(Session session, Duration lifetime) {}

  public Opened open(AccountId account) {
    byte[] token =
        ByteBuffer.allocate(TOKEN_BYTES)
            .putInt(account.value())
            .put(tokens.bytes(RANDOM_BYTES))
            .array();
    String csrf = HexFormat.of().formatHex(tokens.bytes(CSRF_BYTES));
    byte[] value =
        ByteBuffer.allocate(CREATED_BYTES + csrf.length())
            .putLong(clock.millis())
            .put(csrf.getBytes(StandardCharsets.US_ASCII))
            .array();
    store.put(key(account, token), value, lifetime.idle());
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    return new Opened(new Session(account, text, csrf), lifetime.absolute());
  }

  /// The session that the token stands for, if it has not ended; using it keeps it from ending
  /// idle.
  public Optional<Session> use(String token) {
    Optional<byte[]> key = keyOf(token);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    byte[] value = store.get(key.get());
    if (value == null) {
      return Optional.empty();
    }
    Duration left = left(Instant.ofEpochMilli(ByteBuffer.wrap(value).getLong()));
    if (!left.isPositive() || !store.touch(key.get(), left)) {
      return Optional.empty();
    }
    AccountId account = accountOf(key.get());
    String csrf =
        new String(value, CREATED_BYTES, value.length - CREATED_BYTES, StandardCharsets.US_ASCII);
    return Optional.of(new Session(account, token, csrf));
  }

  /// Whether the session has not ended, without using it.
  public boolean isOpen(String token) {
    return keyOf(token).map(key -> store.get(key) != null).orElse(false);
  }

  /// Ends one session.
  public void close(String token) {
    keyOf(token)
        .ifPresent(key -> {
          store.delete(key);
          tell(accountOf(key));
        });
  }

  /// Ends every session of the account.
  public void closeAll(AccountId account) {
    store.deleteByPrefix(prefix(account));
    tell(account);
  }

  /// From now on the listener hears, after the fact, of whom sessions were ended here. Those that
  /// end by time, or elsewhere, it does not hear of.
  public void whenEnded(Consumer<AccountId> listener) {
    listeners.add(listener);
  }

  /// Whether the entry of a session store is a session.
  public static boolean isSession(byte[] key) {
    return key.length == KEY_BYTES && key[0] == KIND;
  }

  private void tell(AccountId account) {
    listeners.forEach(listener -> listener.accept(account));
  }

  private Duration left(Instant created) {
    Duration absolute = Duration.between(clock.instant(), created.plus(lifetime.absolute()));
    return absolute.compareTo(lifetime.idle()) < 0 ? absolute : lifetime.idle();
  }

  private static Optional<byte[]> keyOf(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    if (bytes.length != TOKEN_BYTES || ByteBuffer.wrap(bytes).getInt() <= 0) {
      return Optional.empty();
    }
    return Optional.of(key(new AccountId(ByteBuffer.wrap(bytes).getInt()), bytes));
  }

  private static AccountId accountOf(byte[] key) {
    return new AccountId(ByteBuffer.wrap(key).getInt(1));
  }

  private static byte[] key(AccountId account, byte[] token) {
    byte[] hash = Tokens.sha256(token);
    return ByteBuffer.allocate(KEY_BYTES).put(prefix(account)).put(hash).array();
  }

  private static byte[] prefix(AccountId account) {
    return ByteBuffer.allocate(1 + Integer.BYTES).put(KIND).putInt(account.value()).array();
  }
}
