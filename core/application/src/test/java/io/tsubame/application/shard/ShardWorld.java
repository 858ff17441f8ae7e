package io.tsubame.application.shard;

import io.tsubame.application.shard.Commands.Creation;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.organization.OrganizationCommand;
import io.tsubame.domain.organization.OrganizationCommand.FoundOrganization;
import io.tsubame.domain.organization.OrganizationCommand.RenameOrganization;
import io.tsubame.domain.organization.OrganizationEvent.OrganizationRenamed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Shards over a log in memory, with everything a test wants to disturb.
final class ShardWorld implements AutoCloseable {
  static final int SHARDS = 4;
  static final Instant NOW = Instant.parse("2026-04-01T09:00:00.123456Z");
  static final Actor ACTOR = Actor.of(new AccountId(7));

  final FaultyLog log;
  final HeapCodec codec;
  final FoldedViews views;
  final List<Committed> published = new CopyOnWriteArrayList<>();
  final ShardLimits limits;
  Shards shards;

  ShardWorld() {
    this(LIMITS);
  }

  ShardWorld(ShardLimits limits) {
    this.limits = limits;
    log = new FaultyLog(SHARDS);
    codec = new HeapCodec();
    views = new FoldedViews(log, codec, AppendingRules.deciders());
    shards = begin();
  }

  static final ShardLimits LIMITS =
      new ShardLimits(
          64,
          32,
          16,
          8,
          1 << 20,
          1 << 20,
          16,
          64,
          50,
          1 << 20,
          Duration.ofSeconds(10),
          Duration.ofMillis(1),
          Duration.ofMillis(5));

  /// What a crash and a restart of the process do.
  void restart() {
    shards.close();
    shards = begin();
  }

  private Shards begin() {
    ShardPorts ports =
        new ShardPorts(
            log,
            codec,
            AppendingRules.deciders(),
            views,
            views,
            published::add,
            Clock.fixed(NOW, ZoneOffset.UTC));
    Shards started = new Shards(ports, limits);
    started.start();
    return started;
  }

  /// Founds an organization and answers its id.
  AggregateId.Organization found(String name) {
    Outcome outcome = shards.create(number -> founding(number, name), ACTOR, null);
    return (AggregateId.Organization) ((Outcome.Accepted) outcome).commit().aggregate();
  }

  static Creation founding(int number, String name) {
    OrganizationId id = new OrganizationId(number);
    return new Creation(new AggregateId.Organization(id), new FoundOrganization(id, name));
  }

  Outcome append(AggregateId to, String text, @Nullable CommandId id) {
    return send(to, new RenameOrganization(text), id);
  }

  Outcome send(AggregateId to, OrganizationCommand command, @Nullable CommandId id) {
    return shards.send(to, command, ACTOR, id);
  }

  /// Sends from a thread of its own.
  FutureTask<Outcome> later(Callable<Outcome> sending) {
    FutureTask<Outcome> task = new FutureTask<>(sending);
    Thread.ofVirtual().start(task);
    return task;
  }

  /// The whole text that the accepted command led to.
  static String textOf(Outcome outcome) {
    Outcome.Accepted accepted = (Outcome.Accepted) outcome;
    return ((OrganizationRenamed) accepted.commit().events().getLast()).name();
  }

  /// The text of the organization according to the log.
  String textOf(AggregateId.Organization organization) {
    return views.organization(organization.id()).name();
  }

  @Override
  public void close() {
    log.permits.release(1_000);
    shards.close();
  }
}
