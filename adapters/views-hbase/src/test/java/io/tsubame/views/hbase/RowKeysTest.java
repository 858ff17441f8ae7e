package io.tsubame.views.hbase;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Keys.FileTask;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.handle.HandleName;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RowKeysTest {
  private static final RoomId ROOM = new RoomId(6_401);

  @Test
  @DisplayName("[VH2] what is scanned together lies under one salt, in the order of the port")
  void neighbours() {
    List<byte[]> rows =
        IntStream.of(1, 255, 256, 70_000)
            .mapToObj(sequence -> RowKeys.of(Table.MESSAGES, Keys.message(ROOM, sequence)))
            .toList();

    assertThat(rows).isSortedAccordingTo(Arrays::compareUnsigned);
    assertThat(rows).extracting(row -> row[0]).containsOnly(rows.getFirst()[0]);
    assertThat(RowKeys.keyOf(rows.get(3))).isEqualTo(Keys.message(ROOM, 70_000));
  }

  @Test
  @DisplayName("[VH2] every question of a query finds its rows under one salt")
  void oneSalt() {
    AccountId account = new AccountId(77);
    assertOneSalt(Table.MESSAGES, Keys.room(ROOM), Keys.message(ROOM, 3));
    assertOneSalt(Table.ACCOUNT_ROOMS, Keys.account(account), Keys.of(account, ROOM));
    assertOneSalt(
        Table.AUTHORED, Keys.of(ROOM, account), Keys.authored(ROOM, account, Integer.MAX_VALUE));
    assertOneSalt(
        Table.FILE_WORK,
        Keys.fileWork(FileTask.ERASE),
        Keys.fileWork(FileTask.ERASE, Instant.EPOCH, ROOM, new FileId(5)));
    assertOneSalt(Table.STORAGE_USE, Keys.storageUse(account), Keys.storageUse(account, 63));
    assertOneSalt(
        Table.ORGANIZATION_NAMES,
        Keys.organizationsNamed("ツバメ"),
        Keys.organizationName("ツバメ", new OrganizationId(9)));
    assertOneSalt(Table.COMMANDS, Keys.shard(63), Keys.command(63, "any"));
    assertOneSalt(
        Table.MESSAGES,
        Keys.room(new RoomId(Integer.MAX_VALUE)),
        Keys.message(new RoomId(Integer.MAX_VALUE), 1));
  }

  private static void assertOneSalt(Table table, byte[] prefix, byte[] key) {
    Range range = Keys.startingWith(prefix, Order.ASCENDING);
    assertThat(RowKeys.salts(table, range.from(), range.to()))
        .containsExactly(RowKeys.of(table, key)[0]);
    Range behind = Keys.startingWith(prefix, key);
    assertThat(RowKeys.salts(table, behind.from(), behind.to()))
        .containsExactly(RowKeys.of(table, key)[0]);
  }

  @Test
  @DisplayName("[VH3] a range over several of them is looked for under all salts")
  void allSalts() {
    byte[] none = {};
    assertThat(RowKeys.salts(Table.ORGANIZATIONS, none, none)).hasSize(RowKeys.SALTS);
    assertThat(RowKeys.salts(Table.MESSAGES, Keys.room(ROOM), none)).hasSize(RowKeys.SALTS);
    assertThat(RowKeys.salts(Table.MESSAGES, Keys.room(ROOM), Keys.room(new RoomId(6_500))))
        .hasSize(RowKeys.SALTS);
    byte[] mail = Keys.handle(new HandleName(HandleName.Kind.EMAIL, "a@example.com"));
    assertThat(RowKeys.salts(Table.HANDLES, mail, none)).hasSize(RowKeys.SALTS);
    assertThat(RowKeys.salts(Table.ORGANIZATION_NAMES, new byte[] {'a'}, new byte[] {'b'}))
        .hasSize(RowKeys.SALTS);
  }

  @Test
  @DisplayName("[VH1] rooms are spread over the regions, neighbours and multiples of 64 alike")
  void spread() {
    for (int step : new int[] {1, 64, 640}) {
      Map<Byte, Integer> counts = new HashMap<>();
      for (int i = 1; i <= 64_000; i++) {
        counts.merge(RowKeys.of(Table.ROOMS, Keys.room(new RoomId(i * step)))[0], 1, Integer::sum);
      }
      assertThat(counts).hasSize(RowKeys.SALTS);
      assertThat(counts.values()).allMatch(count -> count > 500 && count < 2_000);
    }
  }

  @Test
  @DisplayName("[VH1] regions begin at salts")
  void splits() {
    assertThat(RowKeys.splits(1)).isEmpty();
    assertThat(RowKeys.splits(4)).isDeepEqualTo(new byte[][] {{16}, {32}, {48}});
    assertThat(RowKeys.splits(64)).hasDimensions(63, 1);
  }

  @Test
  @DisplayName("[VH1] rows lie where earlier releases have put them")
  void forEver() {
    assertThat(HexFormat.of().formatHex(RowKeys.of(Table.MESSAGES, Keys.message(ROOM, 1))))
        .isEqualTo("19070000190100000001");
    assertThat(HexFormat.of().formatHex(RowKeys.commits(5))).isEqualTo("3d0000000005");
  }

  @Test
  @DisplayName("[VH1] no two tables share a number")
  void numbers() {
    assertThat(Arrays.stream(Table.values()).map(Codes::of)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(Table.values()).map(Codes::of)).allMatch(code -> code > 0);
  }
}
