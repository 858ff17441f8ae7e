package io.tsubame.views.hbase;

import io.tsubame.application.CheckpointMoved;
import io.tsubame.application.Unavailable;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.views.hbase.Journal.RowChange;
import io.tsubame.views.hbase.Share.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.CheckAndMutate;
import org.apache.hadoop.hbase.client.CheckAndMutateResult;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Mutation;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.jspecify.annotations.Nullable;

/// Writes batches: first as a whole into the rows of their shards, then row by row. The rules are
/// numbered in `docs/spec/view-store-hbase.md`.
final class Batches {
  /// How often somebody else may come between before a write gives up.
  private static final int TRIES = 8;

  /// Rows that are written by one call.
  private static final int CALL_ROWS = 5_000;

  private static final int CALL_BYTES = 8 << 20;

  /// Calls at once by which shards take up a batch, and by which rows are written.
  private static final int SHARD_CALLS = 16;

  private static final int ROW_CALLS = 4;

  /// How long a batch goes unnoted that no other follows.
  private static final Duration UNNOTED = Duration.ofMillis(250);

  private final Link link;
  private final Supplier<TableName> table;
  private final Clock clock;
  private final Counters counters;
  private final Marks marks;
  private final Map<Integer, Line> lines = new ConcurrentHashMap<>();

  Batches(Link link, Supplier<TableName> table, Clock clock, Counters counters) {
    this.link = link;
    this.table = table;
    this.clock = clock;
    this.counters = counters;
    marks = new Marks(UNNOTED, notes -> link.tell(table.get(), notes));
  }

  /// What this process knows of a shard.
  private static final class Line {
    /// Held while the shard is written.
    final ReentrantLock lock = new ReentrantLock();

    /// The shard's row, whole; null where it may be another by now.
    @Nullable Commits known;
  }

  void write(ViewBatch batch) {
    SortedMap<Integer, Share> shares = Share.of(batch);
    List<Line> taken = shares.keySet().stream().map(this::line).toList();
    taken.forEach(line -> line.lock.lock());
    try {
      writeLocked(shares);
      counters.batches.increment();
    } finally {
      taken.forEach(line -> line.lock.unlock());
    }
  }

  /// What the projection has of the shard, all of which can be read.
  long checkpoint(String projection, int shard) {
    Line line = line(shard);
    line.lock.lock();
    try {
      line.known = null;
      return stored(List.of(shard)).getFirst().checkpoint(projection);
    } finally {
      line.lock.unlock();
    }
  }

  private Line line(int shard) {
    return lines.computeIfAbsent(shard, _ -> new Line());
  }

  private void writeLocked(SortedMap<Integer, Share> shares) {
    SortedMap<Integer, Share> left = new TreeMap<>(shares);
    List<Integer> moved = new ArrayList<>();
    for (int attempt = 0; !left.isEmpty(); attempt++) {
      if (attempt == TRIES) {
        throw new Unavailable("others write the views of shards " + left.keySet() + ", too");
      }
      List<Attempt> attempts = new ArrayList<>();
      for (Commits stored : stored(left.keySet())) {
        Share share = Objects.requireNonNull(left.get(stored.shard()), "a shard that nobody asked");
        Verdict verdict = share.verdict(stored);
        if (verdict == Verdict.COMMIT) {
          attempts.add(Attempt.of(share, stored, clock.millis()));
        } else {
          left.remove(stored.shard());
        }
        if (verdict == Verdict.MOVED) {
          moved.add(stored.shard());
        }
      }
      commit(attempts).forEach(done -> left.remove(done.next().shard()));
    }
    if (!moved.isEmpty()) {
      throw new CheckpointMoved("others have written the views of shards " + moved);
    }
  }

  /// One try to write a share.
  private record Attempt(Share share, Commits stored, Commits next, byte[] journal) {
    static Attempt of(Share share, Commits stored, long now) {
      byte[] journal = Journal.encode(share.changes());
      return new Attempt(share, stored, stored.next(now, journal, share.reached(stored)), journal);
    }

    byte[] row() {
      return RowKeys.commits(next.shard());
    }
  }

  /// A batch that the row of its shard holds as a whole.
  private record Decided(Commits commits, List<RowChange> rows) {}

