package io.tsubame.application.shard;

import io.tsubame.application.log.EventLog;
import java.time.Clock;

/// What shards work with.
///
/// @param listener learns of every commit
public record ShardPorts(
    EventLog log,
    CommitCodec codec,
    Deciders deciders,
    StateLoader loader,
    ViewProgress views,
    CommitListener listener,
    Clock clock) {}
