/// The event log on RocksDB, with one flush for the batches of all shards.
@NullMarked
package io.tsubame.eventlog.rocksdb;

import org.jspecify.annotations.NullMarked;
