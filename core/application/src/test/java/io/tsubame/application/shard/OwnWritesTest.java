package io.tsubame.application.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OwnWritesTest {
  private static final AccountId ANN = new AccountId(1);
  private static final AccountId BOB = new AccountId(2);

  private final Views views = new Views();
  private final OwnWrites writes = new OwnWrites(views, 10, Duration.ofSeconds(1));

  /// Views that come to what is waited for at once, and remember what that was.
  private static final class Views implements ViewProgress {
    final Map<Integer, Long> projected = new HashMap<>();
    final Map<Integer, Long> awaited = new HashMap<>();

    @Override
    public long projected(int shard) {
      return projected.getOrDefault(shard, 0L);
    }

    @Override
    public boolean awaitProjected(int shard, long end, Duration timeout) {
      awaited.put(shard, end);
      projected.merge(shard, end, Math::max);
      return true;
    }
  }

  private void write(AccountId account, int shard, long position) {
    Commit commit =
        new Commit(
            new AggregateId.Room(new RoomId(1)),
            Instant.EPOCH,
            new Actor.Person(account),
            null,
            List.of());
    writes.acknowledged(
        new Actor.Person(account), new Outcome.Accepted(commit, shard, position, false));
  }

  @Test
  @DisplayName("a reader waits for the last of its own writes in each shard, and for nobody else's")
  void ownOnly() {
    write(ANN, 3, 7);
    write(ANN, 3, 9);
    write(ANN, 5, 1);
    write(BOB, 6, 4);
    writes.awaitOwnWrites(ANN);
    assertThat(views.awaited).isEqualTo(Map.of(3, 10L, 5, 2L));
  }

  @Test
  @DisplayName("what the views hold is not waited for, however many shards were written")
  void forgets() {
    for (int shard = 0; shard < 64; shard++) {
      write(ANN, shard, 0);
      if (shard % 2 == 0) {
        views.projected.put(shard, 1L);
      }
    }
    writes.awaitOwnWrites(ANN);
    assertThat(views.awaited).hasSize(32).doesNotContainKey(2).containsEntry(63, 1L);
    views.awaited.clear();
    writes.awaitOwnWrites(ANN);
    assertThat(views.awaited).isEmpty();
  }
}
