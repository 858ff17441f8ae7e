/// Takes over whole workspaces from elsewhere: people, rooms and messages, once each however often
/// it is repeated, and visible only when all of it is there. Knows no format of any other product.
@NullMarked
package io.tsubame.application.imports;

import org.jspecify.annotations.NullMarked;
