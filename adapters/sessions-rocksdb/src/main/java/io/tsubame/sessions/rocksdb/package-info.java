/// The session store on RocksDB.
///
/// | Column family | Key | Value |
/// |---|---|---|
/// | `entries` | the caller's | `end (8 bytes) value` |
/// | `ends` | `end (8 bytes) key` | nothing; finds what has ended, oldest first |
/// | `meta` | `count` | the number of entries, `8 bytes` |
///
/// Ends are milliseconds since 1970, big-endian. One batch changes all three, so they agree after
/// any crash. A batch that removes is flushed before the answer; the others within a second.
@NullMarked
package io.tsubame.sessions.rocksdb;

import org.jspecify.annotations.NullMarked;
