/// The nodes of a cluster by Apache Pekko Cluster: membership and the detection of failures are
/// Pekko's, and so is the transport (Artery over TCP); the messages are bytes of ours.
///
/// Each node has one actor, the [Door], at `/user/door`. A message is one or more [Frame]s, each a
/// byte array below Artery's frame size; the frames of one message travel behind each other.
@NullMarked
package io.tsubame.cluster.pekko;

import org.jspecify.annotations.NullMarked;
