package io.tsubame.application.shard;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Decider;
import io.tsubame.domain.Event;
import io.tsubame.domain.FileId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.account.Account;
import io.tsubame.domain.collection.IntMap;
import io.tsubame.domain.contact.ContactPair;
import io.tsubame.domain.handle.Handle;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.organization.Organization;
import io.tsubame.domain.room.Needs;
import io.tsubame.domain.room.Room;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Views that are exactly the fold of the log up to a position, which follows the log or stays
/// where a test stops it.
final class FoldedViews implements StateLoader, ViewProgress {
  private final EventLog log;
  private final CommitCodec codec;
  private final Deciders deciders;

  /// By shard, -1 where the views follow the log.
  private final long[] stoppedAt;

  private volatile Supplier<OperatingFailure> failure;
  private int loads;

  FoldedViews(EventLog log, CommitCodec codec, Deciders deciders) {
    this.log = log;
    this.codec = codec;
    this.deciders = deciders;
    stoppedAt = new long[log.shards()];
    Arrays.fill(stoppedAt, -1);
  }

  synchronized void stop() {
    Arrays.setAll(stoppedAt, log::end);
  }

  synchronized void follow() {
    Arrays.fill(stoppedAt, -1);
    notifyAll();
  }

  void setDown(boolean isDown) {
    failure = isDown ? () -> new Unavailable("the views are down") : null;
  }

  void overload() {
    failure = () -> new Overloaded("the views have too much to do");
  }

  synchronized int loads() {
    return loads;
  }

  @Override
  public synchronized long projected(int shard) {
    return stoppedAt[shard] < 0 ? log.end(shard) : stoppedAt[shard];
  }

  @Override
  public synchronized boolean awaitProjected(int shard, long end, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    long rest = timeout.toMillis();
    while (projected(shard) < end && rest > 0) {
      wait(rest);
      rest = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    }
    return projected(shard) >= end;
  }

  @Override
  public Room room(RoomId room) {
    AggregateId id = new AggregateId.Room(room);
    return fold(deciders.room(), id, room.value() % log.shards()).withLoaded(Room.Loaded.NOTHING);
  }

  @Override
  public Room.Loaded parts(RoomId room, Needs needs) {
    AggregateId id = new AggregateId.Room(room);
    Room.Loaded all = fold(deciders.room(), id, room.value() % log.shards()).loaded();
    return new Room.Loaded(
        only(all.messages(), needs.messages().stream()),
        only(all.tasks(), needs.tasks().stream().map(TaskId::value)),
        only(all.files(), needs.files().stream().map(FileId::value)),
        only(all.markers(), needs.markers().stream().map(AccountId::value)));
  }

  @Override
  public Account account(AccountId account) {
    return fold(
        deciders.account(), new AggregateId.Account(account), account.value() % log.shards());
  }

  @Override
  public Organization organization(OrganizationId organization) {
    return fold(
        deciders.organization(),
        new AggregateId.Organization(organization),
        organization.value() % log.shards());
  }

  @Override
  public ContactPair contactPair(AccountId low, AccountId high) {
    AggregateId.ContactPair id = new AggregateId.ContactPair(low, high);
    return fold(deciders.contactPair().apply(id), id, new ShardMap(log.shards()).shardOf(id));
  }

  @Override
  public Handle handle(HandleName name) {
    AggregateId id = new AggregateId.Handle(name);
    return fold(deciders.handle(), id, new ShardMap(log.shards()).shardOf(id));
  }

  @Override
  public int nextFreshId(int shard) {
    return commits(shard).mapToInt(each -> UsedIds.greatest(each.commit())).max().orElse(0) + 1;
  }

  @Override
  public Map<CommandId, Long> positionsOf(int shard, List<CommandId> commands) {
    Map<String, Long> known = new HashMap<>();
    commits(shard)
        .filter(each -> each.commit().command() != null)
        .forEach(each -> known.put(each.commit().command().value(), each.position()));
    Map<CommandId, Long> positions = new HashMap<>();
    commands.stream()
        .filter(command -> known.containsKey(command.value()))
        .forEach(command -> positions.put(command, known.get(command.value())));
    return positions;
  }

  @SuppressWarnings("unchecked") // an aggregate has events of its own kind
  private <S, E extends Event> S fold(Decider<?, S, E> decider, AggregateId id, int shard) {
    S state = decider.initial();
    for (Committed each : commits(shard).toList()) {
      if (each.commit().aggregate().equals(id)) {
        for (Event event : each.commit().events()) {
          state = decider.evolve(state, (E) event);
        }
      }
    }
    return state;
  }

  private synchronized Stream<Committed> commits(int shard) {
    Supplier<OperatingFailure> failing = failure;
    if (failing != null) {
      throw failing.get();
    }
    loads++;
    return log.read(shard, 0, (int) projected(shard), Integer.MAX_VALUE).stream()
        .filter(stored -> !stored.type().equals(EventLog.EPOCH_OPENED))
        .map(this::committed);
  }

  private Committed committed(StoredRecord stored) {
    Commit commit = codec.decode(new LogRecord(stored.type(), stored.payload()));
    return new Committed(stored.shard(), stored.position(), commit, null);
  }

  private static <V> IntMap<V> only(IntMap<V> all, Stream<Integer> keys) {
    IntMap<V> result = IntMap.empty();
    for (int key : keys.toList()) {
      V value = all.get(key);
      result = value == null ? result : result.put(key, value);
    }
    return result;
  }
}
