package io.tsubame.application.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.live.RoomHistory.PastCommit;
import io.tsubame.application.log.EventLog.Ownership;
import io.tsubame.application.projection.World;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.FaultyLog;
import io.tsubame.application.shard.HeapCodec;
import io.tsubame.application.view.TreeMapViewStore;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Mentions;
import io.tsubame.domain.room.ReadMarker;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.RoomEvent;
import io.tsubame.domain.room.RoomEvent.MessageDeleted;
import io.tsubame.domain.room.RoomEvent.MessageEdited;
import io.tsubame.domain.room.RoomEvent.ReactionAdded;
import io.tsubame.domain.room.RoomEvent.ReadMarkerMoved;
import io.tsubame.domain.room.RoomEvent.RoomCreated;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a client that comes back is told of a room.
final class LogRoomHistoryTest {
  private static final RoomId ROOM = new RoomId(65);
  private static final AccountId AYA = new AccountId(1);
  private static final RoomCreated CREATED = World.group(ROOM, new Member(AYA, Role.ADMIN));
  private static final int MUCH = 1 << 20;
  private static final RoomEvent FIRST = new World().posted(1, AYA, "one");
  private static final RoomEvent READ = new ReadMarkerMoved(AYA, ReadMarker.at(1));
  private static final RoomEvent LIKED = new ReactionAdded(1, AYA, "like");
  private static final RoomEvent SECOND = new World().posted(2, AYA, "two");

  private final FaultyLog log = new FaultyLog(World.SHARDS);
  private final HeapCodec codec = new HeapCodec();
  private final TreeMapViewStore views = new TreeMapViewStore();
  private final RoomHistory history = new LogRoomHistory(views, log, codec);
  private final Ownership owner = log.open(1);

  LogRoomHistoryTest() {
    commit(CREATED, FIRST);
    commit(READ);
    commit(LIKED, READ, SECOND);
  }

  private void commit(RoomEvent... events) {
    Commit commit =
        new Commit(new AggregateId.Room(ROOM), World.START, Actor.SERVER, null, List.of(events));
    long position = log.end(1);
    log.append(owner, position, List.of(codec.encode(commit)));
    World.fold(List.of(new Committed(1, position, commit, null)), views);
  }

  @Test
  @DisplayName("public events come with their versions, one commit after the other")
  void tellsPublicEvents() {
    assertThat(history.after(ROOM, 0, MUCH))
        .containsExactly(
            new PastCommit(1, World.START, List.of(CREATED, FIRST)),
            new PastCommit(3, World.START, List.of(LIKED, SECOND)));
    assertThat(history.after(ROOM, 2, MUCH))
        .containsExactly(new PastCommit(3, World.START, List.of(LIKED, SECOND)));
  }

  @Test
  @DisplayName("a version within a commit begins within it")
  void beginsWithinACommit() {
    assertThat(history.after(ROOM, 3, MUCH))
        .containsExactly(new PastCommit(4, World.START, List.of(SECOND)));
  }

  @Test
  @DisplayName("nothing is missing at the end, and all of it at the beginning")
  void ends() {
    assertThat(history.after(ROOM, 4, MUCH)).isEmpty();
    assertThat(history.after(ROOM, Long.MAX_VALUE, MUCH)).isEmpty();
    assertThat(history.after(ROOM, Long.MIN_VALUE, MUCH)).hasSize(2);
  }

  @Test
  @DisplayName("[LS12] a page ends before it is too long, but holds one commit at least")
  void pages() {
    assertThat(history.after(ROOM, 0, 1))
        .containsExactly(new PastCommit(1, World.START, List.of(CREATED, FIRST)));
    assertThat(history.after(ROOM, 2, 1))
        .containsExactly(new PastCommit(3, World.START, List.of(LIKED, SECOND)));
  }

  @Test
  @DisplayName("[LS12] a page of the shortest commits is bounded, too")
  void manyShortCommits() {
    for (int i = 0; i < 100; i++) {
      commit(LIKED);
    }
    assertThat(history.after(ROOM, 4, MUCH)).hasSizeBetween(1, 99);
  }

  @Test
  @DisplayName("[LS12] [G5] the text of a deleted message is told to nobody, an earlier text is")
  void deletedTexts() {
    RoomEvent third = new World().posted(3, AYA, "a secret");
    RoomEvent edited = new MessageEdited(3, "another secret", Mentions.NONE, World.START);
    RoomEvent other = new MessageEdited(2, "two and a half", Mentions.NONE, World.START);
    RoomEvent deleted = new MessageDeleted(3, World.START);
    commit(third);
    commit(edited, other);
    commit(deleted);

    assertThat(history.after(ROOM, 4, MUCH).stream().flatMap(commit -> commit.events().stream()))
        .containsExactly(
            new World().posted(3, AYA, ""),
            new MessageEdited(3, "", Mentions.NONE, World.START),
            other,
            deleted);
    assertThat(history.after(ROOM, 2, MUCH).getFirst().events()).containsExactly(LIKED, SECOND);
  }
}
