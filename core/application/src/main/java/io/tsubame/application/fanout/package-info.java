/// Live changes on their way between the nodes of a cluster: each node hears of the commits of all
/// shards that concern its connections, from the shard's owner as long as that works, and from the
/// log where it does not. The rules are numbered in `docs/spec/fan-out.md`.
///
/// A single node needs nothing of it.
@NullMarked
package io.tsubame.application.fanout;

import org.jspecify.annotations.NullMarked;
