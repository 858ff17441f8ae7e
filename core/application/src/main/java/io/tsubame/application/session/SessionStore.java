package io.tsubame.application.session;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Short-lived entries under byte keys, each with a time of its end: web sessions, fetch cursors.
/// Not part of the truth: nothing that the log must know is kept here only.
///
/// **Expiry.** An entry is never seen at or after its end, whether or not its bytes are gone.
///
/// **Durability.** Entries survive `kill -9`. Power loss may take the last second of [#put],
/// [#putIfAbsent] and [#touch], but never brings back what a returned [#delete] or
/// [#deleteByPrefix] removed.
///
/// **Bounds.** The number of live entries is bounded: a new key beyond it is refused with
/// [io.tsubame.application.Overloaded], known keys can still be written. Keys have 1 to
/// [#MAX_KEY_BYTES] bytes, values 0 to [#MAX_VALUE_BYTES].
///
/// All methods block, may be called by any thread, and throw [io.tsubame.application.Unavailable]
/// where the store does not answer. The rules are numbered in `docs/spec/session-store.md`.
public interface SessionStore extends AutoCloseable {
  int MAX_KEY_BYTES = 256;
  int MAX_VALUE_BYTES = 64 * 1024;

  /// Null where there is no such entry, or none any more.
  byte @Nullable [] get(byte[] key);

  /// Writes or replaces an entry, which ends after the time to live from now.
  ///
  /// @param timeToLive positive
  void put(byte[] key, byte[] value, Duration timeToLive);

  /// Writes an entry where there is none. Of several who do so at once, one does.
  ///
  /// @param timeToLive positive
  /// @return the value of the entry that is there already; null where this one was written
  byte @Nullable [] putIfAbsent(byte[] key, byte[] value, Duration timeToLive);

  /// Moves the end of an entry to the time to live from now. It may stay where it would come later
  /// by less than a hundredth of that time.
  ///
  /// @param timeToLive positive
  /// @return whether there was such an entry; if not, nothing changed
  boolean touch(byte[] key, Duration timeToLive);

  /// Removes an entry. Nothing happens where there is none.
  void delete(byte[] key);

  /// Removes every entry whose key begins with these bytes, such as all sessions of one account.
  ///
  /// @param prefix at least one byte
  void deleteByPrefix(byte[] prefix);

  /// What is wrong with the stored bytes, in words that name the place; empty where they are what
  /// was written. Reads all of them.
  Optional<String> damage();

  @Override
  void close();
}
