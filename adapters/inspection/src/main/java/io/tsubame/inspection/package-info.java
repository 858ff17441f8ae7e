/// What files are, and what can be seen of them without opening them: types by their first bytes,
/// and previews, which are made in a process of their own because the files are anybody's.
@NullMarked
package io.tsubame.inspection;

import org.jspecify.annotations.NullMarked;
