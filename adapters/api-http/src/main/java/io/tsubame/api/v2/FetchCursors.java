package io.tsubame.api.v2;

import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.session.SessionStore;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How far an account has fetched the messages of a room by `force=0`.
///
/// A key is `v2-fetched/` and the numbers of account and room, four bytes each; the value is the
/// sequence number of the last message, four bytes.
final class FetchCursors {
  /// Who does not ask for a month begins anew with the newest messages.
  private static final Duration KEPT = Duration.ofDays(31);

  private static final byte[] PREFIX = {'v', '2', '-', 'f', 'e', 't', 'c', 'h', 'e', 'd', '/'};
  private static final Logger LOG = LoggerFactory.getLogger(FetchCursors.class);

  private final SessionStore store;

  FetchCursors(SessionStore store) {
    this.store = store;
  }

  /// The sequence number of the last message that was fetched, 0 for none, and where the store does
  /// not answer.
  int fetched(AccountId account, RoomId room) {
    try {
      byte[] value = store.get(key(account, room));
      return value == null ? 0 : ByteBuffer.wrap(value).getInt();
    } catch (Unavailable _) {
      return 0;
    }
  }

  /// Where the store takes no more cursors, messages are rather told again than refused.
  void move(AccountId account, RoomId room, int sequence) {
    try {
      byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt(sequence).array();
      store.put(key(account, room), value, KEPT);
    } catch (Overloaded | Unavailable lost) {
      LOG.atWarn().addKeyValue("reason", lost.getMessage()).log("a fetch cursor was not kept");
    }
  }

  private static byte[] key(AccountId account, RoomId room) {
    return ByteBuffer.allocate(PREFIX.length + 2 * Integer.BYTES)
        .put(PREFIX)
        .putInt(account.value())
        .putInt(room.value())
        .array();
  }
}
