package io.tsubame.application.follower;

import io.tsubame.application.Backoff;
import io.tsubame.application.CheckpointMoved;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.application.shard.CommitListener;
import io.tsubame.application.shard.Committed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Leads one consumer through the logs of all shards: each record once, in the order of its shard.
/// What was committed lately comes from memory, everything else from the log. The rules are
/// numbered in `docs/spec/projections.md`.
public final class LogFollower implements CommitListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);

  private final LogConsumer consumer;
  private final EventLog log;
  private final CommitCodec codec;
  private final FollowerLimits limits;
  private final LogTail tail;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final LongAdder commits = new LongAdder();
  private final LongAdder batches = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final Thread thread;
  private volatile @Nullable String fault;

  /// Whether the last batch was full, or came from the log. For the thread alone.
  private boolean behind;

  public LogFollower(LogConsumer consumer, EventLog log, CommitCodec codec, FollowerLimits limits) {
    this.consumer = consumer;
    this.log = log;
    this.codec = codec;
    this.limits = limits;
    tail = new LogTail(log.shards(), limits.tail());
    thread = Thread.ofVirtual().name("follower-" + consumer.name()).unstarted(this::run);
  }

  /// Follows all shards.
  public void start() {
    for (int shard = 0; shard < log.shards(); shard++) {
      tail.follow(shard);
    }
    thread.start();
  }

  /// Follows the shards that it is told to.
  public void startWithNone() {
    for (int shard = 0; shard < log.shards(); shard++) {
      tail.leave(shard);
    }
    thread.start();
  }

  /// Follows the shard from now on, from the consumer's checkpoint.
  public void follow(int shard) {
    tail.follow(shard);
  }

  /// Follows the shard no more. A batch at hand may still be consumed.
  public void leave(int shard) {
    tail.leave(shard);
  }

  @Override
  public void committed(Committed committed) {
    if (fault == null) {
      tail.add(committed);
    }
  }

  /// The log of the shard reaches so far, by what another process has appended: it is read.
  public void reaches(int shard, long end) {
    if (fault == null) {
      tail.reaches(shard, end);
    }
  }

  /// The position behind the last record of the shard that was consumed.
  public long consumed(int shard) {
    return tail.consumed(shard);
  }

  /// Waits until every record before `end` was consumed, and says whether it was.
  public boolean awaitConsumed(int shard, long end, Duration timeout) throws InterruptedException {
    return tail.awaitConsumed(shard, end, timeout);
  }

  /// The same for several followers.
  public static boolean awaitAll(List<LogFollower> followers, int shard, long end, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    boolean all = true;
    for (LogFollower follower : followers) {
      Duration rest = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      all &= follower.awaitConsumed(shard, end, rest);
    }
    return all;
  }

  public FollowerNumbers numbers() {
    return new FollowerNumbers(
        consumer.name(), commits.sum(), batches.sum(), failures.sum(), tail.lag(), fault);
  }

  /// Ends after the batch at hand. What it leaves is in the log.
  @Override
  public void close() {
    closing.countDown();
    tail.close();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      for (Integer shard = tail.nextBehind(); shard != null; shard = tail.nextBehind()) {
        LogBatch batch = nextBatch(shard);
        if (!batch.ends().isEmpty()) {
          boolean _ = consume(batch);
          if (!behind) {
            tail.rest(limits.rest());
          }
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error bug) {
      stop(bug);
    }
  }

  /// Begins with all of them at once: each asks store and log, which may be far away.
  private void begin(Collection<Integer> shards) throws InterruptedException {
    if (shards.size() == 1) {
      attempt(() -> begin(shards.iterator().next()));
    } else if (!shards.isEmpty()) {
      attempt(() -> beginTogether(shards));
    }
  }

  private void beginTogether(Collection<Integer> shards) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Void>> asked =
          shards.stream()
              .map(shard -> CompletableFuture.runAsync(() -> begin(shard), threads))
              .toList();
      asked.forEach(CompletableFuture::join);
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof OperatingFailure failure ? failure : failed;
    }
  }

  private void begin(int shard) {
    tail.begin(shard, consumer.checkpoint(shard), log.end(shard));
  }

  /// As much as there is, up to the bounds: the longer a batch takes, the larger the next.
  private LogBatch nextBatch(int first) throws InterruptedException {
    List<Committed> taken = new ArrayList<>();
    Map<Integer, Long> ends = new HashMap<>();
    Set<Integer> fresh = new LinkedHashSet<>(); // news may name one again meanwhile
    behind = false;
    for (Integer next = first; next != null; next = tail.pollBehind()) {
      int shard = next;
      if (tail.isNew(shard)) {
        fresh.add(shard);
        continue;
      }
      int room = limits.batchCommits() - taken.size();
      List<Committed> recent = tail.take(shard, room);
      if (recent.isEmpty()) {
        read(shard, room, taken, ends);
      } else {
        taken.addAll(recent);
        ends.put(shard, recent.getLast().position() + 1);
      }
      if (taken.size() >= limits.batchCommits()) {
        behind = true;
        break;
      }
    }
    begin(fresh);
    return new LogBatch(taken, ends);
  }

  /// Adds what the log has next.
  private void read(int shard, int maxRecords, List<Committed> taken, Map<Integer, Long> ends)
      throws InterruptedException {
    LogTail.Gap gap = tail.gap(shard);
    if (gap == null) {
      return;
    }
    List<StoredRecord> stored = new ArrayList<>();
    attempt(() -> stored.addAll(log.read(shard, gap.from(), maxRecords, limits.batchBytes())));
    if (stored.isEmpty()) {
      tail.foundNothing(shard, gap);
      return;
    }
    stored.stream().filter(next -> !next.isOfTheLog()).map(this::decoded).forEach(taken::add);
    behind = true;
    long end = stored.getLast().position() + 1;
    tail.takenUpTo(shard, end);
    ends.put(shard, end);
  }

  private Committed decoded(StoredRecord stored) {
    return new Committed(stored.shard(), stored.position(), codec.decode(stored), null);
  }

  /// @return whether it was consumed; else somebody else has consumed for a shard meanwhile
  private boolean consume(LogBatch batch) throws InterruptedException {
    try {
      attempt(() -> consumer.consume(batch));
    } catch (CheckpointMoved _) {
      begin(batch.ends().keySet());
      return false;
    } catch (PoisonedCommit poisoned) {
      if (consume(batch.before(poisoned.commit()))) {
        throw poisoned;
      }
      return false;
    }
    advance(batch);
    return true;
  }

  private void advance(LogBatch batch) {
    batches.increment();
    commits.add(batch.commits().size());
    batch.ends().forEach(tail::consumedUpTo);
  }

  /// Repeats what fails for a reason that may pass, until it works.
  private void attempt(Runnable work) throws InterruptedException {
    Backoff backoff = new Backoff(limits.leastBackoff(), limits.greatestBackoff());
    while (true) {
      try {
        work.run();
        return;
      } catch (CorruptLog | CheckpointMoved passed) {
        throw passed;
      } catch (OperatingFailure failure) {
        failures.increment();
        LOG.atWarn()
            .addKeyValue("follower", consumer.name())
            .addKeyValue("cause", failure.getMessage())
            .log("A follower of the log has to try again");
      }
      if (closing.await(backoff.next().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new InterruptedException("closing");
      }
    }
  }

  private void stop(Throwable bug) {
    fault = bug.toString();
    tail.clear();
    LOG.atError()
        .addKeyValue("follower", consumer.name())
        .setCause(bug)
        .log("A follower of the log has stopped for good");
  }
}
