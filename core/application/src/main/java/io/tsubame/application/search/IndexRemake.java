package io.tsubame.application.search;

import io.tsubame.application.Unavailable;
import io.tsubame.application.engine.Progress;
import io.tsubame.application.search.Indexing.Sources;
import io.tsubame.application.view.FileRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.MessageRow;
import io.tsubame.application.view.Pages;
import io.tsubame.application.view.RoomHead;
import io.tsubame.application.view.RoomRow;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.TaskRow;
import io.tsubame.application.view.ViewStore;
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import io.tsubame.domain.FileId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.Room;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Fills an empty index from the views, several stretches of rooms at once. What the views gain
/// meanwhile comes again from the log, behind the checkpoints that are noted before.
final class IndexRemake {
  /// Messages that one thread takes on at once, of one room.
  private static final int STRETCH = 50_000;

  /// Rows that are read together, and documents that are written together.
  private static final int PAGE = 1_000;

  private static final Duration GLANCE = Duration.ofMillis(200);

  private final Sources sources;
  private final Documents documents;
  private final SearchLimits limits;
  private final AtomicLong done = new AtomicLong();

  private final BooleanSupplier cancelled;

  IndexRemake(
      Sources sources, Documents documents, SearchLimits limits, BooleanSupplier cancelled) {
    this.sources = sources;
    this.documents = documents;
    this.limits = limits;
    this.cancelled = cancelled;
  }

  /// Messages of a room from a sequence number, included, to another, excluded.
  private record Stretch(RoomId room, int from, int to) {}

  void fill(SearchIndex index, Consumer<Progress> progress) throws InterruptedException {
    Map<Integer, Long> checkpoints = checkpoints();
    List<Stretch> stretches = stretches();
    long total = stretches.stream().mapToLong(stretch -> stretch.to() - stretch.from()).sum();
    progress.accept(new Progress(0, total));
    inParallel(
        stretches,
        stretch -> {
          fill(index, stretch);
          progress.accept(new Progress(done.get(), total));
        });
    things(
        index,
        Table.TASKS,
        entry ->
            documents.of(new TaskId(Keys.intAt(entry.key(), 0)), TaskRow.decode(entry.value())));
    things(
        index,
        Table.FILES,
        entry ->
            documents.of(
                new FileId(Keys.intAt(entry.key(), 0)),
                FileRow.decode(entry.value()),
                sources.views()));
    index.write(new IndexBatch(List.of(), checkpoints));
  }

  private void inParallel(List<Stretch> stretches, Consumer<Stretch> work)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Runnable worker =
        () -> {
          try {
            for (int at = next.getAndIncrement();
                at < stretches.size() && failure.get() == null;
                at = next.getAndIncrement()) {
              work.accept(stretches.get(at));
            }
          } catch (RuntimeException | Error broken) {
            failure.set(broken);
          }
        };
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < limits.rebuildThreads(); i++) {
      threads.add(Thread.ofPlatform().name("search-remake-" + i).start(worker));
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException interrupted) {
        failure.set(interrupted);
        throw interrupted;
      }
    }
    Throwable broken = failure.get();
    if (broken != null) {
      throw new Unavailable("the index cannot be made anew: " + broken.getMessage(), broken);
    }
  }

  private void failWhereCancelled() {
    if (cancelled.getAsBoolean()) {
      throw new Unavailable("closing");
    }
  }

  /// Where the log has to be followed from. The views must be level with the log before, or nearly
  /// all would have to be followed.
  private Map<Integer, Long> checkpoints() throws InterruptedException {
    Map<Integer, Long> checkpoints = new HashMap<>();
    for (int shard = 0; shard < sources.log().shards(); shard++) {
      long end = sources.log().end(shard);
      while (!sources.progress().awaitProjected(shard, end, GLANCE)) {
        failWhereCancelled();
      }
      checkpoints.put(shard, end);
    }
    return checkpoints;
  }

  private List<Stretch> stretches() {
    List<Stretch> stretches = new ArrayList<>();
    ViewStore views = sources.views();
    Pages.forEach(
        views,
        Table.ROOMS,
        new byte[0],
        entry -> {
          if (RoomRow.decode(entry.value()).status() == Room.Status.ACTIVE) {
            RoomId room = new RoomId(Keys.intAt(entry.key(), 0));
            byte[] head = views.get(Table.ROOM_HEADS, Keys.room(room));
            int last = head == null ? 0 : RoomHead.decode(head).lastSequence();
            for (int from = 1; from <= last; from += STRETCH) {
              stretches.add(new Stretch(room, from, Math.min(from + STRETCH, last + 1)));
            }
          }
        });
    return stretches;
  }

  private void fill(SearchIndex index, Stretch stretch) {
    int from = stretch.from();
    while (from < stretch.to()) {
      failWhereCancelled();
      Range range =
          new Range(
              Keys.message(stretch.room(), from),
              Keys.message(stretch.room(), stretch.to()),
              Order.ASCENDING);
      List<Entry> page = sources.views().scan(Table.MESSAGES, range, PAGE);
      List<IndexChange> changes = new ArrayList<>(page.size());
      for (Entry entry : page) {
        int sequence = Keys.intAt(entry.key(), 4);
        MessageRow row = MessageRow.decode(entry.value());
        if (!row.deleted()) {
          changes.add(new IndexChange.Put(documents.of(stretch.room(), sequence, row)));
        }
        from = sequence + 1;
      }
      index.write(new IndexBatch(changes, Map.of()));
      done.addAndGet(page.size());
      if (page.size() < PAGE) {
        return;
      }
    }
  }

  private void things(SearchIndex index, Table table, Function<Entry, IndexDocument> document) {
    List<IndexChange> changes = new ArrayList<>();
    Pages.forEach(
        sources.views(),
        table,
        new byte[0],
        entry -> {
          changes.add(new IndexChange.Put(document.apply(entry)));
          if (changes.size() == PAGE) {
            failWhereCancelled();
            index.write(new IndexBatch(changes, Map.of()));
            changes.clear();
          }
        });
    index.write(new IndexBatch(changes, Map.of()));
  }
}
