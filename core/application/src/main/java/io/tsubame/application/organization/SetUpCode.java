package io.tsubame.application.organization;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.session.SessionStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The code without which nobody but the machine itself can do the first run. Each server shows one
/// of its own; any that shares its sessions takes it, for a day. Only the hash is kept: key `c` and
/// SHA-256 of the code.
public final class SetUpCode {
  private static final Logger LOG = LoggerFactory.getLogger(SetUpCode.class);
  private static final Duration LIFETIME = Duration.ofDays(1);
  private static final byte KIND = 'c';

  private final SessionStore store;
  private final String shown;

  private SetUpCode(SessionStore store, String shown) {
    this.store = store;
    this.shown = shown;
  }

  /// A new one. Where the store does not answer, this process alone takes it.
  public static SetUpCode create(SessionStore store, Tokens tokens) {
    SetUpCode code = new SetUpCode(store, tokens.code());
    try {
      store.put(key(code.shown), new byte[0], LIFETIME);
    } catch (OperatingFailure away) {
      LOG.atWarn()
          .addKeyValue("cause", away.getMessage())
          .log("No other node will take this one's set-up code");
    }
    return code;
  }

  /// For whoever started the server.
  public String shown() {
    return shown;
  }

  /// @throws io.tsubame.application.Unavailable where only the store could tell
  public boolean accepts(String code) {
    return MessageDigest.isEqual(bytes(code), bytes(shown)) || store.get(key(code)) != null;
  }

  private static byte[] key(String code) {
    byte[] hash = Tokens.sha256(bytes(code));
    return ByteBuffer.allocate(1 + hash.length).put(KIND).put(hash).array();
  }

  private static byte[] bytes(String code) {
    return code.getBytes(StandardCharsets.UTF_8);
  }
}
