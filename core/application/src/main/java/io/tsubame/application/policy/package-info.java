/// The process managers: they follow the log and send the commands that have to come of it.
@NullMarked
package io.tsubame.application.policy;

import org.jspecify.annotations.NullMarked;
