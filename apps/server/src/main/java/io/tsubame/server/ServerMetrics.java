package io.tsubame.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.engine.EngineNumbers;
import io.tsubame.application.file.FileWork;
import io.tsubame.application.follower.FollowerNumbers;
import io.tsubame.application.live.LiveHub;
import io.tsubame.application.search.IndexNumbers;
import io.tsubame.application.shard.ShardNumbers;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// What the parts of the server count, for `/metrics`; `docs/ops/monitoring.md` says what to look
/// at. Shards are summed up: one that stands out shows in the greatest of its kind.
final class ServerMetrics implements MeterBinder {
  private final Core core;
  private final LiveHub hub;
  private final FileWork files;

  ServerMetrics(Core core, LiveHub hub, FileWork files) {
    this.core = core;
    this.hub = hub;
    this.files = files;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    commands(registry);
    shards(registry);
    EngineNumbers numbers = core.engine().numbers();
    Stream.concat(numbers.projections().stream(), numbers.policies().stream())
        .map(FollowerNumbers::name)
        .forEach(name -> follower(registry, name));
    follower(registry, core.indexing().numbers().name());
    search(registry);
    core.stores().metrics().bindTo(registry);
    if (core.running() instanceof AsNode node) {
      new ClusterMetrics(node).bindTo(registry);
    }
    live(registry);
    files(registry);
    SessionStores.Shared shared = core.stores().sessions().shared();
    if (shared != null) {
      new RedisMetrics(shared).bindTo(registry);
    }
    List.of(
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ClassLoaderMetrics(),
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics())
        .forEach(binder -> binder.bindTo(registry));
  }

  private void files(MeterRegistry registry) {
    fileWork(registry, "examined", "Files that were looked into", FileWork.Numbers::examined);
    fileWork(registry, "erased", "Files and forgotten uploads erased", FileWork.Numbers::erased);
    fileWork(registry, "failures", "Work on files put off", FileWork.Numbers::failures);
  }

  private void fileWork(
      MeterRegistry registry,
      String what,
      String description,
      ToLongFunction<FileWork.Numbers> count) {
    FunctionCounter.builder(
            "tsubame.files." + what, files, work -> count.applyAsLong(work.numbers()))
        .description(description)
        .register(registry);
  }

  private void commands(MeterRegistry registry) {
    command(registry, "accepted", ShardNumbers::accepted);
    command(registry, "rejected", ShardNumbers::rejected);
    command(registry, "unchanged", ShardNumbers::unchanged);
    command(registry, "repeated", ShardNumbers::repeated);
    command(registry, "failed", ShardNumbers::failed);
    command(registry, "overloaded", ShardNumbers::overloaded);
    count(registry, "tsubame.shard.batches", "Appends to the log", ShardNumbers::batches);
    count(registry, "tsubame.shard.bytes", "Bytes of events appended", ShardNumbers::bytes);
    count(registry, "tsubame.shard.loads", "States read from the views", ShardNumbers::loads);
    count(registry, "tsubame.shard.reopened", "Shards opened anew", ShardNumbers::reopened);
    count(
        registry,
        "tsubame.shard.bugs",
        "Decisions or listeners that threw; must stay 0",
        shard -> shard.bugs() + shard.listenerFailures());
  }

  private void command(MeterRegistry registry, String result, ToLongFunction<ShardNumbers> count) {
    FunctionCounter.builder("tsubame.commands", this, self -> self.sum(count))
        .description("Commands by what became of them")
        .tag("result", result)
        .register(registry);
  }

  private void count(
      MeterRegistry registry, String name, String description, ToLongFunction<ShardNumbers> count) {
    FunctionCounter.builder(name, this, self -> self.sum(count))
        .description(description)
        .register(registry);
  }

