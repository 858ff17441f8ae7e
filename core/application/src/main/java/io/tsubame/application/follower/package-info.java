/// Following the log: each consumer gets every commit once in the order of its shard, from memory
/// while it keeps up and from the log where it does not.
@NullMarked
package io.tsubame.application.follower;

import org.jspecify.annotations.NullMarked;
