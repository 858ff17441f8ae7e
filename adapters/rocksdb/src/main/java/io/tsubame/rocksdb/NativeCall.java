package io.tsubame.rocksdb;

import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/// Work inside RocksDB.
@FunctionalInterface
public interface NativeCall<T extends @Nullable Object> {
  T call() throws RocksDBException;
}
