package io.tsubame.application.shard;

import io.tsubame.application.log.NotOwner;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Creation;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.organization.OrganizationCommand;
import io.tsubame.domain.organization.OrganizationCommand.FoundOrganization;
import io.tsubame.domain.organization.OrganizationCommand.RenameOrganization;
import io.tsubame.domain.organization.OrganizationEvent.OrganizationRenamed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
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
  private final List<Shards> displaced = new ArrayList<>();
  Shards shards;
  private volatile boolean failListener;

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

  static final ShardLimits LIMITS = withLoadedParts(16);

  static ShardLimits withLoadedParts(int loadedParts) {
    return new ShardLimits(
        64,
        32,
        16,
        8,
        1 << 20,
        1 << 20,
        loadedParts,
        16,
        Duration.ofDays(1),
        50,
        1 << 20,
        Duration.ofSeconds(10),
        Duration.ofMillis(1),
        Duration.ofMillis(5));
  }

  /// What a crash and a restart of the process do.
  void restart() {
    shards.close();
    shards = begin();
  }

  /// What happens when another process takes the shards over while this one still runs.
  void takeOver() {
    displaced.add(shards);
    shards = begin();
  }

  ShardPorts ports() {
    return new ShardPorts(
        log,
        codec,
        AppendingRules.deciders(),
        views,
        views,
        this::published,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private Shards begin() {
    Shards started = new Shards(ports(), limits);
    started.start();
    return started;
  }

  /// Founds an organization and answers its id.
  AggregateId.Organization found(String name) {
    Outcome outcome = shards.create(founding(name), ACTOR, null);
    return (AggregateId.Organization) ((Outcome.Accepted) outcome).commit().aggregate();
  }

  /// Founds an organization in the shard of another aggregate.
  AggregateId.Organization foundInShardOf(AggregateId other, String name) {
    ShardMap map = new ShardMap(SHARDS);
    Outcome outcome = shards.create(founding(name), ACTOR, idOf(map.shardOf(other)));
    return (AggregateId.Organization) ((Outcome.Accepted) outcome).commit().aggregate();
  }

  static Creation founding(String name) {
    return new FoundOrganization(new OrganizationId(Creation.UNNUMBERED), name);
  }

  Outcome append(AggregateId to, String text, @Nullable CommandId id) {
    return send(to, new RenameOrganization(text), id);
  }

  Outcome send(AggregateId to, OrganizationCommand command, @Nullable CommandId id) {
    return shards.send(to, command, ACTOR, id);
  }

  /// Queues a command without waiting for its answer.
  Submission put(AggregateId to, String text, @Nullable CommandId id) {
    return put(to, new RenameOrganization(text), id);
  }

  Submission put(AggregateId to, OrganizationCommand command, @Nullable CommandId id) {
    return shards.put(to, command, ACTOR, id);
  }

  /// Holds the shard of the aggregate in an append, so that what is put next forms one turn.
  Submission hold(AggregateId to, String text) {
    log.permits.drainPermits();
    log.begun.drainPermits();
    Submission held = put(to, text, null);
    log.begun.acquireUninterruptibly();
    return held;
  }

  /// Lets the appends go on.
  void release() {
    log.permits.release(1_000);
  }

  /// The listener throws at the next commit.
  void failListener() {
    failListener = true;
  }

  /// Waits until every shard is open. One that was displaced may take its shard back meanwhile, if
  /// it had just begun to open it.
  void awaitServing() {
    for (int shard = 0; shard < SHARDS; shard++) {
      CommandId inShard = idOf(shard);
      while (!isServing(inShard)) {
        Thread.onSpinWait();
      }
    }
  }

  private boolean isServing(CommandId inShard) {
    try {
      shards.create(founding(AppendingRules.REFUSED.name()), ACTOR, inShard);
      return true;
    } catch (NotOwner _) {
      return false;
    }
  }

  private static CommandId idOf(int shard) {
    ShardMap map = new ShardMap(SHARDS);
    return IntStream.iterate(0, n -> n + 1)
        .mapToObj(n -> new CommandId("shard " + n))
        .filter(id -> map.shardOf(id) == shard)
        .findFirst()
        .orElseThrow();
  }

  private void published(Committed committed) {
    if (failListener) {
      failListener = false;
      throw new IllegalStateException("injected");
    }
    published.add(committed);
  }

  static Outcome answerOf(Submission submission) {
    return submission.await(LIMITS.commandDeadline());
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
    release();
    shards.close();
    displaced.forEach(Shards::close);
  }
}
