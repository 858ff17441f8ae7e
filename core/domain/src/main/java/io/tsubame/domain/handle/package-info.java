/// Names that only one may hold, by claiming.
@NullMarked
package io.tsubame.domain.handle;

import org.jspecify.annotations.NullMarked;
