package io.tsubame.bench;

import io.tsubame.api.stream.StreamEncoder;
import io.tsubame.application.live.Frame;
import io.tsubame.application.live.LiveMessage.RoomChanges;
import io.tsubame.application.live.LiveMessage.Sight;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.projection.ViewProjection;
import io.tsubame.application.projection.ViewWriter;
import io.tsubame.application.shard.Commit;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decision;
import io.tsubame.domain.FreshIds;
import io.tsubame.domain.Limits;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.notation.Mentioned;
import io.tsubame.domain.notation.Notation;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomCommand.CreateGroupRoom;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import io.tsubame.domain.room.RoomCommand.PostMessage;
import io.tsubame.domain.room.RoomDecider;
import io.tsubame.domain.room.RoomEvent;
import io.tsubame.protocol.ProtobufCommitCodec;
import io.tsubame.testkit.InMemoryViewStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What the server does for each post on its way from the command to the frame, piece by piece.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HotPieces {
  private static final RoomId ROOM = new RoomId(640);
  private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");
  private static final Duration REMEMBERED = Duration.ofDays(1);
  private static final String PLAIN = "swallows fly home ".repeat(11) + "ok";
  private static final String MARKED =
      "[To:128] Swallow\n[info][title]Home[/title]" + "fly [b]home[/b] ".repeat(8) + "[/info]";

  /// Members of the room.
  @Param({"10", "10000"})
  private int members;

  private final RoomDecider decider =
      new RoomDecider(Limits.DEFAULT, Set.copyOf(RoomDecider.REACTIONS));
  private final ProtobufCommitCodec codec = new ProtobufCommitCodec();
  private final ViewProjection projection = new ViewProjection(REMEMBERED);
  private final InMemoryViewStore views = new InMemoryViewStore();
  private final StreamEncoder encoder = new StreamEncoder(Duration.ofSeconds(30));
  private final AccountId author = new AccountId(64);
  private final Context context = new Context(NOW, Actor.of(author), new FreshIds(1, 64));
  private final PostMessage command = new PostMessage(PLAIN, false);

  private Room room = decider.initial();
  private List<RoomEvent> posts = List.of();
  private Commit commit = commit(posts);
  private LogRecord encoded = codec.encode(commit);
  private RoomChanges changes = new RoomChanges(ROOM, 2, NOW, posts, Sight.FULL);

  @Setup
  public void post() {
    List<AccountId> others =
        IntStream.range(2, members + 1).mapToObj(i -> new AccountId(64 * i)).toList();
    CreateGroupRoom create =
        new CreateGroupRoom(
            ROOM,
            "Nest",
            "",
            IconPreset.GROUP,
            new MemberLists(List.of(author), others, List.of()),
            null);
    List<RoomEvent> created = accepted(decider.decide(decider.initial(), create, context));
    room = decider.evolveAll(decider.initial(), created);
    ViewWriter writer = new ViewWriter(views);
    projection.apply(0, 0, commit(created), writer);
    views.write(writer.batch());
    posts = accepted(decider.decide(room, command, context));
    commit = commit(posts);
    encoded = codec.encode(commit);
    changes = new RoomChanges(ROOM, 2, NOW, posts, Sight.FULL);
  }

  @Benchmark
  public Decision<RoomEvent> decide() {
    return decider.decide(room, command, context);
  }

  @Benchmark
  public Room evolve() {
    return decider.evolveAll(room, posts);
  }

  @Benchmark
  public LogRecord encodeForLog() {
    return codec.encode(commit);
  }

  @Benchmark
  public Commit decodeFromLog() {
    return codec.decode(encoded);
  }

  @Benchmark
  public ViewWriter project() {
    ViewWriter writer = new ViewWriter(views);
    projection.apply(0, 1, commit, writer);
    return writer;
  }

  @Benchmark
  public Frame encodeFrame() {
    return encoder.encode(changes);
  }

  @Benchmark
  public Mentioned scanPlain() {
    return Notation.mentions(PLAIN);
  }

  @Benchmark
  public Mentioned scanMarked() {
    return Notation.mentions(MARKED);
  }

  private Commit commit(List<RoomEvent> events) {
    return new Commit(new AggregateId.Room(ROOM), NOW, Actor.of(author), null, List.copyOf(events));
  }

  private static List<RoomEvent> accepted(Decision<RoomEvent> decision) {
    if (decision instanceof Decision.Accepted<RoomEvent>(List<RoomEvent> events)) {
      return events;
    }
    throw new IllegalStateException("refused: " + decision);
  }
}
