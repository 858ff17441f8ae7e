package io.tsubame.server;

import io.tsubame.application.Application;
import io.tsubame.application.Ports;
import io.tsubame.application.engine.Engine;
import io.tsubame.application.engine.EnginePorts;
import io.tsubame.application.file.FilePorts;
import io.tsubame.application.file.FileWork;
import io.tsubame.application.policy.UnfinishedWork;
import io.tsubame.application.projection.ViewProjection;
import io.tsubame.application.query.Queries;
import io.tsubame.application.query.ViewQueries;
import io.tsubame.application.search.Indexing;
import io.tsubame.application.search.SearchFeed;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.application.shard.Deciders;
import io.tsubame.application.shard.ShardMap;
import io.tsubame.application.shard.ViewStateLoader;
import io.tsubame.domain.AggregateId;
import io.tsubame.inspection.ChildPreviewMaker;
import io.tsubame.inspection.CommandScanner;
import io.tsubame.inspection.TikaContentTypes;
import io.tsubame.passwords.argon2.Argon2Passwords;
import io.tsubame.passwords.argon2.Cost;
import io.tsubame.passwords.argon2.SecureRandomBytes;
import io.tsubame.protocol.ProtobufCommitCodec;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/// The application without any door: what decides, what follows, what answers. Commands that need
/// no server, such as an import into a data directory that nobody serves, work on this alone.
record Core(
    Stores stores,
    CommitCodec codec,
    Running running,
    Queries queries,
    SearchFeed indexing,
    Application application)
    implements AutoCloseable {
  /// Opens the stores of the data directory, or those that the nodes of a cluster share, and joins
  /// these; [#start] has not been called.
  static Core open(ServerSettings settings) {
    Stores stores = Stores.open(settings);
    try {
      return over(settings, stores);
    } catch (RuntimeException failure) {
      stores.close();
      throw failure;
    }
  }

  private static Core over(ServerSettings settings, Stores stores) {
    CommitCodec codec = new ProtobufCommitCodec();
    Running running =
        Running.of(
            settings,
            new EnginePorts(
                stores.log(),
                codec,
                Deciders.of(settings.limits(), settings.reactions()),
                stores.views(),
                new ViewStateLoader(stores.views()),
                List.of(new ViewProjection(settings.engine().shard().rememberedFor())),
                List.of(new UnfinishedWork()),
                settings.clock()));
    Queries queries = ViewQueries.over(stores.views());
    SearchFeed indexing =
        running.indexing(
            new Indexing.Sources(
                stores.log(),
                codec,
                stores.views(),
                running.views(),
                SearchEngines.open(settings),
                settings.clock()),
            settings.search());
    return new Core(
        stores,
        codec,
        running,
        queries,
        indexing,
        application(settings, stores, running, queries, indexing));
  }

  Engine engine() {
    return running.engine();
  }

  /// Takes over the shards, and lets the search index follow them.
  void start() {
    decide();
    index();
  }

  /// Takes over the shards.
  void decide() {
    engine().listen(indexing);
    running.start();
  }

  /// Lets the search index follow the shards. It reads itself through first, and then what it
  /// lacks: who wants to be ready soon calls this last.
  void index() {
    indexing.start();
  }

  /// Returns when the views hold what the log held at the call.
  ///
  /// @param patience after which `toGo` is told how many records the views lack, again and again
  /// @throws IllegalStateException where the views have stopped for good
  void awaitViews(Duration patience, LongConsumer toGo) throws InterruptedException {
    new ViewsAwaited(stores.log(), engine()).await(running.views(), patience, toGo);
  }

  @Override
  public void close() {
    running.close();
    indexing.close();
    application.ports().files().portraits().close();
    stores.close();
  }

  private static Application application(
      ServerSettings settings,
      Stores stores,
      Running running,
      Queries queries,
      SearchFeed indexing) {
    SecureRandomBytes random = new SecureRandomBytes();
    int processors = Runtime.getRuntime().availableProcessors();
    return Application.over(
        new Ports(
            running.engine().commands(),
            running.freshness(),
            queries,
            indexing,
            settings.search().limits(),
            stores.sessions().sessions(),
            stores.sessions().rates(),
            new Argon2Passwords(
                Cost.RECOMMENDED, random, Argon2Passwords.Bounds.ofMachine(processors)),
            random,
            settings.clock(),
            settings.limits(),
            new FilePorts(
                stores.blobs(),
                new TikaContentTypes(),
                new ChildPreviewMaker(settings.inspection().previews()),
                settings.files(),
                scanned(settings))));
  }

  private static boolean scanned(ServerSettings settings) {
    return !settings.inspection().scanCommand().isEmpty();
  }

  /// What the server does with files by itself; not started.
  FileWork fileWork(ServerSettings settings) {
    List<String> scan = settings.inspection().scanCommand();
    ShardMap shards = new ShardMap(stores.log().shards());
    return new FileWork(
        new FileWork.Parts(
            application.ports().files(),
            engine().commands(),
            stores.views(),
            new ChildPreviewMaker(settings.inspection().previews()),
            scan.isEmpty() ? null : new CommandScanner(scan, settings.inspection().scanTimeout()),
            room -> running.owns(shards.shardOf(new AggregateId.Room(room))),
            () -> running.owns(Running.FIRST) && viewsAreCurrent(),
            engine().progress(),
            settings.clock()));
  }

  /// Not where the data has moved: what names bytes is written at the other place.
  private boolean viewsAreCurrent() {
    return !engine().numbers().isSealed() && namesAllBytes();
  }

  private boolean namesAllBytes() {
    return IntStream.range(0, stores.log().shards())
        .allMatch(shard -> running.views().projected(shard) >= stores.log().end(shard));
  }
}
