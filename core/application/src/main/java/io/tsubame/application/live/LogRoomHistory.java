package io.tsubame.application.live;

import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.application.shard.ShardMap;
import io.tsubame.application.view.BareNumber;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.MessageRow;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore;
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomEvent;
import io.tsubame.domain.room.RoomEvent.MessageEdited;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads a room's past changes from the log, where the views say they lie, and leaves out what
/// members cannot read any more.
public final class LogRoomHistory implements RoomHistory {
  private static final int COMMITS = 64;

  private final ViewStore views;
  private final EventLog log;
  private final CommitCodec codec;
  private final ShardMap shards;

  public LogRoomHistory(ViewStore views, EventLog log, CommitCodec codec) {
    this.views = views;
    this.log = log;
    this.codec = codec;
    this.shards = new ShardMap(log.shards());
  }

  @Override
  public List<PastCommit> after(RoomId room, long version, int bytes) {
    long known = Math.clamp(version, 0, Long.MAX_VALUE - 1);
    Range newer =
        new Range(Keys.change(room, known + 1), Keys.change(room, Long.MAX_VALUE), Order.ASCENDING);
    int shard = shards.shardOf(new AggregateId.Room(room));
    List<PastCommit> commits = new ArrayList<>();
    int read = 0;
    for (Entry entry : views.scan(Table.ROOM_CHANGES, newer, COMMITS)) {
      long position = BareNumber.decode(Table.ROOM_CHANGES, entry.value());
      StoredRecord stored = log.read(shard, position, 1, bytes).getFirst();
      read += stored.payload().length;
      if (read > bytes && !commits.isEmpty()) {
        break;
      }
      commits.add(pastCommit(stored, Keys.longAt(entry.key(), 4), known));
    }
    return withoutDeletedTexts(room, commits);
  }

  /// The log keeps the texts of deleted messages, which nobody is to read any more. Earlier texts
  /// of edited ones stay: every member may ask for them.
  private List<PastCommit> withoutDeletedTexts(RoomId room, List<PastCommit> commits) {
    List<Integer> told =
        commits.stream()
            .flatMap(commit -> commit.events().stream())
            .<Integer>mapMulti(LogRoomHistory::messageTold)
            .distinct()
            .toList();
    Set<Integer> readable = readable(room, told);
    return commits.stream()
        .map(commit ->
            new PastCommit(
                commit.from(),
                commit.at(),
                commit.events().stream().map(event -> shownNow(event, readable)).toList()))
        .toList();
  }

  private Set<Integer> readable(RoomId room, List<Integer> sequences) {
    List<byte[]> keys = sequences.stream().map(each -> Keys.message(room, each)).toList();
    List<byte @Nullable []> rows = views.multiGet(Table.MESSAGES, keys);
    Set<Integer> readable = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      byte @Nullable [] row = rows.get(i);
      if (row != null && !MessageRow.decode(row).deleted()) {
        readable.add(sequences.get(i));
      }
    }
    return readable;
  }

  private static void messageTold(RoomEvent event, Consumer<Integer> sequence) {
    switch (event) {
      case MessagePosted posted -> sequence.accept(posted.sequence());
      case MessageEdited edited -> sequence.accept(edited.sequence());
      default -> {}
    }
  }

  private static RoomEvent shownNow(RoomEvent event, Set<Integer> readable) {
    return switch (event) {
      case MessagePosted posted when !readable.contains(posted.sequence()) ->
          new MessagePosted(
              posted.sequence(),
              posted.author(),
              posted.kind(),
              "",
              posted.mentions(),
              posted.markedRead(),
              posted.at());
      case MessageEdited edited when !readable.contains(edited.sequence()) ->
          new MessageEdited(edited.sequence(), "", edited.mentions(), edited.at());
      default -> event;
    };
  }

  /// @param last the version of the commit's last event
  /// @param known what is not newer is left out: a client may name a version within a commit
  private PastCommit pastCommit(StoredRecord stored, long last, long known) {
    Commit commit = codec.decode(stored);
    List<RoomEvent> shown = new ArrayList<>(commit.events().size());
    for (var event : commit.events()) {
      if (event instanceof RoomEvent roomEvent && !roomEvent.isPrivate()) {
        shown.add(roomEvent);
      }
    }
    long from = Math.max(last - shown.size(), known) + 1;
    int wanted = Math.toIntExact(last - from + 1);
    return new PastCommit(from, commit.at(), shown.subList(shown.size() - wanted, shown.size()));
  }
}
