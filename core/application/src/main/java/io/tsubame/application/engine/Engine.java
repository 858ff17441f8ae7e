package io.tsubame.application.engine;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.policy.Policies;
import io.tsubame.application.projection.Projections;
import io.tsubame.application.query.Freshness;
import io.tsubame.application.shard.Commands;
import io.tsubame.application.shard.CommitListener;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.ShardPorts;
import io.tsubame.application.shard.Shards;
import io.tsubame.application.shard.ViewProgress;
import io.tsubame.application.view.SwitchableViewStore;
import io.tsubame.application.view.ViewStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The write side and what follows it: shards decide commands and append events, projections fold
/// them into the views, policies send further commands, and listeners learn of each commit.
public final class Engine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /// How long the views may take to show the last of a shard that is given away.
  private static final Duration LAST_LOOK = Duration.ofSeconds(1);

  private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
  private final EnginePorts ports;
  private final EngineLimits limits;
  private final Shards shards;
  private final Commands commands;
  private final ViewsInUse views;
  private final Policies policies;

  /// By shard, how often it was taken, so that a late leaving does not undo a new taking.
  private final int[] tenures;

  private final ReentrantLock rebuilding = new ReentrantLock();

  /// Commands go to the shards of this process.
  public Engine(EnginePorts ports, EngineLimits limits) {
    this(ports, limits, local -> local);
  }

  /// @param routing gives the way of every command, also of those of policies, from that to the
  ///   shards of this process
  public Engine(EnginePorts ports, EngineLimits limits, Function<Shards, Commands> routing) {
    this.ports = ports;
    this.limits = limits;
    tenures = new int[ports.log().shards()];
    views = new ViewsInUse(projectionsOver(ports.views()));
    shards =
        new Shards(
            new ShardPorts(
                ports.log(),
                ports.codec(),
                ports.deciders(),
                ports.loader(),
                views,
                this::committed,
                ports.clock()),
            limits.shard());
    commands = routing.apply(shards);
    policies =
        new Policies(
            ports.policies(),
            commands,
            ports.views(),
            ports.log(),
            ports.codec(),
            ports.clock(),
            limits.policy());
  }

  /// Adds one who learns of each commit of this process from now on, before its sender does.
  public void listen(CommitListener listener) {
    listeners.add(listener);
  }

  /// Takes all shards. Commands may be sent at once: they wait until their shard serves.
  public void start() {
    startWithNone();
    for (int shard = 0; shard < ports.log().shards(); shard++) {
      CompletableFuture<Void> _ = take(shard);
    }
  }

  /// Takes the shards that it is told to.
  public void startWithNone() {
    views.startWithNone();
    policies.startWithNone();
  }

  /// Owns a shard from now on: decides its commands and follows its log.
  ///
  /// @return ends when the shard is served for the first time, or is given away
  public CompletableFuture<Void> take(int shard) {
    synchronized (tenures) {
      tenures[shard]++;
      views.follow(shard);
      policies.follow(shard);
    }
    return shards.take(shard);
  }

  /// Owns a shard no more. The views are led as far as this process has written, so that nobody
  /// misses there what it has acknowledged.
  ///
  /// @return ends when they are, or that has taken too long
  public CompletableFuture<Void> give(int shard) {
    int tenure;
    synchronized (tenures) {
      tenure = tenures[shard];
      policies.leave(shard);
    }
    shards.give(shard);
    CompletableFuture<Void> left = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("leave-" + shard)
        .start(() -> {
          try {
            leaveViews(shard, tenure);
          } finally {
            left.complete(null);
          }
        });
    return left;
  }

  private void leaveViews(int shard, int tenure) {
    try {
      shards.awaitGiven(shard, LAST_LOOK);
      boolean _ = views.awaitProjected(shard, ports.log().end(shard), LAST_LOOK);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (OperatingFailure unreadable) {
      LOG.atWarn().addKeyValue("shard", shard).setCause(unreadable).log("Left before its end");
    }
    synchronized (tenures) {
      if (tenures[shard] == tenure) {
        views.leave(shard);
      }
    }
  }

  /// The log of the shard reaches so far, by whoever has written it: what this process owns of it
  /// is followed so far.
  public void reaches(int shard, long end) {
    views.reaches(shard, end);
    policies.reaches(shard, end);
  }

  public Commands commands() {
    return commands;
  }

  /// How far the views have come.
  public ViewProgress progress() {
    return views;
  }

  /// Waits until the policies have followed every record of the shard before `end`, and says
  /// whether they have.
  public boolean awaitPolicies(int shard, long end, Duration timeout) throws InterruptedException {
    return policies.awaitFollowed(shard, end, timeout);
  }

  public Freshness freshness() {
    return shards.freshness();
  }

  public EngineNumbers numbers() {
    return new EngineNumbers(shards.numbers(), views.numbers(), policies.numbers());
  }

  /// Makes all views anew from the log while those in use serve, and puts them into use. Blocks
  /// until then; one at a time.
  ///
  /// @param store the one that this engine works with; it uses `next` afterwards
  /// @param next empty
  /// @return the store that was in use before, for the caller to close
  public ViewStore rebuild(SwitchableViewStore store, ViewStore next, Consumer<Progress> progress)
      throws InterruptedException {
    if (!store.equals(ports.views())) {
      throw new IllegalArgumentException("not the view store of this engine");
    }
    rebuilding.lockInterruptibly();
    try {
      Rebuild rebuild = new Rebuild(ports, limits, views, this::projectionsOver);
      rebuild.foldLog(next, progress);
      return rebuild.changeOver(store, next);
    } finally {
      rebuilding.unlock();
    }
  }

  /// Holds the log and the views in use against each other, while they serve.
  ///
  /// @param scratch an empty store for what the log gives
  public VerificationReport verify(ViewStore scratch, Consumer<Progress> progress) {
    return new Verification(ports, limits.projection(), work -> views.current().whilePaused(work))
        .run(scratch, progress);
  }

  /// Refuses new commands, answers those that wait, and ends all threads.
  @Override
  public void close() {
    policies.close();
    shards.close();
    views.close();
  }

  /// A listener's exception is told to the shard, after all the others have learnt of the commit.
  private void committed(Committed committed) {
    views.committed(committed);
    policies.committed(committed);
    RuntimeException failure = null;
    for (CommitListener listener : listeners) {
      try {
        listener.committed(committed);
      } catch (RuntimeException bug) {
        failure = bug;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private Projections projectionsOver(ViewStore store) {
    return new Projections(
        ports.projections(), store, ports.log(), ports.codec(), limits.projection());
  }
}
