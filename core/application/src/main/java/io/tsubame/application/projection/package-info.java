/// The folds of the log into views.
@NullMarked
package io.tsubame.application.projection;

import org.jspecify.annotations.NullMarked;