  private void shards(MeterRegistry registry) {
    gauge(
        registry,
        "tsubame.shard.serving",
        "Shards that decide commands",
        self -> self.sum(shard -> shard.serving() ? 1 : 0));
    gauge(
        registry,
        "tsubame.shard.mailbox",
        "Commands that wait, in all shards",
        self -> self.sum(ShardNumbers::mailbox));
    gauge(
        registry,
        "tsubame.shard.mailbox.greatest",
        "Commands that wait, in the fullest shard",
        self -> self.greatest(ShardNumbers::mailbox));
    gauge(
        registry,
        "tsubame.shard.unprojected.greatest",
        "Commits that the views lack, of the shard with most",
        self -> self.greatest(ShardNumbers::unprojected));
    gauge(
        registry,
        "tsubame.shard.cached",
        "Rooms, accounts and others in memory",
        self -> self.sum(ShardNumbers::cached));
    gauge(
        registry,
        "tsubame.shard.cached.bytes",
        "About how much memory these take",
        self -> self.sum(ShardNumbers::cachedBytes));
  }

  private void follower(MeterRegistry registry, String name) {
    Tags tags = Tags.of(Tag.of("follower", name));
    Gauge.builder("tsubame.follower.lag", this, self -> self.follower(name).lag())
        .description("Records of the log that it has not consumed")
        .tags(tags)
        .register(registry);
    Gauge.builder(
            "tsubame.follower.stopped", this, self -> self.follower(name).fault() == null ? 0 : 1)
        .description("1 where it has stopped for good")
        .tags(tags)
        .register(registry);
    FunctionCounter.builder("tsubame.follower.commits", this, self -> self.follower(name).commits())
        .description("Commits consumed")
        .tags(tags)
        .register(registry);
    FunctionCounter.builder("tsubame.follower.batches", this, self -> self.follower(name).batches())
        .description("Batches in which it consumed them")
        .tags(tags)
        .register(registry);
    FunctionCounter.builder(
            "tsubame.follower.failures", this, self -> self.follower(name).failures())
        .description("Failures after which it tried again")
        .tags(tags)
        .register(registry);
  }

  private void search(MeterRegistry registry) {
    gauge(
        registry,
        "tsubame.search.documents",
        "Messages, tasks and files in the search index",
        self -> self.index().documents());
    gauge(
        registry,
        "tsubame.search.bytes",
        "Disk space of the search index",
        self -> self.index().bytes());
    gauge(
        registry,
        "tsubame.search.segments",
        "Parts that each search looks through",
        self -> self.index().segments());
    gauge(
        registry,
        "tsubame.search.current",
        "1 where search finds what is acknowledged, 0 where it is behind, stopped or made anew",
        self -> self.core.indexing().state().isCurrent() ? 1 : 0);
  }

  private IndexNumbers index() {
    try {
      return core.indexing().index().numbers();
    } catch (OperatingFailure _) {
      return new IndexNumbers(0, 0, 0, 0);
    }
  }

  private void live(MeterRegistry registry) {
    gauge(
        registry,
        "tsubame.live.connections",
        "Live connections",
        self -> self.hub.connectionCount());
    gauge(
        registry,
        "tsubame.live.coming",
        "Clients that wait to be let in or brought up to date",
        self -> self.hub.coming());
    gauge(
        registry,
        "tsubame.live.waiting",
        "Changes that wait to be delivered",
        self -> self.hub.waiting());
  }

  /// The registry holds what is measured weakly, unless it is told otherwise once.
  private void gauge(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<ServerMetrics> value) {
    Gauge.builder(name, this, value)
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  private long sum(ToLongFunction<ShardNumbers> value) {
    return core.engine().numbers().shards().stream().mapToLong(value).sum();
  }

  private long greatest(ToLongFunction<ShardNumbers> value) {
    return core.engine().numbers().shards().stream().mapToLong(value).max().orElse(0);
  }

  private FollowerNumbers follower(String name) {
    EngineNumbers numbers = core.engine().numbers();
    return Stream.of(
            numbers.projections().stream(),
            numbers.policies().stream(),
            Stream.of(core.indexing().numbers()))
        .flatMap(Function.identity())
        .filter(follower -> follower.name().equals(name))
        .findFirst()
        .orElseGet(() -> new FollowerNumbers(name, 0, 0, 0, 0, null));
  }
}
