package io.tsubame.application.search;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Unavailable;
import io.tsubame.application.engine.Progress;
import io.tsubame.application.follower.FollowerLimits;
import io.tsubame.application.follower.FollowerNumbers;
import io.tsubame.application.follower.LogFollower;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.search.IndexState.Condition;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.ViewProgress;
import io.tsubame.application.view.ViewStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the index in use level with the log, opens it again where it has stopped, and makes it
/// anew beside the one in use: on request, where it is damaged, lacks nearly all, or is of another
/// edition. Nothing that happens here makes a command wait.
public final class Indexing implements SearchFeed {
  private static final Logger LOG = LoggerFactory.getLogger(Indexing.class);

  private static final Duration GLANCE = Duration.ofMillis(200);

  private final Sources sources;
  private final FollowerLimits following;
  private final SearchLimits limits;
  private final Documents documents;
  private final Runnable lastly;
  private final ReentrantLock remaking = new ReentrantLock();
  private volatile Course current;
  private volatile @Nullable Course coming;
  private volatile @Nullable Progress progress;
  private volatile boolean closed;
  private final IndexCare care = new IndexCare(this::cure);

  /// Where everything comes from.
  public record Sources(
      EventLog log,
      CommitCodec codec,
      ViewStore views,
      ViewProgress progress,
      SearchIndexes indexes,
      Clock clock) {}

  /// An index with what follows the log for it.
  private final class Course {
    private final SearchIndex index;
    private final IndexFeed feed;
    private final LogFollower follower;

    /// Whether the index has answered.
    private volatile boolean begun;

    /// Why it is to be made anew, null where it is not.
    private volatile @Nullable String unfit;

    /// Whether it takes no more, and may have lost what it took last.
    private volatile boolean stopped;

    /// Whether another process has opened the index since.
    private volatile boolean displaced;

    Course(SearchIndex index) {
      this.index = index;
      feed =
          new IndexFeed(
              index,
              sources.views(),
              sources.progress(),
              documents,
              sources.log().shards(),
              this::failed);
      follower = new LogFollower(feed, sources.log(), sources.codec(), following);
    }

    /// @throws OperatingFailure where the index does not answer
    void begin() {
      unfit = unfitness(index);
      follower.start();
      begun = true;
    }

    void failed(OperatingFailure failure) {
      switch (failure) {
        case DamagedIndex damage -> damaged(damage);
        case DisplacedIndex _ -> displaced = true;
        default -> {}
      }
    }

    void damaged(DamagedIndex damage) {
      unfit = String.valueOf(damage.getMessage());
    }

    void close() {
      follower.close();
      index.close();
    }
  }

  /// Opens the index in use.
  public Indexing(Sources sources, FollowerLimits following, SearchLimits limits) {
    this(sources, following, limits, sources.indexes()::close);
  }

  /// The same for who goes on to use where the index comes from.
  static Indexing ofShared(Sources sources, FollowerLimits following, SearchLimits limits) {
    return new Indexing(sources, following, limits, () -> {});
  }

  private Indexing(
      Sources sources, FollowerLimits following, SearchLimits limits, Runnable lastly) {
    this.lastly = lastly;
    this.sources = sources;
    this.following = following;
    this.limits = limits;
    documents = new Documents(limits);
    current = new Course(sources.indexes().open());
  }

  /// Follows the log from now on, or from when the index answers.
  @Override
  public void start() {
    Course course = current;
    try {
      begin(course);
    } catch (OperatingFailure away) {
      LOG.atWarn()
          .addKeyValue("cause", away.getMessage())
          .log("The search index does not answer yet; all else goes on");
    }
    care.start();
  }

  private void begin(Course course) {
    course.begin();
    if (course.unfit == null) {
      Thread.ofVirtual().name("search-check").start(() -> check(course));
    }
  }

  private static void check(Course course) {
    try {
      course.index.check();
    } catch (DamagedIndex damage) {
      course.damaged(damage);
    } catch (OperatingFailure unknown) {
      LOG.atWarn().addKeyValue("cause", unknown.getMessage()).log("Search index not checked");
    }
  }

  @Override
  public void committed(Committed committed) {
    current.follower.committed(committed);
    Course next = coming;
    if (next != null) {
      next.follower.committed(committed);
    }
  }

  @Override
  public SearchIndex index() {
    return current.index;
  }

  @Override
  public IndexState state() {
    Course course = current;
    long lag = lag(course);
    String fault = course.follower.numbers().fault();
    Progress made = progress;
    return new IndexState(condition(course, lag, fault, made), lag, made, fault);
  }

