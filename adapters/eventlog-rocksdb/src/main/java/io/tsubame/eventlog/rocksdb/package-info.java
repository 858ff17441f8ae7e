/// The event log on RocksDB, with one flush for the batches of all shards.
///
/// **Keys**: `shard (2 bytes) position (8 bytes)`, both big-endian, so that a shard's records lie
/// behind each other in the order of their positions. The log's own records lie under the shard
/// number 65535: at 0 the number of shards, from 1 on the names of types.
///
/// **Values**: `format (1 byte) CRC-32C (4 bytes) epoch (varint) type (varint) payload`. The
/// checksum is over key, format and everything behind it, so that a value in the wrong place is
/// found too. It is checked on every read, whatever RocksDB checks of its own blocks.
///
/// **Threads**: shards append through [Committer], the only thread that writes.
@NullMarked
package io.tsubame.eventlog.rocksdb;

import org.jspecify.annotations.NullMarked;
