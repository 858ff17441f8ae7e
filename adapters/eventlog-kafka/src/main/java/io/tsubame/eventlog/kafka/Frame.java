package io.tsubame.eventlog.kafka;

import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog.LogRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What one Kafka record of the log says.
///
/// **Bytes**, big-endian: `magic (4) format (1) kind (1) CRC-32C (4)`, and for a batch `epoch (8)
/// offset (8) position (8) count (4)` and for each record `length of type (2) type length of
/// payload (4) payload`. The checksum is over everything but itself. Kafka has checksums of its
/// own; this one goes from the owner to the reader, whatever lies between.
sealed interface Frame {
  /// Takes the shard over.
  record Opener() implements Frame {}

  /// One append.
  ///
  /// @param epoch of the owner
  /// @param offset at which it lies, unless it was overtaken
  /// @param position of its first record
  record Batch(long epoch, long offset, long position, List<LogRecord> records) implements Frame {
    /// The position behind its last record.
    long end() {
      return position + records.size();
    }
  }

  /// "TSBM": what does not begin with it was not written by this log.
  int MAGIC = 0x5453424D;

  byte FORMAT = 1;
  byte OPENER = 0;
  byte BATCH = 1;
  int CHECKSUM_AT = 6;
  int BODY_AT = CHECKSUM_AT + Integer.BYTES;
  int BATCH_HEAD = 3 * Long.BYTES + Integer.BYTES;

  static byte[] opener() {
    return sealed(new byte[BODY_AT], OPENER);
  }

  /// @throws IllegalArgumentException where a type's name is longer than 65,535 bytes, or the batch
  ///   than [KafkaEventLogConfig#MAX_BATCH_BYTES]
  static byte[] batch(long epoch, long offset, long position, List<LogRecord> records) {
    List<byte[]> types = new ArrayList<>(records.size());
    long size = BODY_AT + BATCH_HEAD;
    for (LogRecord each : records) {
      byte[] type = each.type().getBytes(StandardCharsets.UTF_8);
      if (type.length > 0xFFFF) {
        throw new IllegalArgumentException("a type's name has at most 65535 bytes");
      }
      types.add(type);
      size += Short.BYTES + type.length + Integer.BYTES + each.payload().length;
    }
    if (size > KafkaEventLogConfig.MAX_BATCH_BYTES) {
      throw new IllegalArgumentException("a batch of " + size + " bytes is too large");
    }
    byte[] whole = new byte[(int) size];
    ByteBuffer bytes = ByteBuffer.wrap(whole);
    bytes.position(BODY_AT);
    bytes.putLong(epoch).putLong(offset).putLong(position).putInt(records.size());
    for (int at = 0; at < records.size(); at++) {
      byte[] payload = records.get(at).payload();
      bytes.putShort((short) types.get(at).length).put(types.get(at));
      bytes.putInt(payload.length).put(payload);
    }
    return sealed(whole, BATCH);
  }

  private static byte[] sealed(byte[] whole, byte kind) {
    ByteBuffer head = ByteBuffer.wrap(whole).putInt(MAGIC).put(FORMAT).put(kind);
    head.putInt(checksum(whole));
    return whole;
  }

  private static int checksum(byte[] whole) {
    CRC32C checksum = new CRC32C();
    checksum.update(whole, 0, CHECKSUM_AT);
    checksum.update(whole, BODY_AT, whole.length - BODY_AT);
    return (int) checksum.getValue();
  }

  /// @param place for messages
  /// @return null where this was not written by an event log
  /// @throws CorruptLog where it was, but is not what was written
  static @Nullable Frame decode(byte @Nullable [] whole, String place) {
    if (whole == null || whole.length < BODY_AT || ByteBuffer.wrap(whole).getInt() != MAGIC) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.wrap(whole);
    if (bytes.getInt(CHECKSUM_AT) != checksum(whole)) {
      throw new CorruptLog("the checksum does not fit at " + place);
    }
    byte format = bytes.get(Integer.BYTES);
    byte kind = bytes.get(Integer.BYTES + 1);
    bytes.position(BODY_AT);
    if (format == FORMAT && kind == OPENER) {
      return new Opener();
    } else if (format == FORMAT && kind == BATCH) {
      return readBatch(bytes);
    }
    throw new CorruptLog("unknown format " + format + "." + kind + " at " + place);
  }

  /// The checksum has vouched for the lengths.
  private static Batch readBatch(ByteBuffer bytes) {
    long epoch = bytes.getLong();
    long offset = bytes.getLong();
    long position = bytes.getLong();
    int count = bytes.getInt();
    List<LogRecord> records = new ArrayList<>(count);
    for (int at = 0; at < count; at++) {
      byte[] type = new byte[Short.toUnsignedInt(bytes.getShort())];
      bytes.get(type);
      byte[] payload = new byte[bytes.getInt()];
      bytes.get(payload);
      records.add(new LogRecord(new String(type, StandardCharsets.UTF_8), payload));
    }
    return new Batch(epoch, offset, position, records);
  }
}
