package io.tsubame.application.search;

import io.tsubame.application.Backoff;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Unavailable;
import io.tsubame.application.engine.Progress;
import io.tsubame.application.follower.FollowerLimits;
import io.tsubame.application.follower.FollowerNumbers;
import io.tsubame.application.follower.LogFollower;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.search.IndexState.Condition;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.application.shard.CommitListener;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.ViewProgress;
import io.tsubame.application.view.ViewStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the index in use level with the log, and makes it anew beside the one in use: on request,
/// where it is damaged, and where it lacks nearly all. Nothing that happens here makes a command
/// wait.
public final class Indexing implements IndexInUse, CommitListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Indexing.class);

  /// Between attempts to make the index anew that nobody asked for.
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private static final Duration GLANCE = Duration.ofMillis(200);

  private final Sources sources;
  private final FollowerLimits following;
  private final SearchLimits limits;
  private final Documents documents;
  private final ReentrantLock remaking = new ReentrantLock();
  private volatile Course current;
  private volatile @Nullable Course coming;
  private volatile @Nullable Progress progress;
  private volatile boolean closed;
  private final CountDownLatch closing = new CountDownLatch(1);

  /// When it was last made anew without being asked to, 0 for never.
  private volatile long triedAt;

  /// Where everything comes from.
  public record Sources(
      EventLog log,
      CommitCodec codec,
      ViewStore views,
      ViewProgress progress,
      SearchIndexes indexes,
      Clock clock) {}

  /// An index with what follows the log for it.
  private record Course(SearchIndex index, LogFollower follower, IndexFeed feed) {
    void close() {
      follower.close();
      index.close();
    }
  }

  /// Opens the index in use.
  public Indexing(Sources sources, FollowerLimits following, SearchLimits limits) {
    this.sources = sources;
    this.following = following;
    this.limits = limits;
    documents = new Documents(limits);
    current = courseOf(sources.indexes().open());
  }

  /// Follows the log from now on, or from when the index answers.
  public void start() {
    try {
      goOn(begin());
    } catch (OperatingFailure away) {
      LOG.atWarn()
          .addKeyValue("cause", away.getMessage())
          .log("The search index does not answer yet; all else goes on");
      Thread.ofVirtual().name("search-begin").start(this::beginInTime);
    }
  }

  /// Says whether following the log is a worse way than beginning anew.
  private boolean begin() {
    boolean hopeless = isHopeless();
    current.follower().start();
    return hopeless;
  }

  private void goOn(boolean hopeless) {
    if (hopeless) {
      remakeUnasked("it lacks nearly all that the log holds, or holds what the log does not");
    } else {
      Thread.ofVirtual().name("search-check").start(() -> check(current.index()));
    }
  }

  private void beginInTime() {
    Course first = current;
    Backoff backoff = new Backoff(following.leastBackoff(), following.greatestBackoff());
    try {
      while (!closing.await(backoff.next().toNanos(), TimeUnit.NANOSECONDS)) {
        if (beginsIfItAnswers(first)) {
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Not while another index is made, which may replace this one. False where it is to be tried
  /// again.
  private boolean beginsIfItAnswers(Course first) throws InterruptedException {
    boolean hopeless;
    remaking.lockInterruptibly();
    try {
      if (closed || !current.equals(first)) {
        return true;
      }
      hopeless = begin();
    } catch (OperatingFailure away) {
      return false;
    } finally {
      remaking.unlock();
    }
    LOG.atInfo().log("The search index answers");
    goOn(hopeless);
    return true;
  }

  private void check(SearchIndex index) {
    try {
      index.check();
    } catch (DamagedIndex damage) {
      damaged(damage);
    } catch (OperatingFailure unknown) {
      LOG.atWarn().addKeyValue("cause", unknown.getMessage()).log("Search index not checked");
    }
  }

  @Override
  public void committed(Committed committed) {
    current.follower().committed(committed);
    Course next = coming;
    if (next != null) {
      next.follower().committed(committed);
    }
  }

  @Override
  public SearchIndex index() {
    return current.index();
  }

  @Override
  public IndexState state() {
    Course course = current;
    long lag = lag(course);
    String fault = course.follower().numbers().fault();
    Progress made = progress;
    return new IndexState(condition(course, lag, fault, made), lag, made, fault);
  }

  /// Records of the log that are not in the index. Before the follower has begun it knows of none;
  /// afterwards it alone knows which records concern nobody.
  private long lag(Course course) {
    if (course.feed().hasBegun()) {
      return course.follower().numbers().lag();
    }
    long lag = 0;
    for (int shard = 0; shard < sources.log().shards(); shard++) {
      lag += sources.log().end(shard);
    }
    try {
      for (int shard = 0; shard < sources.log().shards(); shard++) {
        lag -= Math.min(course.index().checkpoint(shard), sources.log().end(shard));
      }
    } catch (OperatingFailure away) {
      LOG.atDebug().addKeyValue("cause", away.getMessage()).log("Nobody knows what it lacks");
    }
    return lag;
  }

  private Condition condition(
      Course course, long lag, @Nullable String fault, @Nullable Progress made) {
    if (fault != null) {
      return made == null ? Condition.STOPPED : Condition.REMADE;
    }
    Instant latest = course.feed().latest();
    boolean late = lag > 0 && latest.isBefore(sources.clock().instant().minus(limits.behind()));
    if (!late) {
      return Condition.CURRENT;
    }
    return made == null ? Condition.BEHIND : Condition.REMADE;
  }

  public FollowerNumbers numbers() {
    return current.follower().numbers();
  }

  /// Returns when everything is in the index and can be found that was in the log at the call, and
  /// says whether that was so in time.
  public boolean awaitIndexed(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    boolean all = true;
    for (int shard = 0; all && shard < sources.log().shards(); shard++) {
      Duration rest = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      all = current.follower().awaitConsumed(shard, sources.log().end(shard), rest);
    }
    if (all) {
      current.index().flush();
    }
    return all;
  }

  /// Makes the index anew from the views and what the log holds beyond them, while the one in use
  /// serves, and puts it into use. Blocks until then.
  ///
  /// @throws Unavailable where it is being made anew already
  public void rebuild(Consumer<Progress> listener) throws InterruptedException {
    if (!remaking.tryLock()) {
      throw new Unavailable("the index is being made anew already");
    }
    try {
      remake(listener);
    } finally {
      progress = null;
      coming = null;
      remaking.unlock();
    }
  }

  private void remake(Consumer<Progress> listener) throws InterruptedException {
    SearchIndex next = sources.indexes().create();
    Course course = null;
    try {
      new IndexRemake(sources, documents, limits, () -> closed)
          .fill(
              next,
              reached -> {
                progress = reached;
                listener.accept(reached);
              });
      course = courseOf(next);
      coming = course;
      course.follower().start();
      awaitLevel(course);
    } catch (RuntimeException | InterruptedException | Error failure) {
      coming = null;
      if (course != null) {
        course.follower().close();
      }
      next.close();
      sources.indexes().discard();
      throw failure;
    }
    next.flush();
    Course before = current;
    current = course;
    before.close();
    sources.indexes().use(next);
  }

  /// What is committed meanwhile reaches both.
  private void awaitLevel(Course course) throws InterruptedException {
    for (int shard = 0; shard < sources.log().shards(); shard++) {
      long end = sources.log().end(shard);
      while (!course.follower().awaitConsumed(shard, end, GLANCE)) {
        String fault = course.follower().numbers().fault();
        if (fault != null || closed) {
          throw new Unavailable("the index cannot be made anew: " + fault);
        }
      }
    }
  }

  private Course courseOf(SearchIndex index) {
    IndexFeed feed =
        new IndexFeed(
            index,
            sources.views(),
            sources.progress(),
            documents,
            sources.log().shards(),
            this::damaged);
    LogFollower follower = new LogFollower(feed, sources.log(), sources.codec(), following);
    return new Course(index, follower, feed);
  }

  private void damaged(DamagedIndex damage) {
    remakeUnasked(damage.getMessage());
  }

  private void remakeUnasked(@Nullable String why) {
    long now = System.nanoTime();
    boolean justTried = triedAt != 0 && now - triedAt < PAUSE.toNanos();
    if (closed || justTried || remaking.isLocked()) {
      return;
    }
    triedAt = now;
    LOG.atWarn().addKeyValue("cause", why).log("The search index is made anew");
    Thread.ofVirtual()
        .name("search-remake")
        .start(() -> {
          try {
            rebuild(_ -> {});
            LOG.atInfo().log("The search index was made anew");
          } catch (Unavailable refused) {
            LOG.atWarn().addKeyValue("cause", refused.getMessage()).log("No new search index");
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException failure) {
            LOG.atError().setCause(failure).log("The search index cannot be made anew");
          }
        });
  }

  /// Whether following the log is a worse way than beginning anew.
  private boolean isHopeless() {
    long lacking = 0;
    boolean empty = true;
    for (int shard = 0; shard < sources.log().shards(); shard++) {
      long has = current.index().checkpoint(shard);
      long end = sources.log().end(shard);
      if (has > end) {
        return true;
      }
      empty &= has == 0;
      lacking += end - has;
    }
    return empty && lacking >= limits.rebuildFrom();
  }

  @Override
  public void close() {
    closed = true;
    closing.countDown();
    remaking.lock();
    try {
      current.close();
      sources.indexes().close();
    } finally {
      remaking.unlock();
    }
  }
}
