package io.tsubame.eventlog.rocksdb;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// Brings a batch onto the disk, whole or not at all, and returns when it is there.
@FunctionalInterface
interface DurableWrite {
  void write(WriteBatch batch) throws RocksDBException;
}
