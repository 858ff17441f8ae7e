package io.tsubame.sessions.rocksdb;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An entry as it is stored.
///
/// @param endMillis since 1970; from then on the entry is not seen
record SessionEntry(long endMillis, byte[] value) {
  static @Nullable SessionEntry decode(byte @Nullable [] bytes) {
    return bytes == null
        ? null
        : new SessionEntry(
            ByteBuffer.wrap(bytes).getLong(), Arrays.copyOfRange(bytes, Long.BYTES, bytes.length));
  }

  byte[] encode() {
    return ByteBuffer.allocate(Long.BYTES + value.length).putLong(endMillis).put(value).array();
  }

  boolean liveAt(long millis) {
    return millis < endMillis;
  }

  /// The key in the order of ends.
  byte[] endKey(byte[] key) {
    return ByteBuffer.allocate(Long.BYTES + key.length).putLong(endMillis).put(key).array();
  }

  static long endOf(byte[] endKey) {
    return ByteBuffer.wrap(endKey).getLong();
  }

  static byte[] keyOf(byte[] endKey) {
    return Arrays.copyOfRange(endKey, Long.BYTES, endKey.length);
  }
}
