/// What the stores on RocksDB share: who may call native code on which thread, and how a directory
/// and native objects are held and given back. No store lives here, and nothing that knows a port.
@NullMarked
package io.tsubame.rocksdb;

import org.jspecify.annotations.NullMarked;
