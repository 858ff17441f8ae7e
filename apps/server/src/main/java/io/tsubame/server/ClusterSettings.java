package io.tsubame.server;

import io.tsubame.cluster.pekko.PekkoPeersConfig;

/// What can be chosen about a node of a cluster.
///
/// @param node how it finds the others
/// @param kafka where the log is
/// @param hbase where the views are
public record ClusterSettings(PekkoPeersConfig node, KafkaSettings kafka, HBaseSettings hbase) {}
