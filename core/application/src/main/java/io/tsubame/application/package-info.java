/// Ports, use cases, the shard loop and projections: everything that happens around a decision, and
/// no technology.
@NullMarked
package io.tsubame.application;

import org.jspecify.annotations.NullMarked;
