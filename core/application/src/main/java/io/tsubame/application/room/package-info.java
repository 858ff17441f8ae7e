/// Use cases of group rooms that take more than one command: members, invitation links.
@NullMarked
package io.tsubame.application.room;

import org.jspecify.annotations.NullMarked;
