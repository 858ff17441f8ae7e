/// What stands in for the HBase cluster of others.
@NullMarked
package io.tsubame.testkit.hbase;

import org.jspecify.annotations.NullMarked;
