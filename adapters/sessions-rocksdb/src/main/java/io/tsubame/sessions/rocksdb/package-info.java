/// Sessions and rate limits on RocksDB, with expiry.
@NullMarked
package io.tsubame.sessions.rocksdb;

import org.jspecify.annotations.NullMarked;
