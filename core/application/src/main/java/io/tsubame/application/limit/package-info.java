/// How much anybody may do in a time: the port that counts it, and the counter of one process.
@NullMarked
package io.tsubame.application.limit;

import org.jspecify.annotations.NullMarked;
