package io.tsubame.sessions.redis;

/// What has been asked of Redis since the start.
///
/// @param failures of the calls
/// @param refusals of calls that were not made, because Redis does not answer
/// @param connections in use
/// @param away whether it is spared for the moment
public record RedisStatistics(
    long calls, long failures, long refusals, int connections, boolean away) {}
