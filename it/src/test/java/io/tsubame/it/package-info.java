/// End-to-end and fault tests, driven against a real server process.
@NullMarked
package io.tsubame.it;

import org.jspecify.annotations.NullMarked;
