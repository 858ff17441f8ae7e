package io.tsubame.eventlog.kafka;

import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Overloaded;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/// Brings frames of all shards to the brokers. Those that wait at the same time travel together.
final class Appender implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Duration deadline;
  private final int bound;
  private final Semaphore waiting;

  /// @param bound of the bytes that wait
  Appender(Producer<byte[], byte[]> producer, String topic, Duration deadline, int bound) {
    this.producer = producer;
    this.topic = topic;
    this.deadline = deadline;
    this.bound = bound;
    waiting = new Semaphore(bound);
  }

  /// Returns when all replicas in sync have the frame.
  ///
  /// @return the offset where it lies
  /// @throws Overloaded where too much waits; nothing was sent
  /// @throws OutcomeUnknown where no broker said in time that it has it; it may come to lie
  ///   somewhere even later
  long append(int shard, byte[] frame) {
    // Even a frame beyond the bound may go, alone.
    int weight = Math.min(frame.length, bound);
    if (!waiting.tryAcquire(weight)) {
      throw new Overloaded("too much waits for the brokers of the log");
    }
    try {
      return send(shard, frame);
    } finally {
      waiting.release(weight);
    }
  }

  private long send(int shard, byte[] frame) {
    try {
      Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(topic, shard, null, frame));
      RecordMetadata lies = sent.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
      if (!lies.hasOffset()) {
        throw new OutcomeUnknown("the brokers have it, and do not say where: shard " + shard);
      }
      return lies.offset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OutcomeUnknown("interrupted while waiting for the brokers of the log", e);
    } catch (TimeoutException e) {
      throw new OutcomeUnknown("no broker of the log answered in time: shard " + shard, e);
    } catch (ExecutionException | KafkaException | IllegalStateException e) {
      // Sent before and tried again, or never sent: the client does not tell.
      throw new OutcomeUnknown("the brokers of the log fail: " + e.getMessage(), e);
    }
  }

  /// Waits a second for what is under way.
  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
  }
}
