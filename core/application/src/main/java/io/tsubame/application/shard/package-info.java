/// The single writers: they decide commands in order and append the events.
@NullMarked
package io.tsubame.application.shard;

import org.jspecify.annotations.NullMarked;
