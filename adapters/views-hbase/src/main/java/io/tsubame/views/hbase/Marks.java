package io.tsubame.views.hbase;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.hadoop.hbase.client.Put;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The notes that the rows of batches are there, as far as they are not written yet. They travel
/// with the rows of the next batch, so that they cost no call of their own; after a moment without
/// one, alone. One that does not arrive costs whoever asks next to write the rows again.
final class Marks {
  private static final Logger LOG = LoggerFactory.getLogger(Marks.class);

  private record Waiting(Commits batch, long since) {}

  private final Duration patience;
  private final Consumer<List<Put>> telling;

  /// By shard.
  private final Map<Integer, Waiting> waiting = new HashMap<>();

  /// Whether somebody looks after those that no batch takes along.
  private boolean attended;

  /// @param patience with a batch that takes them along
  /// @param telling writes those that none took, and does not wait
  Marks(Duration patience, Consumer<List<Put>> telling) {
    this.patience = patience;
    this.telling = telling;
  }

  /// The rows of this batch are there.
  synchronized void add(Commits batch) {
    waiting.put(batch.shard(), new Waiting(batch, System.nanoTime()));
    if (!attended) {
      attended = true;
      Thread.ofVirtual().name("hbase-marks").start(this::attend);
    }
  }

  /// The shard has a later batch: there is nothing to be noted of the one before.
  synchronized void drop(int shard) {
    waiting.remove(shard);
  }

  /// All that wait, to be written with something else.
  synchronized List<Put> take() {
    List<Put> all = waiting.values().stream().map(each -> each.batch().mark()).toList();
    waiting.clear();
    return all;
  }

  private void attend() {
    List<Put> late;
    do {
      LockSupport.parkNanos(patience.toNanos());
      late = takeLate();
      if (!late.isEmpty()) {
        tell(late);
      }
    } while (isNeeded());
  }

  /// Whatever becomes of these, the next ones are told, too.
  private void tell(List<Put> late) {
    try {
      telling.accept(late);
    } catch (RuntimeException lost) {
      LOG.atDebug().setCause(lost).log("Notes of batches were not written");
    }
  }

  private synchronized List<Put> takeLate() {
    long now = System.nanoTime();
    List<Put> late = new ArrayList<>();
    waiting
        .values()
        .removeIf(
            each -> now - each.since() >= patience.toNanos() && late.add(each.batch().mark()));
    return late;
  }

  private synchronized boolean isNeeded() {
    attended = !waiting.isEmpty();
    return attended;
  }
}
