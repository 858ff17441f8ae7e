package io.tsubame.application.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.projection.World;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewStore;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Role;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a list of rooms reads.
final class RoomListCostTest {
  private static final AccountId AYA = new AccountId(64);
  private static final AccountId BEN = new AccountId(128);
  private static final int ROOMS = 2_000;

  @Test
  @DisplayName("[VW23] two thousand unread rooms are a few batches and a dozen scans")
  void readsFewTimes() {
    World world = new World();
    for (int i = 1; i <= ROOMS; i++) {
      RoomId room = new RoomId(64 * i + 1);
      world.happens(
          room,
          World.group(room, new Member(AYA, Role.ADMIN), new Member(BEN, Role.MEMBER)),
          world.posted(1, AYA, "news"));
    }
    CountingStore store = new CountingStore(world.store());

    List<RoomView> rooms = ViewQueries.over(store).rooms().rooms(BEN);

    assertThat(rooms).hasSize(ROOMS).allMatch(room -> room.counts().unread() == 1);
    assertThat(store.gets).isZero();
    assertThat(store.batches).isEqualTo(8);
    assertThat(store.scans).isLessThan(12);
  }

  /// Counts how often it is asked.
  private static final class CountingStore implements ViewStore {
    private final ViewStore store;
    private int gets;
    private int batches;
    private int scans;

    CountingStore(ViewStore store) {
      this.store = store;
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
      gets++;
      return store.get(table, key);
    }

    @Override
    public List<byte @Nullable []> multiGet(Table table, List<byte[]> keys) {
      batches++;
      return store.multiGet(table, keys);
    }

    @Override
    public List<Entry> scan(Table table, Range range, int limit, long bytes) {
      scans++;
      return store.scan(table, range, limit, bytes);
    }

    @Override
    public void write(ViewBatch batch) {
      store.write(batch);
    }

    @Override
    public long checkpoint(String projection, int shard) {
      return store.checkpoint(projection, shard);
    }

    @Override
    public Optional<String> damage() {
      return store.damage();
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
