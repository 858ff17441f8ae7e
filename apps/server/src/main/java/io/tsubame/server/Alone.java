package io.tsubame.server;

import io.tsubame.application.engine.Engine;
import io.tsubame.application.engine.EngineLimits;
import io.tsubame.application.engine.EngineNumbers;
import io.tsubame.application.engine.EnginePorts;
import io.tsubame.application.live.Interest;
import io.tsubame.application.live.LiveListener;
import io.tsubame.application.live.LogAndViews;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.query.Freshness;
import io.tsubame.application.search.Indexing;
import io.tsubame.application.search.SearchFeed;
import io.tsubame.application.shard.ViewProgress;
import io.tsubame.domain.AccountId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/// The only process of its data: every shard is its own.
///
/// It is ready when every shard decides, nothing that follows the log has stopped for good, and
/// since the start the views have once held all that the log held then. Later lag does not count:
/// it is a number in the metrics.
final class Alone implements Running {
  private final EventLog log;
  private final Engine engine;
  private final CompletableFuture<String> never = new CompletableFuture<>();
  private volatile long[] ends = {};
  private volatile boolean caughtUp;

  Alone(EnginePorts ports, EngineLimits limits) {
    log = ports.log();
    engine = new Engine(ports, limits);
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public Freshness freshness() {
    return engine.freshness();
  }

  @Override
  public ViewProgress views() {
    return engine.progress();
  }

  @Override
  public LogAndViews positions() {
    return new EnginePositions(log, engine.progress());
  }

  @Override
  public Interest interest() {
    return Interest.NONE;
  }

  @Override
  public void hear(LiveListener listener) {
    engine.listen(listener);
  }

  @Override
  public Consumer<AccountId> signOuts(Consumer<AccountId> here) {
    return here;
  }

  @Override
  public SearchFeed indexing(Indexing.Sources sources, SearchSettings settings) {
    return new Indexing(sources, settings.follower(), settings.limits());
  }

  @Override
  public boolean owns(int shard) {
    return true;
  }

  @Override
  public void start() {
    engine.start();
    ends = logEnds();
  }

  @Override
  public boolean isReady() {
    EngineNumbers numbers = engine.numbers();
    return numbers.isReady() && numbers.isSound() && hasCaughtUp();
  }

  private boolean hasCaughtUp() {
    if (!caughtUp) {
      caughtUp =
          IntStream.range(0, ends.length)
              .allMatch(shard -> engine.progress().projected(shard) >= ends[shard]);
    }
    return caughtUp;
  }

  @Override
  public void awaitReady(Duration patience, LongConsumer toGo) throws InterruptedException {
    new ViewsAwaited(log, engine).await(engine.progress(), patience, toGo);
  }

  @Override
  public CompletionStage<String> ended() {
    return never;
  }

  @Override
  public void leave() {
    // there is nobody to give the shards to
  }

  @Override
  public void close() {
    engine.close();
  }

  private long[] logEnds() {
    return IntStream.range(0, log.shards()).mapToLong(log::end).toArray();
  }
}
