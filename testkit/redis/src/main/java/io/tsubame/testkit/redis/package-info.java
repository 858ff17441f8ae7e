/// Redis as others run it.
@NullMarked
package io.tsubame.testkit.redis;

import org.jspecify.annotations.NullMarked;
