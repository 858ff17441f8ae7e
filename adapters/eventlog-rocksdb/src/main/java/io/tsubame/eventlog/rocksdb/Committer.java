package io.tsubame.eventlog.rocksdb;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.log.EventLog.Ownership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The only writer of the log. It takes what waits, of all shards, and brings it onto the disk by
/// one flush; what comes meanwhile waits for the next. So the flushes adapt to the disk: a slow one
/// gets larger batches.
///
/// A flush that fails leaves unknown what is on the disk. All that it held is answered so, and the
/// committer takes no more and says that it stopped: the log must be opened anew, which reads what
/// is there.
final class Committer implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Committer.class);

  private final DurableWrite disk;
  private final ShardTails tails;
  private final TypeNames types;
  private final BlockingQueue<Request> queue;
  private final Semaphore freeBytes;
  private final int flushBytes;
  private final Duration deadline;
  private final WriteBatch batch = new WriteBatch();
  private final Thread thread;
  private final int maxWaitingBytes;
  private final Counters counters;
  private final Runnable onFailure;
  private volatile @Nullable String stopped;

  /// What committers of one log have done so far, each after another.
  static final class Counters {
    final LongAdder flushes = new LongAdder();
    final LongAdder requests = new LongAdder();
    final LongAdder refusals = new LongAdder();
    final LongAdder failures = new LongAdder();
  }

  /// @param onFailure called once, by the committer's thread, when a flush failed and all that
  ///   waited is answered
  Committer(
      DurableWrite disk,
      RecoveredLog recovered,
      RocksEventLogConfig config,
      Counters counters,
      Runnable onFailure) {
    this.disk = disk;
    this.tails = recovered.tails();
    this.types = recovered.types();
    this.counters = counters;
    this.onFailure = onFailure;
    queue = new ArrayBlockingQueue<>(config.maxWaitingBatches());
    maxWaitingBytes = config.maxWaitingBytes();
    freeBytes = new Semaphore(maxWaitingBytes);
    flushBytes = config.flushBytes();
    deadline = config.appendDeadline();
    thread = Thread.ofPlatform().daemon().name("eventlog-committer").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Returns when the request is durable.
  void submit(Request request) {
    if (!freeBytes.tryAcquire(request.bytes())) {
      counters.refusals.increment();
      throw new Overloaded("too many bytes wait for the event log");
    }
    if (!queue.offer(request)) {
      freeBytes.release(request.bytes());
      counters.refusals.increment();
      throw new Overloaded("too many batches wait for the event log");
    }
    if (stopped != null) {
      refuseWaiting();
    }
    request.await(deadline);
  }

  RocksEventLogStatistics statistics() {
    return new RocksEventLogStatistics(
        counters.flushes.sum(),
        counters.requests.sum(),
        counters.refusals.sum(),
        counters.failures.sum(),
        queue.size(),
        maxWaitingBytes - freeBytes.availablePermits());
  }

  /// Ends the flush under way; what waits behind it is refused.
  @Override
  public void close() {
    if (stopped == null) {
      stopped = "the event log is closed";
    }
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    batch.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<Request> taken = new ArrayList<>();
    boolean sound = true;
    while (sound && stopped == null) {
      try {
        take(taken);
        sound = flush(taken);
      } catch (InterruptedException _) {
        // Closing: the loop ends.
      }
      taken.clear();
    }
    refuseWaiting();
    if (!sound) {
      onFailure.run();
    }
  }

  private void take(List<Request> taken) throws InterruptedException {
    int bytes = 0;
    for (Request next = queue.take(); next != null; next = queue.poll()) {
      taken.add(next);
      bytes += next.bytes();
      if (bytes >= flushBytes) {
        return;
      }
    }
  }

  /// Whether it may go on.
  private boolean flush(List<Request> taken) {
    List<Request> staged = new ArrayList<>(taken.size());
    try {
      batch.clear();
      for (Request request : taken) {
        stage(request, staged);
      }
      if (!staged.isEmpty()) {
        disk.write(batch);
      }
    } catch (RocksDBException | RuntimeException | Error e) {
      stop(e, taken);
      return false;
    } finally {
      // Before the answers: who has one may send the next at once.
      taken.forEach(request -> freeBytes.release(request.bytes()));
    }
    staged.forEach(this::publish);
    counters.flushes.increment();
    counters.requests.add(staged.size());
    return true;
  }

  /// Puts the request into the batch, or answers why not.
  private void stage(Request request, List<Request> staged) throws RocksDBException {
    OperatingFailure refusal =
        request instanceof Request.Append append
            ? tails.refusal(append.owner, append.position)
            : null;
    if (refusal != null) {
      request.fail(refusal);
      return;
    }
    switch (request) {
      case Request.Append append -> {
        put(append.entries);
        tails.advance(append.owner.shard(), append.entries.size());
      }
      case Request.TakeOver takeOver -> stageTakeOver(takeOver);
      case Request.NameType nameType -> stageName(nameType, staged);
    }
    staged.add(request);
  }

  private void stageTakeOver(Request.TakeOver request) throws RocksDBException {
    int shard = request.shard;
    long position = tails.end(shard);
    long epoch = tails.nextEpoch(shard);
    byte[] key = new RecordKey(shard, position).bytes();
    RecordValue opened = new RecordValue(epoch, TypeNames.EPOCH_OPENED, new byte[0]);
    batch.put(key, opened.encode(key));
    tails.advance(shard, 1);
    tails.enter(shard, epoch);
    request.ownership = new Ownership(shard, epoch, position + 1);
  }

  /// Two shards may ask for one name at a time, and for one that has got its number since.
  private void stageName(Request.NameType request, List<Request> staged) throws RocksDBException {
    List<String> fresh =
        staged.stream()
            .filter(Request.NameType.class::isInstance)
            .map(other -> ((Request.NameType) other).name)
            .filter(name -> types.number(name) == null)
            .distinct()
            .toList();
    if (types.number(request.name) == null && !fresh.contains(request.name)) {
      put(List.of(TypeNames.entry(types.next() + fresh.size(), request.name)));
    }
  }

  private void put(List<Request.Entry> entries) throws RocksDBException {
    for (Request.Entry entry : entries) {
      batch.put(entry.key(), entry.value());
    }
  }

  private void publish(Request request) {
    switch (request) {
      case Request.Append append -> tails.publish(append.owner.shard());
      case Request.TakeOver takeOver -> tails.publish(takeOver.shard);
      case Request.NameType nameType -> {
        if (types.number(nameType.name) == null) {
          types.add(nameType.name);
        }
      }
    }
    request.succeed();
  }

  private void stop(Throwable cause, List<Request> taken) {
    counters.failures.increment();
    stopped = "the event log takes nothing since a flush failed; it is being opened anew";
    LOGGER.atError().setCause(cause).log("a flush of the event log failed");
    OutcomeUnknown unknown = new OutcomeUnknown("the flush failed: " + cause.getMessage(), cause);
    taken.forEach(request -> request.fail(unknown));
  }

  private void refuseWaiting() {
    Unavailable refused = new Unavailable(String.valueOf(stopped));
    for (Request next = queue.poll(); next != null; next = queue.poll()) {
      freeBytes.release(next.bytes());
      next.fail(refused);
    }
  }
}
