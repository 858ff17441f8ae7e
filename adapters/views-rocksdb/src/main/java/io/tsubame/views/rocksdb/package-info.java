/// The view store on RocksDB: one column family for each [io.tsubame.application.view.Table], named
/// like it in lower case, and one named `checkpoints` with `shard (4 bytes) projection (UTF-8)` →
/// `next position (8 bytes)`.
///
/// **Why no write is flushed.** Nothing here is the truth. All column families share one
/// write-ahead log, and a batch is one entry of it, checkpoints included. After `kill -9` the
/// operating system still has all of it. After power loss a prefix of the entries is left, so the
/// checkpoints that are left stand for exactly the rows that are left, and the event log gives the
/// rest again. To wait for the disk here would cost a second flush for each commit and buy nothing.
///
/// **Damage.** RocksDB checks every block that it reads. Damaged views are thrown away and built
/// anew from the log: a directory has generations, and [ViewGenerations] says which one is in use.
@NullMarked
package io.tsubame.views.rocksdb;

import org.jspecify.annotations.NullMarked;
