/// The port to the event log, and what can go wrong with it.
@NullMarked
package io.tsubame.application.log;

import org.jspecify.annotations.NullMarked;
