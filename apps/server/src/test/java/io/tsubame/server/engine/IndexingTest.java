package io.tsubame.server.engine;

import static io.tsubame.server.engine.EngineWorld.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Unavailable;
import io.tsubame.application.engine.Progress;
import io.tsubame.application.follower.FollowerLimits;
import io.tsubame.application.query.Queries;
import io.tsubame.application.query.ViewQueries;
import io.tsubame.application.search.DocumentKind;
import io.tsubame.application.search.IndexDocument;
import io.tsubame.application.search.IndexQuery;
import io.tsubame.application.search.IndexQuery.Ranking;
import io.tsubame.application.search.IndexState.Condition;
import io.tsubame.application.search.Indexing;
import io.tsubame.application.search.SearchIndex;
import io.tsubame.application.search.SearchIndexes;
import io.tsubame.application.search.SearchLimits;
import io.tsubame.application.search.SearchTerm;
import io.tsubame.application.search.StoppedIndex;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.RoomId;
import io.tsubame.protocol.ProtobufCommitCodec;
import io.tsubame.search.lucene.LuceneSearchConfig;
import io.tsubame.search.lucene.LuceneSearchIndexes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The index follows the log, whatever happens to it.
final class IndexingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final EngineWorld world = new EngineWorld();
  private @Nullable Indexing indexing;

  @TempDir private Path folder;

  @AfterEach
  void close() {
    world.close();
    if (indexing != null) {
      indexing.close();
    }
  }

  /// Hands out indexes and remembers them.
  private static class Shelf implements SearchIndexes {
    final List<ShakyIndex> all = new ArrayList<>();
    private int discarded;

    @Override
    public synchronized SearchIndex open() {
      return create();
    }

    @Override
    public synchronized SearchIndex create() {
      all.add(new ShakyIndex());
      return all.getLast();
    }

    @Override
    public void use(SearchIndex created) {
      // nothing to keep
    }

    @Override
    public synchronized void discard() {
      discarded++;
    }
  }

  private Indexing start(SearchIndexes indexes, SearchLimits limits) {
    Indexing started =
        new Indexing(
            new Indexing.Sources(
                world.log,
                new ProtobufCommitCodec(),
                world.views,
                world.engine.progress(),
                indexes,
                Clock.systemUTC()),
            FollowerLimits.DEFAULT,
            limits);
    indexing = started;
    world.engine.listen(started);
    started.start();
    return started;
  }

  private static int found(Indexing indexing, RoomId room, String term) {
    return indexing
        .index()
        .find(
            new IndexQuery(
                DocumentKind.MESSAGE,
                Set.of(room),
                List.of(List.of(SearchTerm.of(term))),
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                null,
                null,
                null,
                Ranking.NEWEST),
            null,
            10_000)
        .hits()
        .size();
  }

  private void post(RoomId room, String text) {
    assertThat(world.post(ANN, room, text)).isInstanceOf(Outcome.Accepted.class);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  @DisplayName("[IX1] what is acknowledged can be found, and the state says so")
  void follows() throws InterruptedException {
    Indexing started = start(new Shelf(), SearchLimits.DEFAULT);
    RoomId room = world.room();
    post(room, "swallow");
    assertThat(started.awaitIndexed(PATIENCE)).isTrue();
    assertThat(found(started, room, "allow")).isEqualTo(1);
    await(() -> started.state().condition() == Condition.CURRENT);
  }

  @Test
  @DisplayName("[IX2] a failing index stops no post, is told, and catches up by itself")
  void failure() throws InterruptedException {
    Shelf shelf = new Shelf();
    SearchLimits impatient =
        new SearchLimits(
            500, 20, 100, 1_000, 2_000, 300, 200, 1_000, Duration.ofNanos(1), 10_000, 2);
    Indexing started = start(shelf, impatient);
    shelf.all.getFirst().away = true;
    RoomId room = world.room();
    for (int i = 0; i < 50; i++) {
      post(room, "swallow " + i);
    }
    await(() -> started.state().condition() == Condition.BEHIND);
    shelf.all.getFirst().away = false;
    assertThat(started.awaitIndexed(PATIENCE)).isTrue();
    assertThat(found(started, room, "swallow")).isEqualTo(50);
  }

  @Test
  @DisplayName("[IX3] the index is made anew while posts go on, and lacks nothing afterwards")
  void remake() throws InterruptedException, ExecutionException {
    Shelf shelf = new Shelf();
    Indexing started = start(shelf, SearchLimits.DEFAULT);
    RoomId room = world.room();
    for (int i = 0; i < 20; i++) {
      post(room, "swallow");
    }
    AtomicBoolean over = new AtomicBoolean();
    FutureTask<Integer> posting =
        new FutureTask<>(() -> {
          int posts = 0;
          while (!over.get()) {
            post(room, "swallow");
            posts++;
          }
          return posts;
        });
    Thread.ofVirtual().start(posting);
    List<Progress> progress = new ArrayList<>();
    started.rebuild(reached -> {
      synchronized (progress) {
        progress.add(reached);
      }
    });
    over.set(true);
    int posts = posting.get();
    assertThat(started.awaitIndexed(PATIENCE)).isTrue();
    assertThat(shelf.all).hasSize(2);
    assertThat(started.index()).isSameAs(shelf.all.get(1));
    assertThat(found(started, room, "swallow")).isEqualTo(20 + posts);
    assertThat(progress).isNotEmpty();
  }

  @Test
  @DisplayName("[IX4] a damaged index is made anew by itself")
  void damage() throws InterruptedException {
    Shelf shelf = new Shelf();
    Indexing started = start(shelf, SearchLimits.DEFAULT);
    RoomId room = world.room();
    post(room, "swallow");
    assertThat(started.awaitIndexed(PATIENCE)).isTrue();
    shelf.all.getFirst().damaged = true;
    post(room, "swallow");
    await(() -> started.index() != shelf.all.getFirst());
    assertThat(started.awaitIndexed(PATIENCE)).isTrue();
    assertThat(found(started, room, "swallow")).isEqualTo(2);
  }

  @Test
  @DisplayName("[IX4] an index that is damaged while nobody writes is made anew, too")
  void quietDamage() throws InterruptedException {
    Shelf shelf = new Shelf();
    Indexing started = start(shelf, SearchLimits.DEFAULT);
    RoomId room = world.room();
    post(room, "swallow");
    assertThat(started.awaitIndexed(PATIENCE)).isTrue();
    shelf.all.getFirst().damaged = true;
    await(() -> started.index() != shelf.all.getFirst());
    assertThat(found(started, room, "swallow")).isEqualTo(1);
  }

  @Test
  @DisplayName("[IX9] an index that cannot write serves, and goes on when it can, lacking nothing")
  void stopped() throws InterruptedException, IOException {
    Indexing started =
        start(new LuceneSearchIndexes(folder, LuceneSearchConfig.DEFAULT), SearchLimits.DEFAULT);
    RoomId room = world.room();
    post(room, "swallow one");
    assertThat(started.awaitIndexed(PATIENCE)).isTrue();
    SearchIndex first = started.index();

    // A file in the place of the folder: nothing can be written there.
    Path place = folder.resolve("index-1");
    Path aside = folder.resolve("aside");
    Files.move(place, aside);
    Files.createFile(place);
    post(room, "swallow two");
    await(() -> hasStopped(first));
    post(room, "swallow three");
    assertThat(found(started, room, "swallow one")).isEqualTo(1);
    await(() -> started.state().condition() == Condition.BEHIND);

    Files.delete(place);
    Files.move(aside, place);
    await(() -> !started.index().equals(first));
    assertThat(started.awaitIndexed(PATIENCE)).isTrue();
    assertThat(found(started, room, "swallow")).isEqualTo(3);
  }

  private static boolean hasStopped(SearchIndex index) {
    try {
      index.numbers();
      return false;
    } catch (StoppedIndex _) {
      return true;
    } catch (Unavailable _) {
      return false;
    }
  }

  @Test
  @DisplayName("[IX10] an index of another edition serves until it was made anew by itself")
  void olderEdition() throws InterruptedException {
    Shelf shelf =
        new Shelf() {
          @Override
          public synchronized SearchIndex open() {
            SearchIndex opened = super.open();
            super.all.getLast().edition = IndexDocument.EDITION - 1;
            return opened;
          }
        };
    RoomId room = world.room();
    post(room, "swallow");
    world.awaitViews();
    Indexing started = start(shelf, SearchLimits.DEFAULT);
    await(() -> shelf.all.size() == 2 && started.index() == shelf.all.get(1));
    assertThat(started.awaitIndexed(PATIENCE)).isTrue();
    assertThat(found(started, room, "swallow")).isEqualTo(1);
    await(() -> started.state().condition() == Condition.CURRENT);
  }

  @Test
  @DisplayName("[IX10] while an index of another edition cannot be made anew, the state says so")
  void stillOlder() throws InterruptedException {
    Shelf shelf =
        new Shelf() {
          @Override
          public synchronized SearchIndex create() {
            SearchIndex made = super.create();
            boolean first = super.all.size() == 1;
            super.all.getLast().away = !first;
            super.all.getLast().edition = first ? 1 : IndexDocument.EDITION;
            return made;
          }
        };
    Indexing started = start(shelf, SearchLimits.DEFAULT);
    RoomId room = world.room();
    post(room, "swallow");
    assertThat(started.awaitIndexed(PATIENCE)).isTrue();
    await(() -> shelf.all.size() > 1);
    assertThat(found(started, room, "swallow")).isEqualTo(1);
    assertThat(started.state().condition()).isEqualTo(Condition.REMADE);
  }

  @Test
  @DisplayName("[IX3] an index that was made from the views does not follow the log from its begin")
  void remadeBehind() throws InterruptedException {
    Indexing started =
        start(new LuceneSearchIndexes(folder, LuceneSearchConfig.DEFAULT), SearchLimits.DEFAULT);
    RoomId room = world.room();
    for (int i = 0; i < 30; i++) {
      post(room, "swallow");
    }
    assertThat(started.awaitIndexed(PATIENCE)).isTrue();
    assertThat(started.numbers().commits()).isGreaterThanOrEqualTo(30);
    started.rebuild(_ -> {});
    assertThat(started.awaitIndexed(PATIENCE)).isTrue();
    assertThat(found(started, room, "swallow")).isEqualTo(30);
    assertThat(started.numbers().commits()).isZero();
  }

  @Test
  @DisplayName("[IX5] where no other index can be made, the one in use stays in use")
  void failingRemake() throws InterruptedException {
    Shelf shelf =
        new Shelf() {
          @Override
          public synchronized SearchIndex create() {
            SearchIndex made = super.create();
            super.all.getLast().away = super.all.size() > 1;
            return made;
          }
        };
    Indexing started = start(shelf, SearchLimits.DEFAULT);
    RoomId room = world.room();
    post(room, "swallow");
    assertThatThrownBy(() -> started.rebuild(_ -> {})).isInstanceOf(Unavailable.class);
    assertThat(started.index()).isSameAs(shelf.all.getFirst());
    assertThat(shelf.discarded).isEqualTo(1);
    assertThat(started.awaitIndexed(PATIENCE)).isTrue();
    assertThat(found(started, room, "swallow")).isEqualTo(1);
  }

  @Test
  @DisplayName("[IX6] an index on the disk goes on where it was committed, without repetition")
  void restart() throws InterruptedException {
    LuceneSearchIndexes indexes = new LuceneSearchIndexes(folder, LuceneSearchConfig.DEFAULT);
    Indexing first = start(indexes, SearchLimits.DEFAULT);
    RoomId room = world.room();
    post(room, "swallow one");
    assertThat(first.awaitIndexed(PATIENCE)).isTrue();
    first.close();
    post(room, "swallow two");
    Indexing second = start(indexes, SearchLimits.DEFAULT);
    assertThat(second.awaitIndexed(PATIENCE)).isTrue();
    assertThat(found(second, room, "swallow")).isEqualTo(2);
  }

  @Test
  @DisplayName("[IX6] after a restart in which nothing was written the index is up to date")
  void idleRestart() throws InterruptedException {
    LuceneSearchIndexes indexes = new LuceneSearchIndexes(folder, LuceneSearchConfig.DEFAULT);
    Indexing first = start(indexes, SearchLimits.DEFAULT);
    post(world.room(), "swallow");
    assertThat(first.awaitIndexed(PATIENCE)).isTrue();
    first.close();
    Indexing second = start(indexes, SearchLimits.DEFAULT);
    world.restart();
    await(() -> second.state().condition() == Condition.CURRENT);
  }

  /// An index that does not answer at the start.
  private static Shelf lateShelf() {
    return new Shelf() {
      @Override
      public synchronized SearchIndex open() {
        ShakyIndex made = (ShakyIndex) super.open();
        made.away = true;
        return made;
      }
    };
  }

  @Test
  @DisplayName("[IX8] an index that does not answer at the start is followed when it does")
  void lateIndex() throws InterruptedException {
    Shelf shelf = lateShelf();
    Indexing started = start(shelf, SearchLimits.DEFAULT);
    RoomId room = world.room();
    post(room, "swallow");
    assertThat(started.state().lag()).isPositive();
    shelf.all.getFirst().away = false;
    assertThat(started.awaitIndexed(PATIENCE)).isTrue();
    assertThat(found(started, room, "swallow")).isEqualTo(1);
  }

  @Test
  @DisplayName("[IX7][IX8] one that turns out to be empty then is made from the views")
  void lateAndEmpty() throws InterruptedException {
    RoomId room = world.room();
    for (int i = 0; i < 30; i++) {
      post(room, "swallow");
    }
    world.awaitViews();
    Shelf shelf = lateShelf();
    SearchLimits eager =
        new SearchLimits(500, 20, 100, 1_000, 2_000, 300, 200, 1_000, Duration.ofSeconds(2), 10, 2);
    Indexing started = start(shelf, eager);
    shelf.all.getFirst().away = false;
    await(() -> shelf.all.size() == 2 && started.index() == shelf.all.get(1));
    assertThat(started.awaitIndexed(PATIENCE)).isTrue();
    assertThat(found(started, room, "swallow")).isEqualTo(30);
  }

  @Test
  @DisplayName("[IX8] a new index that is made before the first one answers takes its place")
  void remadeBeforeAnswer() throws InterruptedException {
    Shelf shelf = lateShelf();
    Indexing started = start(shelf, SearchLimits.DEFAULT);
    RoomId room = world.room();
    post(room, "swallow");
    started.rebuild(_ -> {});
    shelf.all.getFirst().away = false;
    post(room, "swallow");
    assertThat(started.awaitIndexed(PATIENCE)).isTrue();
    assertThat(started.index()).isSameAs(shelf.all.get(1));
    assertThat(found(started, room, "swallow")).isEqualTo(2);
  }

  @Test
  @DisplayName("[IX7] an empty index that lacks much is made from the views")
  void emptyIndex() throws InterruptedException {
    RoomId room = world.room();
    for (int i = 0; i < 30; i++) {
      post(room, "swallow");
    }
    world.awaitViews();
    Shelf shelf = new Shelf();
    SearchLimits eager =
        new SearchLimits(500, 20, 100, 1_000, 2_000, 300, 200, 1_000, Duration.ofSeconds(2), 10, 2);
    Indexing started = start(shelf, eager);
    await(() -> shelf.all.size() == 2 && started.index() == shelf.all.get(1));
    assertThat(started.awaitIndexed(PATIENCE)).isTrue();
    assertThat(found(started, room, "swallow")).isEqualTo(30);
    Queries queries = ViewQueries.over(world.views);
    assertThat(queries.rooms().roomIds(ANN)).contains(room);
  }
}
