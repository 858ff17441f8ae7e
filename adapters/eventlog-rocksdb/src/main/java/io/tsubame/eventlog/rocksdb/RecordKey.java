package io.tsubame.eventlog.rocksdb;

import java.nio.ByteBuffer;

/// Where a record lies: shard and position, in the order of the log.
record RecordKey(int shard, long position) {
  static final int BYTES = Short.BYTES + Long.BYTES;

  /// The log's own records lie under this shard.
  static final int META_SHARD = 0xFFFF;

  byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putShort((short) shard).putLong(position).array();
  }

  static RecordKey of(byte[] bytes) {
    ByteBuffer key = ByteBuffer.wrap(bytes);
    return new RecordKey(Short.toUnsignedInt(key.getShort()), key.getLong());
  }

  @Override
  public String toString() {
    return "shard " + shard + ", position " + position;
  }
}
