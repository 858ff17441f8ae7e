package io.tsubame.application.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.handle.HandleName;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ShardMapTest {
  private final ShardMap map = new ShardMap(64);

  @Test
  @DisplayName("[SH1] what has a number lives in the shard that the number gives")
  void numbers() {
    assertThat(map.shardOf(new AggregateId.Room(new RoomId(1)))).isEqualTo(1);
    assertThat(map.shardOf(new AggregateId.Room(new RoomId(64)))).isZero();
    assertThat(map.shardOf(new AggregateId.Account(new AccountId(130)))).isEqualTo(2);
    assertThat(map.shardOf(new AggregateId.Organization(new OrganizationId(Integer.MAX_VALUE))))
        .isEqualTo(63);
  }

  @Test
  @DisplayName("[SH2] the hash never changes")
  void goldenHashes() {
    assertThat(hash("")).isEqualTo(0xefd01f60ba992926L);
    assertThat(hash("a")).isEqualTo(0x82a2a958a9bece5bL);
    assertThat(hash("pair:1:2")).isEqualTo(0xcb7a18bc8eed5c92L);
    assertThat(hash("handle:EMAIL:ann@example.com")).isEqualTo(0xc52db6a23d5e1ee6L);
    assertThat(hash("handle:EXTERNAL:東京")).isEqualTo(0x954810d8fbc5abd7L);
  }

  @Test
  @DisplayName("[SH3] pairs, handles and creations live where their names are hashed to")
  void goldenShards() {
    assertThat(map.shardOf(pair(1, 2))).isEqualTo(18);
    assertThat(map.shardOf(pair(2, 1))).isEqualTo(map.shardOf(pair(1, 2)));
    assertThat(map.shardOf(pair(12, 345))).isEqualTo(48);
    assertThat(map.shardOf(handle(HandleName.Kind.EMAIL, "ann@example.com"))).isEqualTo(38);
    assertThat(map.shardOf(handle(HandleName.Kind.EMAIL, "Ann@Example.COM"))).isEqualTo(38);
    assertThat(map.shardOf(handle(HandleName.Kind.CHATWORK_ID, "ann@example.com"))).isEqualTo(31);
    assertThat(map.shardOf(new CommandId("7:create"))).isEqualTo(11);
  }

  @Test
  @DisplayName("[SH4] hashed aggregates spread evenly")
  void spread() {
    int[] perShard = new int[64];
    IntStream.range(1, 6_401)
        .map(n -> map.shardOf(pair(n, n + 1)))
        .forEach(shard -> perShard[shard]++);
    assertThat(IntStream.of(perShard).allMatch(count -> count > 50 && count < 150)).isTrue();
  }

  private static AggregateId pair(int one, int other) {
    return AggregateId.ContactPair.of(new AccountId(one), new AccountId(other));
  }

  private static AggregateId handle(HandleName.Kind kind, String name) {
    return new AggregateId.Handle(new HandleName(kind, name));
  }

  private static long hash(String text) {
    return ShardMap.hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
