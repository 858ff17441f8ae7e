package io.tsubame.application.live;

import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.application.shard.ShardMap;
import io.tsubame.application.view.BareNumber;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore;
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomEvent;
import java.util.ArrayList;
import java.util.List;

/// Reads a room's past changes from the log, where the views say they lie.
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
    return commits;
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
