/// The event log on Kafka: one topic, one partition per shard, no transactions.
///
/// **Epochs**: an owner takes a shard over by appending an *opener*. The offset of the opener plus
/// one is the owner's epoch: the partition itself decides who comes later.
///
/// **Batches**: an append is one Kafka record, so it is there whole or not at all. It says at which
/// offset it must lie. One that lies elsewhere was overtaken by somebody else's, and every reader
/// passes over it.
///
/// **Positions** are those of the port; a batch says which position its first record has. They
/// differ from offsets, since a batch holds several records, and overtaken ones hold none.
///
/// The rules and the argument why they suffice are in `docs/spec/event-log-kafka.md`.
@NullMarked
package io.tsubame.eventlog.kafka;

import org.jspecify.annotations.NullMarked;
