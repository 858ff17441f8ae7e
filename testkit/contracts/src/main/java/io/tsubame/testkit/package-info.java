/// Port contracts, in-memory adapters that keep them, and fixtures, for the tests of every adapter.
@NullMarked
package io.tsubame.testkit;

import org.jspecify.annotations.NullMarked;
