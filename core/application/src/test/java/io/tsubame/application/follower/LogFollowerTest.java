package io.tsubame.application.follower;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.Ownership;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.FaultyLog;
import io.tsubame.application.shard.HeapCodec;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class LogFollowerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final FollowerLimits LIMITS =
      new FollowerLimits(4, 8, 1 << 20, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ZERO);

  private final FaultyLog log = new FaultyLog(2);
  private final HeapCodec codec = new HeapCodec();
  private final RecordingConsumer consumer = new RecordingConsumer();
  private final List<Ownership> owners = List.of(log.open(0), log.open(1));
  private LogFollower follower = new LogFollower(consumer, log, codec, LIMITS);

  @AfterEach
  void close() {
    consumer.permits.release(1_000);
    follower.close();
  }

  @Test
  @DisplayName("[FO1] what was there before is read from the log, epoch-opened records aside")
  void fromTheLog() throws InterruptedException {
    appendOnly(0, 20);
    follower.start();
    assertConsumed(0, 20);
  }

  @Test
  @DisplayName("[FO1] what is committed while it follows comes from memory")
  void fromMemory() throws InterruptedException {
    follower.start();
    assertConsumed(0, 0);
    assertConsumed(1, 0);
    int reads = log.reads();
    for (int i = 0; i < 20; i++) {
      append(0, 1);
      assertConsumed(0, i + 1);
    }
    assertThat(log.reads()).isEqualTo(reads);
  }

  @Test
  @DisplayName("[FO2] memory is bounded")
  void bounded() throws InterruptedException {
    follower.start();
    assertConsumed(0, 0);
    consumer.permits.drainPermits();
    int reads = log.reads();
    append(0, 30);
    consumer.permits.release(1_000);
    assertConsumed(0, 30);
    assertThat(log.reads()).isGreaterThan(reads);
  }

  @Test
  @DisplayName("[FO2] what does not fit into memory, or nobody told, is read from the log")
  void beyondMemory() throws InterruptedException {
    follower.start();
    assertConsumed(0, 0);
    consumer.permits.drainPermits();
    append(0, 30);
    appendOnly(0, 3);
    append(0, 2);
    consumer.permits.release(1_000);
    assertConsumed(0, 35);
    int reads = log.reads();
    append(0, 1);
    assertConsumed(0, 36);
    assertThat(log.reads()).isEqualTo(reads);
  }

  @Test
  @DisplayName("[FO1] what came from the log meanwhile is not taken from memory again")
  void overtaken() throws InterruptedException {
    follower.start();
    assertConsumed(0, 0);
    appendOnly(0, 3);
    append(0, 2);
    assertConsumed(0, 5);
    int reads = log.reads();
    append(0, 1);
    assertConsumed(0, 6);
    assertThat(log.reads()).isEqualTo(reads);
  }

  @Test
  @DisplayName("[FO2] what was read from the log takes no room in memory")
  void makesRoom() throws InterruptedException {
    follower.start();
    assertConsumed(0, 0);
    assertConsumed(1, 0);
    consumer.permits.drainPermits();
    append(1, 1);
    appendOnly(0, 1);
    append(0, 4); // fills memory, behind what only the log has
    consumer.permits.release(1_000);
    assertConsumed(0, 5);
    int reads = log.reads();
    append(1, 1);
    assertConsumed(1, 2);
    assertThat(log.reads()).isEqualTo(reads);
  }

  @Test
  @DisplayName("[FO8] what comes while a follower rests waits for more")
  void rests() throws InterruptedException {
    restAfterOne();
    append(0, 1);
    append(1, 1);
    assertThat(consumer.begun.tryAcquire(100, TimeUnit.MILLISECONDS)).isFalse();
    follower.close();
    assertThat(consumer.consumed()).hasSize(1);
  }

  @Test
  @DisplayName("[FO8] a follower rests no longer when somebody waits for it")
  void hurries() throws InterruptedException {
    restAfterOne();
    append(0, 1);
    append(1, 1);
    assertConsumed(0, 2);
    assertConsumed(1, 1);
    assertThat(consumer.begun.availablePermits()).isEqualTo(1);
  }

  @Test
  @DisplayName("[FO8] a follower that is behind does not rest")
  void doesNotRestBehind() throws InterruptedException {
    restAfterOne();
    append(0, 16);
    assertThat(follower.awaitConsumed(0, 3, PATIENCE)).isTrue();
    assertThat(consumer.begun.tryAcquire(2, PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  /// A follower that rests for an hour when it has consumed a commit.
  private void restAfterOne() throws InterruptedException {
    follower = new LogFollower(consumer, log, codec, LIMITS.resting(Duration.ofHours(1)));
    follower.start();
    assertConsumed(0, 0);
    assertConsumed(1, 0);
    consumer.begun.drainPermits();
    append(0, 1);
    consumer.begun.acquire();
  }

  @Test
  @DisplayName("[FO3] it goes on behind its checkpoint")
  void afterRestart() throws InterruptedException {
    follower.start();
    append(0, 5);
    assertConsumed(0, 5);
    follower.close();
    append(0, 5);
    append(1, 5);
    follower = new LogFollower(consumer, log, codec, LIMITS);
    follower.start();
    assertConsumed(0, 10);
    assertConsumed(1, 5);
  }

  @Test
  @DisplayName("[FO4] what fails for a reason that may pass is tried again")
  void triesAgain() throws InterruptedException {
    consumer.failNext(3); // of which two shards that begin together may share one try
    log.setReadable(false);
    follower.start();
    append(0, 5);
    log.setReadable(true);
    assertConsumed(0, 5);
    consumer.failNext(3);
    append(0, 1);
    assertConsumed(0, 6);
    assertThat(follower.numbers().failures()).isGreaterThanOrEqualTo(5);
    assertThat(follower.numbers().fault()).isNull();
  }

  @Test
  @DisplayName("[FO5] at a commit that cannot be consumed it stops, with all before it consumed")
  void poisoned() throws InterruptedException {
    consumer.poison(4);
    appendOnly(0, 8);
    follower.start();
    assertThat(follower.awaitConsumed(0, 4, PATIENCE)).isTrue();
    assertThat(follower.awaitConsumed(0, 5, Duration.ofMillis(300))).isFalse();
    assertThat(consumer.consumed()).extracting(Committed::position).containsExactly(1L, 2L, 3L);
    assertThat(follower.numbers().fault()).contains("shard 0, position 4");
    append(0, 10);
    assertThat(follower.consumed(0)).isEqualTo(4);
  }

  @Test
  @DisplayName("[FO6] what waits is consumed together, up to the bound")
  void batches() throws InterruptedException {
    follower.start();
    assertConsumed(0, 0);
    consumer.permits.drainPermits();
    consumer.begun.drainPermits();
    append(0, 1);
    consumer.begun.acquire();
    append(0, 20);
    consumer.permits.release(1_000);
    assertConsumed(0, 21);
    assertThat(consumer.batches()).allMatch(batch -> batch.commits().size() <= 8);
    assertThat(consumer.batches()).anyMatch(batch -> batch.commits().size() == 8);
  }

  @Test
  @DisplayName("[FO7] waiting for what never comes ends in time, and costs no more than a look")
  void awaitsInVain() throws InterruptedException {
    follower.start();
    assertConsumed(0, 0);
    assertThat(follower.awaitConsumed(0, 1_000, Duration.ofMillis(50))).isFalse();
    assertThat(log.reads()).isLessThan(10);
    assertThat(follower.numbers().lag()).isZero();
    append(0, 3);
    assertConsumed(0, 3);
  }

  @Test
  @DisplayName("[FO9] where somebody else came before it, it goes on from where they are")
  void overtakenByAnother() throws InterruptedException {
    follower.start();
    append(0, 3);
    assertConsumed(0, 3);
    consumer.permits.drainPermits();
    append(0, 9);
    append(1, 2);
    consumer.move(0, 8);
    consumer.permits.release(1_000);
    assertThat(follower.awaitConsumed(0, 13, PATIENCE)).isTrue();
    assertConsumed(1, 2);
    append(0, 1);
    assertThat(follower.awaitConsumed(0, 14, PATIENCE)).isTrue();
    assertThat(consumer.consumed())
        .filteredOn(each -> each.shard() == 0)
        .extracting(Committed::position)
        .containsExactly(1L, 2L, 3L, 8L, 9L, 10L, 11L, 12L, 13L);
    assertThat(follower.numbers().fault()).isNull();
  }

  /// Waits until all commits of the shard are consumed, each once and in order.
  private void assertConsumed(int shard, int commits) throws InterruptedException {
    assertThat(follower.awaitConsumed(shard, commits + 1L, PATIENCE)).isTrue();
    assertThat(consumer.consumed())
        .filteredOn(each -> each.shard() == shard)
        .extracting(Committed::position)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, commits).boxed().toList());
  }

  /// Appends commits and tells the follower.
  private void append(int shard, int count) {
    for (int i = 0; i < count; i++) {
      follower.committed(appended(shard));
    }
  }

  /// Appends commits of which nobody tells the follower.
  private void appendOnly(int shard, int count) {
    for (int i = 0; i < count; i++) {
      appended(shard);
    }
  }

  private Committed appended(int shard) {
    Commit commit =
        new Commit(
            new AggregateId.Organization(new OrganizationId(1)),
            Instant.EPOCH,
            Actor.SERVER,
            null,
            List.of());
    LogRecord logRecord = codec.encode(commit);
    long position = log.end(shard);
    log.append(owners.get(shard), position, List.of(logRecord));
    return new Committed(shard, position, commit, null);
  }
}
