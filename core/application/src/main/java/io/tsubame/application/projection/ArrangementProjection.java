package io.tsubame.application.projection;

import io.tsubame.application.view.ArrangementRow;
import io.tsubame.application.view.BareNumber;
import io.tsubame.application.view.CategoryRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.PreferenceRow;
import io.tsubame.application.view.Table;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountEvent;
import io.tsubame.domain.account.AccountEvent.BookmarkRemoved;
import io.tsubame.domain.account.AccountEvent.Category;
import io.tsubame.domain.account.AccountEvent.CategoryDeleted;
import io.tsubame.domain.account.AccountEvent.CategorySaved;
import io.tsubame.domain.account.AccountEvent.MessageBookmarked;
import io.tsubame.domain.account.AccountEvent.PreferenceChanged;
import io.tsubame.domain.account.AccountEvent.RoomAttentionChanged;
import io.tsubame.domain.account.AccountEvent.RoomPinned;
import io.tsubame.domain.account.AccountEvent.RoomUnpinned;
import java.util.function.UnaryOperator;

/// What an account arranges for itself.
final class ArrangementProjection {
  /// @param position of the commit in the log, by which pins are in order
  void apply(AccountEvent event, AccountId account, long position, ViewWriter writer) {
    switch (event) {
      case RoomPinned(var room) ->
          change(account, room, writer, row -> new ArrangementRow(position + 1, row.attention()));
      case RoomUnpinned(var room) ->
          change(account, room, writer, row -> new ArrangementRow(0, row.attention()));
      case RoomAttentionChanged(var room, var attention) ->
          change(account, room, writer, row -> new ArrangementRow(row.pinned(), attention));
      case CategorySaved(var category) -> save(category, account, writer);
      case CategoryDeleted(int category) ->
          writer.delete(Table.CATEGORIES, Keys.category(account, category));
      case MessageBookmarked(var message, var at) ->
          writer.put(Table.BOOKMARKS, Keys.of(account, message), BareNumber.encode(at));
      case BookmarkRemoved(var message) ->
          writer.delete(Table.BOOKMARKS, Keys.of(account, message));
      case PreferenceChanged(var name, var value) -> prefer(account, name, value, writer);
      case AccountEvent.AccountRegistered _,
          AccountEvent.ProfileEdited _,
          AccountEvent.AvatarChanged _,
          AccountEvent.StatusTextChanged _,
          AccountEvent.ChatworkIdChanged _,
          AccountEvent.EmailChanged _,
          AccountEvent.PasswordChanged _,
          AccountEvent.ApiTokenIssued _,
          AccountEvent.ApiTokenRevoked _,
          AccountEvent.AccountDeactivated _,
          AccountEvent.AccountReactivated _ -> {}
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

  private static void save(Category category, AccountId account, ViewWriter writer) {
    writer.put(
        Table.CATEGORIES,
        Keys.category(account, category.id()),
        new CategoryRow(category.name(), category.rooms()).encode());
    AccountProjection.change(
        account, writer, row -> row.withLastCategory(Math.max(row.lastCategory(), category.id())));
  }

  private static void prefer(AccountId account, String name, String value, ViewWriter writer) {
    byte[] key = Keys.of(account, name);
    if (value.isEmpty()) {
      writer.delete(Table.PREFERENCES, key);
    } else {
      writer.put(Table.PREFERENCES, key, new PreferenceRow(value).encode());
    }
  }
}
