package io.tsubame.server.engine;

import io.tsubame.application.engine.Engine;
import io.tsubame.application.engine.EngineLimits;
import io.tsubame.application.engine.EnginePorts;
import io.tsubame.application.engine.Progress;
import io.tsubame.application.engine.VerificationReport;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.policy.UnfinishedWork;
import io.tsubame.application.projection.ViewProjection;
import io.tsubame.application.shard.Deciders;
import io.tsubame.application.shard.Outcome;
import io.tsubame.application.shard.ShardLimits;
import io.tsubame.application.shard.ShardNumbers;
import io.tsubame.application.shard.ViewStateLoader;
import io.tsubame.application.view.SwitchableViewStore;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Creation;
import io.tsubame.domain.Limits;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.RoomCommand.CreateGroupRoom;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import io.tsubame.domain.room.RoomCommand.PostMessage;
import io.tsubame.domain.room.RoomDecider;
import io.tsubame.protocol.ProtobufCommitCodec;
import io.tsubame.testkit.InMemoryEventLog;
import io.tsubame.testkit.InMemoryViewStore;
import io.tsubame.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// The engine with the product's own rules, views and wire format, over stores in memory.
final class EngineWorld implements AutoCloseable {
  static final AccountId ANN = new AccountId(1);
  static final AccountId BEN = new AccountId(2);
  static final Consumer<Progress> UNHEARD = _ -> {};

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final EventLog log;
  final InMemoryViewStore firstViews = new InMemoryViewStore();
  final SwitchableViewStore views = new SwitchableViewStore(firstViews);
  final ManualClock clock = new ManualClock();
  Engine engine;

  EngineWorld() {
    this(new InMemoryEventLog(8));
  }

  EngineWorld(EventLog log) {
    this.log = log;
    engine = begin();
  }

  /// The process ends and is started again.
  void restart() {
    engine.close();
    engine = begin();
  }

  EnginePorts ports() {
    Limits limits = Limits.DEFAULT;
    return new EnginePorts(
        log,
        new ProtobufCommitCodec(),
        Deciders.of(limits, Set.copyOf(RoomDecider.REACTIONS)),
        views,
        new ViewStateLoader(views),
        List.of(new ViewProjection(ShardLimits.DEFAULT.rememberedFor())),
        List.of(new UnfinishedWork()),
        clock);
  }

  private Engine begin() {
    Engine started = new Engine(ports(), EngineLimits.DEFAULT);
    started.start();
    return started;
  }

  /// A group room of Ann and Ben.
  RoomId room() {
    Outcome.Accepted created =
        (Outcome.Accepted) engine.commands().create(creation(), Actor.of(ANN), null);
    return ((AggregateId.Room) created.commit().aggregate()).id();
  }

  Outcome post(AccountId author, RoomId room, String text) {
    return engine
        .commands()
        .send(new AggregateId.Room(room), new PostMessage(text, false), Actor.of(author), null);
  }

  /// Waits until the views hold all that is in the log.
  void awaitViews() throws InterruptedException {
    for (int shard = 0; shard < log.shards(); shard++) {
      if (!engine.progress().awaitProjected(shard, log.end(shard), PATIENCE)) {
        throw new AssertionError("the views do not come on: " + engine.numbers());
      }
    }
  }

  /// Waits until the policies have followed all that is in the log. Waits until each shard has been
  /// opened, which is a record in its log.
  void awaitServing() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!engine.numbers().shards().stream().allMatch(ShardNumbers::serving)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not all shards serve: " + engine.numbers());
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  void awaitPolicies() throws InterruptedException {
    for (int shard = 0; shard < log.shards(); shard++) {
      if (!engine.awaitPolicies(shard, log.end(shard), PATIENCE)) {
        throw new AssertionError("the policies do not come on: " + engine.numbers());
      }
    }
  }

  VerificationReport verify() {
    return engine.verify(new InMemoryViewStore(), UNHEARD);
  }

  @Override
  public void close() {
    engine.close();
  }

  private static Creation creation() {
    MemberLists members = new MemberLists(List.of(ANN), List.of(BEN), List.of());
    return new CreateGroupRoom(
        new RoomId(Creation.UNNUMBERED), "room", "", IconPreset.GROUP, members, null);
  }
}
