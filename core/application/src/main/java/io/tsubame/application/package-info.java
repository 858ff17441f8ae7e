/// The application: ports, the shard loop that decides commands, the projections that fold events
/// into views, and the use cases and queries on them. Knows the domain and nothing of any
/// technology.
@NullMarked
package io.tsubame.application;

import org.jspecify.annotations.NullMarked;