  /// Records of the log that are not in the index. Before the follower has begun it knows of none;
  /// afterwards it alone knows which records concern nobody.
  private long lag(Course course) {
    if (course.feed.hasBegun()) {
      return course.follower.numbers().lag();
    }
    long lag = 0;
    for (int shard = 0; shard < sources.log().shards(); shard++) {
      lag += sources.log().end(shard);
    }
    try {
      for (int shard = 0; shard < sources.log().shards(); shard++) {
        lag -= Math.min(course.index.checkpoint(shard), sources.log().end(shard));
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
    Instant latest = course.feed.latest();
    boolean late = lag > 0 && latest.isBefore(sources.clock().instant().minus(limits.behind()));
    if (course.unfit != null) {
      return Condition.REMADE;
    }
    if (!late && !course.stopped) {
      return Condition.CURRENT;
    }
    return made == null ? Condition.BEHIND : Condition.REMADE;
  }

  /// The log of the shard reaches so far, by what another process has appended.
  void reaches(int shard, long end) {
    current.follower.reaches(shard, end);
    Course next = coming;
    if (next != null) {
      next.follower.reaches(shard, end);
    }
  }

  /// Whether another process has taken the index over.
  boolean isDisplaced() {
    return current.displaced;
  }

  @Override
  public FollowerNumbers numbers() {
    return current.follower.numbers();
  }

  /// Returns when everything is in the index and can be found that was in the log at the call, and
  /// says whether that was so in time.
  public boolean awaitIndexed(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    boolean all = true;
    for (int shard = 0; all && shard < sources.log().shards(); shard++) {
      Duration rest = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      all = current.follower.awaitConsumed(shard, sources.log().end(shard), rest);
    }
    if (all) {
      current.index.flush();
    }
    return all;
  }

  /// Makes the index anew from the views and what the log holds beyond them, while the one in use
  /// serves, and puts it into use. Blocks until then.
  ///
  /// @throws Unavailable where it is being made anew already
  @Override
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
      // Only what survives counts as the place from which to follow the log.
      next.flush();
      course = new Course(next);
      coming = course;
      course.begin();
      awaitLevel(course);
    } catch (RuntimeException | InterruptedException | Error failure) {
      coming = null;
      if (course != null) {
        course.follower.close();
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
      while (!course.follower.awaitConsumed(shard, end, GLANCE)) {
        String fault = course.follower.numbers().fault();
        if (fault != null || closed) {
          throw new Unavailable("the index cannot be made anew: " + fault);
        }
      }
    }
  }

  private @Nullable String unfitness(SearchIndex index) {
    if (index.edition() != IndexDocument.EDITION) {
      return "another release made it, by other rules";
    }
    return isHopeless(index)
        ? "it lacks nearly all that the log holds, or holds what the log does not"
        : null;
  }

  /// Whether following the log is a worse way than beginning anew.
  private boolean isHopeless(SearchIndex index) {
    long lacking = 0;
    boolean empty = true;
    for (int shard = 0; shard < sources.log().shards(); shard++) {
      long has = index.checkpoint(shard);
      long end = sources.log().end(shard);
      if (has > end) {
        return true;
      }
      empty &= has == 0;
      lacking += end - has;
    }
    return empty && lacking >= limits.rebuildFrom();
  }

  /// What might mend the index in use, null where it is sound. An index that does not answer is
  /// none of this: whoever needs it tries again.
  private @Nullable Runnable cure() {
    Course course = current;
    try {
      if (!course.begun) {
        beginNow(course);
      }
      course.index.numbers();
    } catch (DamagedIndex damage) {
      course.damaged(damage);
    } catch (StoppedIndex stopped) {
      course.stopped = true;
      return () -> reopen(stopped);
    } catch (OperatingFailure away) {
      LOG.atDebug().addKeyValue("cause", away.getMessage()).log("No answer from the search index");
    }
    String unfit = course.unfit;
    return unfit == null ? null : () -> remakeUnasked(unfit);
  }

  /// Not while another index is made, which may replace this one.
  private void beginNow(Course course) {
    if (remaking.tryLock()) {
      try {
        if (!closed && current.equals(course)) {
          begin(course);
          LOG.atInfo().log("The search index answers");
        }
      } finally {
        remaking.unlock();
      }
    }
  }

  /// The one that has stopped serves until another one is open.
  private void reopen(StoppedIndex why) {
    if (!remaking.tryLock()) {
      return;
    }
    try {
      if (closed) {
        return;
      }
      LOG.atWarn().addKeyValue("cause", why.getMessage()).log("The search index is opened again");
      Course course = new Course(sources.indexes().open());
      coming = course;
      course.begin();
      Course before = current;
      current = course;
      before.close();
    } catch (OperatingFailure failure) {
      LOG.atWarn().addKeyValue("cause", failure.getMessage()).log("No search index to open");
    } finally {
      coming = null;
      remaking.unlock();
    }
  }

  private void remakeUnasked(String why) {
    LOG.atWarn().addKeyValue("cause", why).log("The search index is made anew");
    try {
      rebuild(_ -> {});
      LOG.atInfo().log("The search index was made anew");
    } catch (OperatingFailure refused) {
      LOG.atWarn().addKeyValue("cause", refused.getMessage()).log("No new search index");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      LOG.atError().setCause(failure).log("The search index cannot be made anew");
    }
  }

  @Override
  public void close() {
    closed = true;
    care.close();
    remaking.lock();
    try {
      current.close();
      lastly.run();
    } finally {
      remaking.unlock();
    }
  }
}
