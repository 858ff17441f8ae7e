package io.tsubame.application.projection;

import io.tsubame.application.query.Queries;
import io.tsubame.application.query.ViewQueries;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.ShardLimits;
import io.tsubame.application.shard.ShardMap;
import io.tsubame.application.shard.ViewStateLoader;
import io.tsubame.application.view.TreeMapViewStore;
import io.tsubame.application.view.ViewStore;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Event;
import io.tsubame.domain.FreshIds;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Mentions;
import io.tsubame.domain.room.MessageKind;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.domain.room.RoomEvent.RoomCreated;
import io.tsubame.domain.room.RoomSettings;
import io.tsubame.domain.room.RoomType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A view store that events are folded into, one commit at a time, with the questions to it.
public final class World {
  public static final Instant START = Instant.parse("2026-04-01T00:00:00Z");

  public static final int SHARDS = 64;

  private final TreeMapViewStore store = new TreeMapViewStore();
  private final ShardMap shards = new ShardMap(SHARDS);
  private final int[] ends = new int[SHARDS];
  private final List<Committed> commits = new ArrayList<>();

  public TreeMapViewStore store() {
    return store;
  }

  public Queries queries() {
    return ViewQueries.over(store);
  }

  public ViewStateLoader states() {
    return new ViewStateLoader(store);
  }

  /// All that happened, in order.
  public List<Committed> commits() {
    return List.copyOf(commits);
  }

  /// Numbers for what a command to the aggregate creates, as its shard would give them.
  public FreshIds freshIds(AggregateId aggregate) {
    int shard = shards.shardOf(aggregate);
    int least = states().nextFreshId(shard);
    int first = least + Math.floorMod(shard - least, SHARDS);
    return new FreshIds(first == 0 ? SHARDS : first, SHARDS);
  }

  /// A second later than the commit before.
  public Instant now() {
    return START.plusSeconds(commits.size());
  }

  public World happens(RoomId room, Event... events) {
    return happens(new AggregateId.Room(room), events);
  }

  public World happens(AccountId account, Event... events) {
    return happens(new AggregateId.Account(account), events);
  }

  public World happens(AggregateId aggregate, Event... events) {
    return happens(aggregate, List.of(events));
  }

  public World happens(AggregateId aggregate, List<? extends Event> events) {
    CommandId command = new CommandId("command " + commits.size());
    Commit commit = new Commit(aggregate, now(), Actor.SERVER, command, List.copyOf(events));
    int shard = shards.shardOf(aggregate);
    Committed committed = new Committed(shard, ends[shard]++, commit, null);
    commits.add(committed);
    fold(List.of(committed), store);
    return this;
  }

  /// Folds commits as one batch.
  public static void fold(List<Committed> batch, ViewStore store) {
    Projection projection = new ViewProjection(ShardLimits.DEFAULT.rememberedFor());
    ViewWriter writer = new ViewWriter(store);
    for (Committed each : batch) {
      writer.of(each.shard());
      projection.apply(each.shard(), each.position(), each.commit(), writer);
      writer.checkpoint(projection.name(), each.shard(), each.position(), each.position() + 1);
    }
    store.write(writer.batch());
  }

  public static RoomCreated group(RoomId room, Member... members) {
    return new RoomCreated(
        room,
        RoomType.GROUP,
        "Spring",
        "What blossoms",
        IconPreset.GROUP,
        RoomSettings.OPEN,
        List.of(members),
        members.length == 0 ? null : members[0].account());
  }

  public MessagePosted posted(int sequence, AccountId author, String body) {
    return posted(sequence, author, body, Mentions.NONE);
  }

  public MessagePosted posted(int sequence, AccountId author, String body, Mentions mentions) {
    return new MessagePosted(sequence, author, MessageKind.USER, body, mentions, true, now());
  }
}
