package io.tsubame.application.projection;

import io.tsubame.application.view.ArrangementRow;
import io.tsubame.application.view.CategoryRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.PreferenceRow;
import io.tsubame.application.view.Table;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountEvent.Category;
import io.tsubame.domain.account.Attention;
import java.util.function.UnaryOperator;

/// What an account arranges for itself.
final class ArrangementProjection {
  /// @param order 0 takes the pin away
  void pin(AccountId account, RoomId room, long order, ViewWriter writer) {
    change(account, room, writer, row -> new ArrangementRow(order, row.attention()));
  }

  void attend(AccountId account, RoomId room, Attention attention, ViewWriter writer) {
    change(account, room, writer, row -> new ArrangementRow(row.pinned(), attention));
  }

  void save(AccountId account, Category category, ViewWriter writer) {
    writer.put(
        Table.CATEGORIES,
        Keys.category(account, category.id()),
        new CategoryRow(category.name(), category.rooms()).encode());
  }

  /// @param value empty where the preference is taken back
  void prefer(AccountId account, String name, String value, ViewWriter writer) {
    byte[] key = Keys.of(account, name);
    if (value.isEmpty()) {
      writer.delete(Table.PREFERENCES, key);
    } else {
      writer.put(Table.PREFERENCES, key, new PreferenceRow(value).encode());
    }
  }

  private static void change(
      AccountId account, RoomId room, ViewWriter writer, UnaryOperator<ArrangementRow> change) {
    byte[] key = Keys.of(account, room);
    byte[] old = writer.get(Table.ARRANGEMENT, key);
    ArrangementRow row =
        change.apply(old == null ? ArrangementRow.USUAL : ArrangementRow.decode(old));
    if (row.equals(ArrangementRow.USUAL)) {
      writer.delete(Table.ARRANGEMENT, key);
    } else {
      writer.put(Table.ARRANGEMENT, key, row.encode());
    }
  }
}
