package io.tsubame.eventlog.rocksdb;

import io.tsubame.application.log.CorruptLog;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// What lies under a key, as bytes with a checksum. See the package for the layout.
record RecordValue(long epoch, int type, byte[] payload) {
  private static final byte FORMAT = 1;
  private static final int CHECKSUM_AT = 1;
  private static final int BODY_AT = CHECKSUM_AT + Integer.BYTES;
  private static final int MAX_VARINT_BYTES = 10;

  byte[] encode(byte[] key) {
    ByteBuffer value = ByteBuffer.allocate(BODY_AT + 2 * MAX_VARINT_BYTES + payload.length);
    value.put(FORMAT).putInt(0);
    putVarint(value, epoch);
    putVarint(value, type);
    value.put(payload);
    byte[] bytes = Arrays.copyOf(value.array(), value.position());
    ByteBuffer.wrap(bytes).putInt(CHECKSUM_AT, checksum(key, bytes));
    return bytes;
  }

  /// @throws CorruptLog where these are not the bytes that were written under the key
  static RecordValue decode(byte[] key, byte[] bytes) {
    ByteBuffer value = ByteBuffer.wrap(bytes);
    if (bytes.length < BODY_AT + 2 || value.getInt(CHECKSUM_AT) != checksum(key, bytes)) {
      throw new CorruptLog("the checksum does not fit at " + RecordKey.of(key));
    }
    if (bytes[0] != FORMAT) {
      throw new CorruptLog(
          "the record at " + RecordKey.of(key) + " has the unknown format " + bytes[0]);
    }
    value.position(BODY_AT);
    long epoch = varint(value);
    int type = Math.toIntExact(varint(value));
    return new RecordValue(epoch, type, Arrays.copyOfRange(bytes, value.position(), bytes.length));
  }

  private static int checksum(byte[] key, byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(key);
    checksum.update(bytes, 0, CHECKSUM_AT);
    checksum.update(bytes, BODY_AT, bytes.length - BODY_AT);
    return (int) checksum.getValue();
  }

  private static void putVarint(ByteBuffer to, long number) {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      to.put((byte) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    to.put((byte) rest);
  }

  private static long varint(ByteBuffer from) {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = from.get();
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    return number;
  }
}
