/// The nodes of a cluster: how they reach each other, and which of them owns a shard. Nothing here
/// keeps data safe: that is the event log's part alone, which knows one owner of a shard at a time.
@NullMarked
package io.tsubame.application.cluster;

import org.jspecify.annotations.NullMarked;
