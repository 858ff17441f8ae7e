/// The view store on RocksDB column families.
@NullMarked
package io.tsubame.views.rocksdb;

import org.jspecify.annotations.NullMarked;
