/// The engine: shards, projections and policies put together over the ports.
@NullMarked
package io.tsubame.application.engine;

import org.jspecify.annotations.NullMarked;
