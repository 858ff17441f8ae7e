package io.tsubame.server;

import io.tsubame.application.engine.Engine;
import io.tsubame.application.engine.EnginePorts;
import io.tsubame.application.live.Interest;
import io.tsubame.application.live.LiveListener;
import io.tsubame.application.live.LogAndViews;
import io.tsubame.application.query.Freshness;
import io.tsubame.application.search.Indexing;
import io.tsubame.application.search.SearchFeed;
import io.tsubame.application.shard.ViewProgress;
import io.tsubame.domain.AccountId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// How the engine runs: [Alone] over all shards, or [AsNode] among others, with some of them. All
/// that differs between the two is here.
sealed interface Running extends AutoCloseable permits Alone, AsNode {
  /// The shard whose owner does what is to be done once for all nodes: it feeds the search index,
  /// and looks for bytes that no file names.
  int FIRST = 0;

  /// As the settings say; not started.
  static Running of(ServerSettings settings, EnginePorts ports) {
    ClusterSettings cluster = settings.cluster();
    return cluster == null
        ? new Alone(ports, settings.engine())
        : AsNode.of(cluster.node(), ports, settings.engine());
  }

  Engine engine();

  Freshness freshness();

  /// Of all shards, whoever owns them.
  ViewProgress views();

  LogAndViews positions();

  Interest interest();

  /// Adds one who hears of the commits of all nodes, as far as they concern this one.
  void hear(LiveListener listener);

  /// What is to be done when somebody's sessions were ended here.
  ///
  /// @param here looks after the connections of this process
  Consumer<AccountId> signOuts(Consumer<AccountId> here);

  /// What feeds the search index; not started.
  SearchFeed indexing(Indexing.Sources sources, SearchSettings settings);

  /// Whether this process is to decide in the shard.
  boolean owns(int shard);

  void start();

  /// Whether this process should be sent calls.
  boolean isReady();

  /// Returns when it is ready for the first time, or has [#ended].
  ///
  /// @param toGo is told how many records the views lack, after each `patience`
  /// @throws IllegalStateException where the views have stopped for good
  void awaitReady(Duration patience, LongConsumer toGo) throws InterruptedException;

  /// Done when this process can have no part in anything any more, with the reason.
  CompletionStage<String> ended();

  /// Gives the shards to the others, where there are any. Calls are still answered.
  void leave();

  /// Refuses new commands, answers those that wait, and ends all threads.
  @Override
  void close();
}
