/// Persistent collections, because the JDK has none.
@NullMarked
package io.tsubame.domain.collection;

import org.jspecify.annotations.NullMarked;
