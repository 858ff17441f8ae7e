/// A room: its members, messages, tasks, read markers and invitation link, decided as one
/// aggregate.
@NullMarked
package io.tsubame.domain.room;

import org.jspecify.annotations.NullMarked;
