/// What stands in for the storage of others.
@NullMarked
package io.tsubame.testkit.s3;

import org.jspecify.annotations.NullMarked;
