package io.tsubame.bench;

import io.tsubame.application.engine.Engine;
import io.tsubame.application.engine.EngineLimits;
import io.tsubame.application.engine.EnginePorts;
import io.tsubame.application.policy.UnfinishedWork;
import io.tsubame.application.projection.ViewProjection;
import io.tsubame.application.shard.Deciders;
import io.tsubame.application.shard.Outcome;
import io.tsubame.application.shard.ViewStateLoader;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.RoomHead;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Limits;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomCommand.ImportMessages;
import io.tsubame.domain.room.RoomCommand.ImportedMessage;
import io.tsubame.domain.room.RoomDecider;
import io.tsubame.eventlog.rocksdb.RocksEventLog;
import io.tsubame.eventlog.rocksdb.RocksEventLogConfig;
import io.tsubame.protocol.ProtobufCommitCodec;
import io.tsubame.views.rocksdb.RocksViewStore;
import io.tsubame.views.rocksdb.RocksViewStoreConfig;
import io.tsubame.views.rocksdb.ViewGenerations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes many messages into a data directory that no server uses, as an import does.
final class Fill implements AutoCloseable {
  private static final int SHARDS = 64;

  private final RocksEventLog log;
  private final ViewStore views;
  private final Engine engine;
  private final Map<Integer, Integer> sequences = new HashMap<>();

  Fill(Path data) {
    log = RocksEventLog.open(data.resolve("log"), SHARDS, RocksEventLogConfig.DEFAULT);
    views =
        RocksViewStore.open(
            new ViewGenerations(data.resolve("views")).current(), RocksViewStoreConfig.DEFAULT);
    Limits limits = Limits.DEFAULT;
    engine =
        new Engine(
            new EnginePorts(
                log,
                new ProtobufCommitCodec(),
                Deciders.of(limits, Set.copyOf(RoomDecider.REACTIONS)),
                views,
                new ViewStateLoader(views),
                List.of(new ViewProjection(EngineLimits.DEFAULT.shard().rememberedFor())),
                List.of(new UnfinishedWork()),
                Clock.systemUTC()),
            EngineLimits.DEFAULT);
    engine.start();
    for (int shard = 0; shard < SHARDS; shard++) {
      awaitViews(shard);
    }
  }

  /// @param first time of the first message; each is a second after the one before
  void add(int room, int author, List<String> texts, Instant first) throws IOException {
    int last = sequences.computeIfAbsent(room, this::lastSequence);
    Instant at = first;
    List<ImportedMessage> messages = new ArrayList<>();
    for (String text : texts) {
      messages.add(new ImportedMessage(new AccountId(author), text, at, null, List.of()));
      at = at.plusSeconds(1);
    }
    Outcome outcome =
        engine
            .commands()
            .send(
                new AggregateId.Room(new RoomId(room)),
                new ImportMessages(last, messages),
                Actor.SERVER,
                null);
    if (!(outcome instanceof Outcome.Accepted)) {
      throw new IOException("messages were not taken: " + outcome);
    }
    sequences.put(room, last + texts.size());
  }

  /// How many messages the room has had.
  int lastSequence(int room) {
    byte[] head = views.get(Table.ROOM_HEADS, Keys.room(new RoomId(room)));
    return head == null ? 0 : RoomHead.decode(head).lastSequence();
  }

  private void awaitViews(int shard) {
    try {
      engine.progress().awaitProjected(shard, log.end(shard), Duration.ofMinutes(5));
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    for (int shard = 0; shard < SHARDS; shard++) {
      awaitViews(shard);
    }
    engine.close();
    views.close();
    log.close();
  }
}
