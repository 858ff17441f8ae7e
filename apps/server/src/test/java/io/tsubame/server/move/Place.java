package io.tsubame.server.move;

import io.tsubame.application.engine.Engine;
import io.tsubame.application.engine.EngineLimits;
import io.tsubame.application.engine.EnginePorts;
import io.tsubame.application.engine.VerificationReport;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.application.move.MoveEnd;
import io.tsubame.application.policy.UnfinishedWork;
import io.tsubame.application.projection.ViewProjection;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.Deciders;
import io.tsubame.application.shard.Outcome;
import io.tsubame.application.shard.ShardLimits;
import io.tsubame.application.shard.ViewStateLoader;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Creation;
import io.tsubame.domain.Event;
import io.tsubame.domain.Limits;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.FileContent;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.MessageKind;
import io.tsubame.domain.room.RoomCommand;
import io.tsubame.domain.room.RoomCommand.AttachFiles;
import io.tsubame.domain.room.RoomCommand.CreateGroupRoom;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import io.tsubame.domain.room.RoomCommand.PostMessage;
import io.tsubame.domain.room.RoomDecider;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.protocol.ProtobufCommitCodec;
import io.tsubame.testkit.InMemoryBlobStore;
import io.tsubame.testkit.InMemoryEventLog;
import io.tsubame.testkit.InMemoryViewStore;
import io.tsubame.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One place with all its stores, and an engine that serves there for as long as it is started.
final class Place implements AutoCloseable {
  static final int SHARDS = 8;
  static final AccountId ANN = new AccountId(1);
  static final AccountId BEN = new AccountId(2);
  static final ProtobufCommitCodec CODEC = new ProtobufCommitCodec();
  static final Duration PATIENCE = Duration.ofSeconds(30);

  final String name;
  final EventLog log;
  final InMemoryViewStore views = new InMemoryViewStore();
  final ManualClock clock = new ManualClock();
  final InMemoryBlobStore blobs = new InMemoryBlobStore(clock);
  private @Nullable Engine engine;

  Place(String name) {
    this(name, new InMemoryEventLog(SHARDS));
  }

  Place(String name, EventLog log) {
    this.name = name;
    this.log = log;
  }

  MoveEnd end() {
    return end(log);
  }

  /// With the log as somebody sees it.
  MoveEnd end(EventLog seen) {
    return new MoveEnd(name, seen, views, blobs);
  }

  Place start() {
    Engine started = new Engine(ports(), EngineLimits.DEFAULT);
    started.start();
    engine = started;
    return this;
  }

  Engine engine() {
    if (engine == null) {
      throw new IllegalStateException("nobody serves " + name);
    }
    return engine;
  }

  private EnginePorts ports() {
    Limits limits = Limits.DEFAULT;
    return new EnginePorts(
        log,
        CODEC,
        Deciders.of(limits, Set.copyOf(RoomDecider.REACTIONS)),
        views,
        new ViewStateLoader(views),
        List.of(new ViewProjection(ShardLimits.DEFAULT.rememberedFor())),
        List.of(new UnfinishedWork()),
        clock);
  }

  /// A group room of Ann and Ben.
  RoomId room() {
    MemberLists members = new MemberLists(List.of(ANN), List.of(BEN), List.of());
    CreateGroupRoom creation =
        new CreateGroupRoom(
            new RoomId(Creation.UNNUMBERED), "room", "", IconPreset.GROUP, members, null);
    Outcome.Accepted created =
        (Outcome.Accepted) engine().commands().create(creation, Actor.of(ANN), null);
    return ((AggregateId.Room) created.commit().aggregate()).id();
  }

  Outcome post(RoomId room, String text, @Nullable CommandId id) {
    return send(room, new PostMessage(text, false), id);
  }

  Outcome attach(RoomId room, FileContent file) {
    return send(room, new AttachFiles(new OrganizationId(1), List.of(file), ""), null);
  }

  Outcome send(RoomId room, RoomCommand command, @Nullable CommandId id) {
    return engine().commands().send(new AggregateId.Room(room), command, Actor.of(ANN), id);
  }

  /// All commits of a room, in the order of the log.
  List<Commit> commits(RoomId room) {
    List<Commit> found = new ArrayList<>();
    for (Commit commit : commits(room.value() % log.shards())) {
      if (commit.aggregate().equals(new AggregateId.Room(room))) {
        found.add(commit);
      }
    }
    return found;
  }

  /// All commits of a shard.
  List<Commit> commits(int shard) {
    List<Commit> found = new ArrayList<>();
    for (StoredRecord each : records(shard)) {
      if (!each.isOfTheLog()) {
        found.add(CODEC.decode(each));
      }
    }
    return found;
  }

  List<StoredRecord> records(int shard) {
    List<StoredRecord> found = new ArrayList<>();
    long end = log.end(shard);
    while (found.size() < end) {
      found.addAll(log.read(shard, found.size(), 1_000, 1 << 20));
    }
    return found;
  }

  /// The texts that people posted in a room, in order.
  List<String> texts(RoomId room) {
    List<String> texts = new ArrayList<>();
    for (Commit commit : commits(room)) {
      for (Event event : commit.events()) {
        if (event instanceof MessagePosted posted && posted.kind() == MessageKind.USER) {
          texts.add(posted.body());
        }
      }
    }
    return texts;
  }

  void awaitViews() throws InterruptedException {
    for (int shard = 0; shard < log.shards(); shard++) {
      if (!engine().progress().awaitProjected(shard, log.end(shard), PATIENCE)) {
        throw new AssertionError("the views do not come on: " + engine().numbers());
      }
    }
  }

  void awaitPolicies() throws InterruptedException {
    for (int shard = 0; shard < log.shards(); shard++) {
      if (!engine().awaitPolicies(shard, log.end(shard), PATIENCE)) {
        throw new AssertionError("the policies do not come on: " + engine().numbers());
      }
    }
  }

  VerificationReport verify() {
    return engine().verify(new InMemoryViewStore(), _ -> {});
  }

  void stop() {
    Engine stopping = engine;
    engine = null;
    if (stopping != null) {
      stopping.close();
    }
  }

  @Override
  public void close() {
    stop();
    log.close();
  }
}
