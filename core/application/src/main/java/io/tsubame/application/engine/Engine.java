package io.tsubame.application.engine;

import io.tsubame.application.policy.Policies;
import io.tsubame.application.projection.Projections;
import io.tsubame.application.query.Freshness;
import io.tsubame.application.shard.Commands;
import io.tsubame.application.shard.CommitListener;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.ShardPorts;
import io.tsubame.application.shard.Shards;
import io.tsubame.application.shard.ViewProgress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The write side and what follows it: shards decide commands and append events, projections fold
/// them into the views, policies send further commands, and listeners learn of each commit.
public final class Engine implements AutoCloseable {
  private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
  private final Shards shards;
  private final Projections projections;
  private final Policies policies;

  public Engine(EnginePorts ports, EngineLimits limits) {
    projections =
        new Projections(
            ports.projections(), ports.views(), ports.log(), ports.codec(), limits.projection());
    shards =
        new Shards(
            new ShardPorts(
                ports.log(),
                ports.codec(),
                ports.deciders(),
                ports.loader(),
                projections,
                this::committed,
                ports.clock()),
            limits.shard());
    policies =
        new Policies(
            ports.policies(), shards, ports.views(), ports.log(), ports.codec(), limits.policy());
  }

  /// Adds one who learns of each commit of this process from now on, before its sender does.
  public void listen(CommitListener listener) {
    listeners.add(listener);
  }

  /// Takes over the shards. Commands may be sent at once: they wait until their shard serves.
  public void start() {
    projections.start();
    shards.start();
    policies.start();
  }

  public Commands commands() {
    return shards;
  }

  /// How far the views have come.
  public ViewProgress progress() {
    return projections;
  }

  public Freshness freshness() {
    return shards.freshness();
  }

  public EngineNumbers numbers() {
    return new EngineNumbers(shards.numbers(), projections.numbers(), policies.numbers());
  }

  /// Refuses new commands, answers those that wait, and ends all threads.
  @Override
  public void close() {
    policies.close();
    shards.close();
    projections.close();
  }

  private void committed(Committed committed) {
    projections.committed(committed);
    policies.committed(committed);
    listeners.forEach(listener -> listener.committed(committed));
  }
}
