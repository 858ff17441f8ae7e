package io.tsubame.application.engine;

import io.tsubame.application.Unavailable;
import io.tsubame.application.follower.FollowerNumbers;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.projection.LogFold;
import io.tsubame.application.projection.Projection;
import io.tsubame.application.projection.Projections;
import io.tsubame.application.view.SwitchableViewStore;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewStore;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Makes all views anew from the log, beside those in use, and puts them into use.
final class Rebuild {
  private static final Duration GLANCE = Duration.ofMillis(200);

  private final EnginePorts ports;
  private final EngineLimits limits;
  private final ViewsInUse views;
  private final Function<ViewStore, Projections> projectionsOver;
  private final LogFold fold;

  Rebuild(
      EnginePorts ports,
      EngineLimits limits,
      ViewsInUse views,
      Function<ViewStore, Projections> projectionsOver) {
    this.ports = ports;
    this.limits = limits;
    this.views = views;
    this.projectionsOver = projectionsOver;
    fold = new LogFold(ports.log(), ports.codec(), limits.projection());
  }

  /// Folds what the log holds by now into the store: nearly all of the work, and nobody notices.
  void foldLog(ViewStore next, Consumer<Progress> progress) {
    EventLog log = ports.log();
    long[] ends = IntStream.range(0, log.shards()).mapToLong(log::end).toArray();
    long total = LongStream.of(ends).sum() * ports.projections().size();
    Tally tally = new Tally(total, progress);
    for (Projection projection : ports.projections()) {
      for (int shard = 0; shard < ends.length; shard++) {
        fold.fold(projection, next, shard, ends[shard], tally::add);
      }
    }
  }

  /// Follows the log until the next views are level with those in use, and changes over. In use are
  /// afterwards either the ones or the others, whatever happens.
  ///
  /// @return the store that was in use before
  ViewStore changeOver(SwitchableViewStore store, ViewStore next) throws InterruptedException {
    Projections before = views.current();
    Projections coming = projectionsOver.apply(next);
    views.prepare(coming);
    try {
      while (!isLevel(coming, before)) {
        failWhereStopped(coming);
      }
      before.close();
      long deadline = System.nanoTime() + limits.shard().commandDeadline().toNanos();
      while (!isLevel(coming, before)) {
        failWhereStopped(coming);
        failAfter(deadline);
      }
      copyPolicyCheckpoints(store, next);
    } catch (RuntimeException | InterruptedException failure) {
      coming.close();
      before.close();
      Projections again = projectionsOver.apply(store);
      again.start();
      views.settle(again);
      throw failure;
    }
    ViewStore old = store.switchTo(next);
    views.settle(coming);
    return old;
  }

  /// Waits a little for it.
  private boolean isLevel(Projections coming, Projections before) throws InterruptedException {
    boolean level = true;
    for (int shard = 0; level && shard < ports.log().shards(); shard++) {
      level = coming.awaitProjected(shard, before.projected(shard), GLANCE);
    }
    return level;
  }

  private static void failWhereStopped(Projections coming) {
    for (FollowerNumbers follower : coming.numbers()) {
      if (follower.fault() != null) {
        throw new Unavailable("the next views cannot be made: " + follower.fault());
      }
    }
  }

  /// Nobody writes views meanwhile, so it must not take long.
  private static void failAfter(long deadline) {
    if (System.nanoTime() > deadline) {
      throw new Unavailable("the next views cannot keep up");
    }
  }

  /// The checkpoints of policies are no views: the log cannot give them again. One that is a little
  /// older than the policy has come costs a repetition without effect.
  private void copyPolicyCheckpoints(ViewStore from, ViewStore to) {
    ViewBatch batch = new ViewBatch();
    for (String name : ports.policyCheckpoints()) {
      for (int shard = 0; shard < ports.log().shards(); shard++) {
        batch.checkpoint(name, shard, from.checkpoint(name, shard));
      }
    }
    to.write(batch);
  }
}