  /// @return those that nobody came before
  private List<Attempt> commit(List<Attempt> all) {
    List<Attempt> committed = new ArrayList<>();
    if (all.isEmpty()) {
      return committed;
    }
    List<Attempt> attempts =
        all.stream().sorted(Comparator.comparing(Attempt::row, Arrays::compareUnsigned)).toList();
    attempts.forEach(each -> line(each.next().shard()).known = null);
    List<CheckAndMutate> changes =
        attempts.stream().map(each -> each.stored().change(each.next(), each.journal())).toList();
    List<CheckAndMutateResult> results =
        link.write(table.get(), rows -> together(changes, SHARD_CALLS, rows::checkAndMutateAll));
    for (int i = 0; i < attempts.size(); i++) {
      if (results.get(i).isSuccess()) {
        committed.add(attempts.get(i));
      } else {
        counters.repeats.increment();
      }
    }
    finish(
        committed.stream().map(each -> new Decided(each.next(), each.share().changes())).toList());
    return committed;
  }

  /// A region server works one by one through the conditional changes of a call, and through its
  /// regions, each on its disk before the next begins; several calls share the way to the disk.
  private static <C, R> CompletableFuture<List<R>> together(
      List<C> all, int calls, Function<List<C>, CompletableFuture<List<R>>> call) {
    int each = Math.ceilDiv(all.size(), calls);
    List<CompletableFuture<List<R>>> made = new ArrayList<>();
    for (int from = 0; from < all.size(); from += each) {
      made.add(call.apply(all.subList(from, Math.min(all.size(), from + each))));
    }
    return CompletableFuture.allOf(made.toArray(CompletableFuture[]::new))
        .thenApply(_ -> made.stream().flatMap(part -> part.join().stream()).toList());
  }

  /// The rows of the shards, whole.
  private List<Commits> stored(Collection<Integer> shards) {
    List<Integer> unknown = shards.stream().filter(shard -> line(shard).known == null).toList();
    if (!unknown.isEmpty()) {
      List<Result> rows = asked(unknown.stream().map(Commits::asked).toList());
      List<Integer> torn = new ArrayList<>();
      for (int i = 0; i < unknown.size(); i++) {
        Commits found = Commits.of(unknown.get(i), rows.get(i));
        line(found.shard()).known = found;
        if (!found.isWhole()) {
          torn.add(found.shard());
        }
      }
      mend(torn);
    }
    List<Commits> stored = new ArrayList<>();
    shards.forEach(shard -> stored.add(known(shard)));
    return stored;
  }

  private Commits known(int shard) {
    Commits known = line(shard).known;
    if (known == null) {
      throw new IllegalStateException("nobody has looked at shard " + shard);
    }
    return known;
  }

  /// Writes the rows of batches of which nobody has noted that they are there.
  private void mend(List<Integer> torn) {
    if (torn.isEmpty()) {
      return;
    }
    torn.forEach(shard -> line(shard).known = null);
    List<Result> rows = asked(torn.stream().map(Commits::askedWhole).toList());
    List<Decided> batches = new ArrayList<>();
    for (int i = 0; i < torn.size(); i++) {
      Commits found = Commits.of(torn.get(i), rows.get(i));
      batches.add(new Decided(found, found.journal(rows.get(i))));
    }
    counters.mended.add(torn.size());
    finish(batches);
  }

  private List<Result> asked(List<Get> questions) {
    return link.read(table.get(), rows -> rows.getAll(questions));
  }

  /// Writes the rows of batches whose shards hold them as a whole, and what is to be noted of
  /// batches before.
  private void finish(List<Decided> batches) {
    batches.forEach(batch -> marks.drop(batch.commits().shard()));
    List<Mutation> call = new ArrayList<>(marks.take());
    long bytes = 0;
    for (Decided batch : batches) {
      for (RowChange change : batch.rows()) {
        call.add(mutation(change, batch.commits().version()));
        bytes += change.bytes();
        if (call.size() == CALL_ROWS || bytes >= CALL_BYTES) {
          send(call);
          call = new ArrayList<>();
          bytes = 0;
        }
      }
    }
    send(call);
    batches.forEach(batch -> {
      marks.add(batch.commits());
      line(batch.commits().shard()).known = batch.commits().whole();
    });
  }

  private void send(List<Mutation> call) {
    if (!call.isEmpty()) {
      // Neighbours go together, since they lie on one server.
      call.sort(Comparator.comparing(Mutation::getRow, Arrays::compareUnsigned));
      link.write(
          table.get(), rows -> together(call, ROW_CALLS, part -> rows.<Object>batchAll(part)));
    }
  }

  static Mutation mutation(RowChange change, long version) {
    byte[] value = change.value();
    return value == null
        ? new Delete(change.row()).addColumns(Schema.FAMILY, Schema.VALUE, version)
        : new Put(change.row(), version).addColumn(Schema.FAMILY, Schema.VALUE, value);
  }
}
