package io.tsubame.application.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.CheckpointMoved;
import io.tsubame.application.Unavailable;
import io.tsubame.application.follower.LogBatch;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.ShardLimits;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.TreeMapViewStore;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewStore;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a projection keeps of the rows that it folds into.
final class KnownRowsTest {
  private static final RoomId ROOM = new RoomId(7);
  private static final AccountId AOI = new AccountId(1);

  private final World world = new World();
  private final SharedStore store = new SharedStore();
  private final ProjectionConsumer one = consumer();
  private final ProjectionConsumer other = consumer();

  private ProjectionConsumer consumer() {
    return new ProjectionConsumer(new ViewProjection(ShardLimits.DEFAULT.rememberedFor()), store);
  }

  KnownRowsTest() {
    world.happens(ROOM, World.group(ROOM, new Member(AOI, Role.ADMIN)));
    for (int sequence = 1; sequence <= 20; sequence++) {
      world.happens(ROOM, world.posted(sequence, AOI, "text " + sequence));
    }
  }

  @Test
  @DisplayName("[PR3] a row that was changed by the batch before is not read again")
  void readOnce() {
    assertThat(one.checkpoint(shard())).isZero();
    for (int at = 0; at <= 20; at++) {
      consume(one, at, at + 1);
    }

    assertThat(store.gets).isLessThan(10);
    assertThat(store.rows.content()).isEqualTo(world.store().content());
  }

  @Test
  @DisplayName("[PR3] what somebody else has folded meanwhile is read anew")
  void anotherWriter() {
    assertThat(one.checkpoint(shard())).isZero();
    consume(one, 0, 5);
    assertThat(other.checkpoint(shard())).isEqualTo(5);
    consume(other, 5, 12);
    assertThatThrownBy(() -> consume(one, 5, 15)).isInstanceOf(CheckpointMoved.class);
    assertThat(one.checkpoint(shard())).isEqualTo(12);
    consume(one, 12, 17);
    assertThatThrownBy(() -> consume(other, 12, 21)).isInstanceOf(CheckpointMoved.class);
    assertThat(other.checkpoint(shard())).isEqualTo(17);
    consume(other, 17, 21);

    assertThat(store.rows.content()).isEqualTo(world.store().content());
  }

  @Test
  @DisplayName("[PR3] what was made from rows that held it already is not kept")
  void heldAlready() {
    assertThat(one.checkpoint(shard())).isZero();
    assertThat(other.checkpoint(shard())).isZero();
    consume(other, 0, 8);
    assertThatThrownBy(() -> consume(one, 0, 8)).isInstanceOf(CheckpointMoved.class);
    assertThat(one.checkpoint(shard())).isEqualTo(8);
    consume(one, 8, 21);

    assertThat(store.rows.content()).isEqualTo(world.store().content());
  }

  @Test
  @DisplayName("[PR3] after a write that failed, rows are what the store holds")
  void failed() {
    assertThat(one.checkpoint(shard())).isZero();
    consume(one, 0, 5);
    store.failsBehindWrite = true;
    assertThatThrownBy(() -> consume(one, 5, 9)).isInstanceOf(Unavailable.class);
    store.failsBehindWrite = false;
    assertThat(one.checkpoint(shard())).isEqualTo(9);
    consume(one, 9, 21);

    assertThat(store.rows.content()).isEqualTo(world.store().content());
  }

  @Test
  @DisplayName("[PR3] what is known takes about as much memory as it may, whatever is read")
  void bounded() {
    KnownRows known = new KnownRows(10_000);
    for (int row = 0; row < 1_000; row++) {
      known.read(row % 3, Table.MESSAGES, new byte[] {(byte) row, (byte) (row >> 8)}, null);
      known.read(row % 3, Table.ROOMS, new byte[] {1}, new byte[1_000]);
    }
    assertThat(known.find(Table.ROOMS, new byte[] {1})).isNotNull();
    assertThat(known.find(Table.MESSAGES, new byte[] {0, 0})).isNull();
    assertThat(known.bytes()).isBetween(5_000L, 10_000L);

    known.forget(0);
    known.forget(1);
    known.forget(2);
    assertThat(known.bytes()).isZero();
  }

  private int shard() {
    return world.commits().getFirst().shard();
  }

  private void consume(ProjectionConsumer consumer, int from, int to) {
    List<Committed> commits = world.commits().subList(from, to);
    consumer.consume(new LogBatch(commits, Map.of(shard(), (long) to)));
  }

  /// What several processes write.
  private static final class SharedStore implements ViewStore {
    final TreeMapViewStore rows = new TreeMapViewStore();
    int gets;
    boolean failsBehindWrite;

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
      gets++;
      return rows.get(table, key);
    }

    @Override
    public List<byte @Nullable []> multiGet(Table table, List<byte[]> keys) {
      return rows.multiGet(table, keys);
    }

    @Override
    public List<Entry> scan(Table table, Range range, int limit, long bytes) {
      return rows.scan(table, range, limit, bytes);
    }

    @Override
    public void write(ViewBatch batch) {
      for (ViewBatch.Checkpoint each : batch.checkpoints()) {
        if (each.from() != checkpoint(each.projection(), each.shard())) {
          throw new CheckpointMoved("not at " + each.from());
        }
      }
      rows.write(batch);
      if (failsBehindWrite) {
        throw new Unavailable("the answer was lost");
      }
    }

    @Override
    public long checkpoint(String projection, int shard) {
      return rows.checkpoint(projection, shard);
    }

    @Override
    public Optional<String> damage() {
      return rows.damage();
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
