package io.tsubame.application.shard;

/// What one shard is doing and has done since the process started.
///
/// @param serving whether it owns the shard and the views hold what it needs to decide
/// @param sealed whether its log takes no commits, so that it does not serve and need not
/// @param next the position of its next record
/// @param mailbox commands that wait
/// @param unprojected commits that the views lack
/// @param cached aggregates in memory
/// @param cachedBytes about how much memory they take
/// @param accepted commands with events
/// @param rejected commands
/// @param unchanged commands accepted without events
/// @param repeated commands that got their first answer again
/// @param uncheckedRepeats commands taken as new although the views did not answer whether they are
/// @param failed commands that got no answer because of a fault
/// @param overloaded commands refused because the views lag too far behind
/// @param batches appended
/// @param bytes appended, as encoded
/// @param loads of aggregates and parts of rooms from the views
/// @param bugs commands whose decision threw, which must never happen
/// @param reopened how often the shard had to be opened anew
/// @param listenerFailures how often a listener threw, which must never happen
public record ShardNumbers(
    int shard,
    boolean serving,
    boolean sealed,
    long next,
    int mailbox,
    int unprojected,
    int cached,
    long cachedBytes,
    long accepted,
    long rejected,
    long unchanged,
    long repeated,
    long uncheckedRepeats,
    long failed,
    long overloaded,
    long batches,
    long bytes,
    long loads,
    long bugs,
    long reopened,
    long listenerFailures) {}
