/// Sessions and counters of limits on one Redis, which all nodes share.
///
/// | Key, below the namespace | Type | Holds |
/// |---|---|---|
/// | `{namespace}:values` | hash | by the caller's key: CRC-32C of key and value (4 bytes), value |
/// | `{namespace}:ends` | sorted set | the same keys by their ends, in milliseconds since 1970; finds what has ended |
/// | `{namespace}:keys` | sorted set | the same keys, all with 0, so in the order of their bytes; finds what begins alike |
/// | `{namespace}:w:limit/digest` | hash | `used`, `end` of a window of a limit |
/// | `{namespace}:p:looked` | sorted set | rooms that are looked at, by the ends of it |
/// | `{namespace}:p:room` | hash | by node: the end of it, and who is present and types there |
/// | `{namespace}:t:limit/digest` | string | when all tries are back, in milliseconds since 1970 |
///
/// One script changes the first three together. Time is Redis's own, so that nodes whose clocks
/// differ agree. What is not of sessions is in Redis's memory only: neither its disk nor its copies
/// get them. The braces keep everything on one node where the Redis is a cluster.
@NullMarked
package io.tsubame.sessions.redis;

import org.jspecify.annotations.NullMarked;
