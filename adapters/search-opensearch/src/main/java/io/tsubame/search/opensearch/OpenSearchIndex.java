package io.tsubame.search.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.search.DamagedIndex;
import io.tsubame.application.search.IndexBatch;
import io.tsubame.application.search.IndexHits;
import io.tsubame.application.search.IndexMark;
import io.tsubame.application.search.IndexNumbers;
import io.tsubame.application.search.IndexQuery;
import io.tsubame.application.search.SearchIndex;
import io.tsubame.search.opensearch.Calls.Answer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// One index on OpenSearch. It is opened when it is needed first, so that nobody waits for
/// OpenSearch who does not search.
final class OpenSearchIndex implements SearchIndex {
  private static final Logger LOG = LoggerFactory.getLogger(OpenSearchIndex.class);

  private static final Duration NUMBERS = Duration.ofSeconds(2);

  private final Calls calls;
  private final OpenSearchConfig config;
  private final Supplier<Opened> opener;
  private final Encoder encoder = new Encoder();
  private final ScheduledExecutorService timing =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("search-commit-", 0).factory());
  private final ReentrantLock opening = new ReentrantLock();

  /// Held while the mark is written.
  private final ReentrantLock marking = new ReentrantLock();

  private volatile @Nullable Opened opened;
  private volatile @Nullable Counted counted;
  private volatile boolean closed;

  /// Whether it is in the log that nothing can be noted; of the timer's thread.
  private boolean told;

  /// An index that this server writes.
  static final class Opened {
    private final String name;
    private final int edition;
    private final Mark mark;

    /// The checkpoints of what OpenSearch has.
    private final Map<Integer, Long> written;

    private final AtomicLong versions;
    private volatile Map<Integer, Long> committed;

    private Opened(String name, int edition, Mark.Opened found) {
      this.name = name;
      this.edition = edition;
      mark = found.mark();
      written = new ConcurrentHashMap<>(found.checkpoints());
      committed = found.checkpoints();
      versions = new AtomicLong(mark.opening() << Integer.SIZE);
    }

    /// @throws DamagedIndex where it is missing, or is none of ours
    static Opened of(Calls calls, String name, int edition) {
      return new Opened(name, edition, Mark.open(calls, name));
    }

    String name() {
      return name;
    }
  }

  /// @param opener is asked when the index is needed, until it answers
  OpenSearchIndex(Calls calls, OpenSearchConfig config, Supplier<Opened> opener) {
    this.calls = calls;
    this.config = config;
    this.opener = opener;
    long pause = config.commit().toNanos();
    var _ = timing.scheduleWithFixedDelay(this::commitInTime, pause, pause, TimeUnit.NANOSECONDS);
  }

  /// Null where it was not opened yet.
  @Nullable String name() {
    Opened index = opened;
    return index == null ? null : index.name;
  }

  /// Opens it where it was not.
  Opened opened() {
    Opened before = opened;
    if (before != null && !closed) {
      return before;
    }
    try {
      if (!opening.tryLock(config.answer().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new Overloaded("too many wait for the search index");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unavailable("closing", interrupted);
    }
    try {
      if (closed) {
        throw new Unavailable("the search index is closed");
      }
      Opened index = opened;
      if (index == null) {
        index = opener.get();
        opened = index;
      }
      return index;
    } finally {
      opening.unlock();
    }
  }

  @Override
  public int edition() {
    return opened().edition;
  }

  @Override
  public long checkpoint(int shard) {
    return opened().committed.getOrDefault(shard, 0L);
  }

  @Override
  public void write(IndexBatch batch) {
    Opened index = opened();
    try {
      Writing writing =
          new Writing(calls, encoder, index.name, config, index.versions::incrementAndGet);
      batch.changes().forEach(writing::add);
      writing.finish();
    } catch (Unavailable failure) {
      failWhereCorrupt(index);
      throw failure;
    }
    index.written.putAll(batch.checkpoints());
  }

  @Override
  public IndexHits find(IndexQuery query, @Nullable IndexMark after, int limit) {
    return new Searching(calls, opened().name, patience(config))
        .find(query, encoder::words, after, limit);
  }

  /// OpenSearch gives up before we do, so that one slow search does not look like silence.
  static Duration patience(OpenSearchConfig config) {
    return config.answer().multipliedBy(3).dividedBy(4);
  }

  @Override
  public void flush() {
    Opened index = opened();
    commit(index);
    counted = null;
    Answer answer = calls.send("POST", "/" + index.name + "/_refresh", Map.of(), null);
    if (answer.isMissing()) {
      throw Mark.gone(index.name, answer);
    }
    answer.fine();
  }

  /// What OpenSearch verifies when it opens an index, it has verified by then.
  @Override
  public void check() {
    Opened index = opened();
    commit(index);
    failWhereCorrupt(index);
  }

  /// As they were a moment ago: who asks for one of them asks for all.
  @Override
  public IndexNumbers numbers() {
    Counted before = counted;
    if (before != null && System.nanoTime() - before.at < NUMBERS.toNanos() && !closed) {
      return before.numbers;
    }
    IndexNumbers numbers = count();
    counted = new Counted(numbers, System.nanoTime());
    return numbers;
  }

  private record Counted(IndexNumbers numbers, long at) {}

  private IndexNumbers count() {
    return count(calls, opened().name);
  }

  static IndexNumbers count(Calls calls, String name) {
    Answer answer = calls.get("/" + name + "/_stats/docs,store,segments,refresh", Map.of());
    if (answer.isMissing()) {
      throw Mark.gone(name, answer);
    }
    JsonNode all = answer.fine().body().path("_all");
    JsonNode primaries = all.path("primaries");
    return new IndexNumbers(
        Math.max(0, primaries.path("docs").path("count").longValue() - 1),
        all.path("total").path("store").path("size_in_bytes").longValue(),
        primaries.path("segments").path("count").intValue(),
        primaries.path("refresh").path("total").longValue());
  }

  @Override
  public void close() {
    timing.shutdownNow();
    opening.lock();
    try {
      Opened index = opened;
      if (index != null && !closed) {
        commit(index);
      }
    } catch (OperatingFailure failure) {
      LOG.atWarn()
          .addKeyValue("cause", failure.getMessage())
          .log("The search index is closed without a note; what was written last comes again");
    } finally {
      closed = true;
      opening.unlock();
      encoder.close();
    }
  }

  private void commitInTime() {
    Opened index = opened;
    if (index == null) {
      return;
    }
    try {
      commit(index);
      told = false;
    } catch (OperatingFailure failure) {
      LOG.atLevel(told ? Level.DEBUG : Level.WARN)
          .addKeyValue("cause", failure.getMessage())
          .log("Search index not kept up");
      told = true;
    }
  }

  /// Notes what was written. All of it is on OpenSearch's disk by then.
  private void commit(Opened index) {
    marking.lock();
    try {
      Map<Integer, Long> checkpoints = Map.copyOf(index.written);
      if (!checkpoints.equals(index.committed)) {
        index.mark.write(checkpoints);
        index.committed = checkpoints;
      }
    } finally {
      marking.unlock();
    }
  }

  /// OpenSearch does not open what is not as it was written, and says so to who asks why.
  private void failWhereCorrupt(Opened index) {
    Answer answer =
        calls.get(
            "/_cat/shards/" + index.name,
            Map.of("format", "json", "h", "prirep,state,unassigned.details"));
    if (answer.isMissing()) {
      throw Mark.gone(index.name, answer);
    }
    for (JsonNode shard : answer.fine().body()) {
      String details = shard.path("unassigned.details").asText().toLowerCase(Locale.ROOT);
      if (shard.path("prirep").asText().equals("p")
          && shard.path("state").asText().equals("UNASSIGNED")) {
        if (details.contains("corrupt")) {
          throw new DamagedIndex(
              "the search index " + index.name + " is damaged", new IllegalStateException(details));
        }
        throw new Unavailable("a part of the search index " + index.name + " is on no node");
      }
    }
  }
}
