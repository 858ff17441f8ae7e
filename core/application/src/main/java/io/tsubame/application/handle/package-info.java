/// Reserving names that are unique on the server.
@NullMarked
package io.tsubame.application.handle;

import org.jspecify.annotations.NullMarked;
