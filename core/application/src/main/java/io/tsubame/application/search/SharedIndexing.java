package io.tsubame.application.search;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Unavailable;
import io.tsubame.application.engine.Progress;
import io.tsubame.application.follower.FollowerLimits;
import io.tsubame.application.follower.FollowerNumbers;
import io.tsubame.application.search.IndexState.Condition;
import io.tsubame.application.shard.Committed;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An index that all nodes of a cluster search and one of them feeds: the one whose turn it is, as
/// far as it knows. Two that feed it for a moment do no harm, since only who opened it last writes.
///
/// The node that feeds follows all shards, from where the index says. Of the commits of other nodes
/// it learns by [News], and reads them from the log.
public final class SharedIndexing implements SearchFeed {
  private static final Logger LOG = LoggerFactory.getLogger(SharedIndexing.class);

  private static final Duration BEAT = Duration.ofMillis(100);

  /// Between two looks at how far an index is that another node feeds.
  private static final Duration LOOK = Duration.ofSeconds(2);

  /// How long who was displaced leaves the index to the other.
  private static final Duration TURN = Duration.ofSeconds(3);

  /// What this node knows of the others.
  ///
  /// @param feeds whether the index is this node's to feed
  /// @param ends for each shard where its log ends, as far as is known; must be quick
  public record News(BooleanSupplier feeds, Supplier<long[]> ends) {}

  private final Indexing.Sources sources;
  private final SearchIndex reading;
  private final News news;
  private final FollowerLimits following;
  private final SearchLimits limits;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("search-turns").unstarted(this::run);
  private final IndexLookout lookout;

  private volatile @Nullable Indexing feeding;
  private long lastLook = System.nanoTime() - LOOK.toNanos();
  private long notBefore = System.nanoTime();

  /// @param sources of a node that feeds: `views` and `progress` of all shards
  /// @param reading the index in use, whoever feeds it; closed with this
  public SharedIndexing(
      Indexing.Sources sources,
      SearchIndex reading,
      News news,
      FollowerLimits following,
      SearchLimits limits) {
    this.sources = sources;
    this.reading = reading;
    this.news = news;
    this.following = following;
    this.limits = limits;
    lookout = new IndexLookout(reading, limits.behind().plus(LOOK.multipliedBy(2)));
  }

  @Override
  public void start() {
    thread.start();
  }

  /// Whether this node feeds the index.
  public boolean isFeeding() {
    return feeding != null;
  }

  @Override
  public void committed(Committed committed) {
    Indexing own = feeding;
    if (own != null) {
      own.committed(committed);
    }
  }

  @Override
  public SearchIndex index() {
    Indexing own = feeding;
    return own == null ? reading : own.index();
  }

  @Override
  public IndexState state() {
    Indexing own = feeding;
    if (own != null) {
      return own.state();
    }
    Condition condition = lookout.isCurrent() ? Condition.CURRENT : Condition.BEHIND;
    return new IndexState(condition, lookout.lag(), null, null);
  }

  @Override
  public FollowerNumbers numbers() {
    Indexing own = feeding;
    return own == null ? new FollowerNumbers(IndexFeed.NAME, 0, 0, 0, 0, null) : own.numbers();
  }

  @Override
  public void rebuild(Consumer<Progress> listener) throws InterruptedException {
    Indexing own = feeding;
    if (own == null) {
      throw new Unavailable("another node feeds the search index, and is to be asked");
    }
    own.rebuild(listener);
  }

  private void run() {
    try {
      while (!closing.await(BEAT.toNanos(), TimeUnit.NANOSECONDS)) {
        try {
          beat();
        } catch (OperatingFailure away) {
          LOG.atWarn().addKeyValue("cause", away.getMessage()).log("No turn at the search index");
        } catch (RuntimeException bug) {
          LOG.atError().setCause(bug).log("The turns at the search index failed");
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    Indexing own = feeding;
    if (own == null) {
      if (news.feeds().getAsBoolean() && System.nanoTime() - notBefore >= 0) {
        begin();
      } else {
        look();
      }
    } else if (!news.feeds().getAsBoolean()) {
      end(own);
    } else if (own.isDisplaced()) {
      notBefore = System.nanoTime() + TURN.toNanos();
      end(own);
    } else {
      tell(own);
    }
  }

  private void begin() {
    Indexing next = Indexing.ofShared(sources, following, limits);
    feeding = next;
    next.start();
    LOG.atInfo().log("This node feeds the search index");
  }

  private void end(Indexing own) {
    feeding = null;
    own.close();
    LOG.atInfo().log("This node feeds the search index no more");
  }

  private void tell(Indexing own) {
    long[] ends = news.ends().get();
    for (int shard = 0; shard < ends.length; shard++) {
      own.reaches(shard, ends[shard]);
    }
  }

  private void look() {
    if (System.nanoTime() - lastLook >= LOOK.toNanos()) {
      lastLook = System.nanoTime();
      lookout.look(news.ends().get());
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    Indexing own = feeding;
    if (own != null) {
      own.close();
    }
    reading.close();
    sources.indexes().close();
  }
}
