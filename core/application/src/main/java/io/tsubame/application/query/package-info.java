/// Questions that people ask, answered from views within the bounds of access.
@NullMarked
package io.tsubame.application.query;

import org.jspecify.annotations.NullMarked;
