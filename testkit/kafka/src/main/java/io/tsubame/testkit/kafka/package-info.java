/// What stands in for the Kafka cluster of others, and for the network before it.
@NullMarked
package io.tsubame.testkit.kafka;

import org.jspecify.annotations.NullMarked;
