/// The composition root: configuration, command line, and the one place that knows every adapter.
@NullMarked
package io.tsubame.server;

import org.jspecify.annotations.NullMarked;
