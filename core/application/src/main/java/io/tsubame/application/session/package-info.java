/// Short-lived state outside the log: sessions, fetch cursors.
@NullMarked
package io.tsubame.application.session;

import org.jspecify.annotations.NullMarked;
