/// The port to the view store, its tables, and the rows in them.
@NullMarked
package io.tsubame.application.view;

import org.jspecify.annotations.NullMarked;
