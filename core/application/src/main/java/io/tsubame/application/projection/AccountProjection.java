package io.tsubame.application.projection;

import io.tsubame.application.view.AccountRow;
import io.tsubame.application.view.BareNumber;
import io.tsubame.application.view.CredentialsRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Table;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.BlobKey;
import io.tsubame.domain.account.AccountEvent;
import io.tsubame.domain.account.AccountEvent.AccountDeactivated;
import io.tsubame.domain.account.AccountEvent.AccountReactivated;
import io.tsubame.domain.account.AccountEvent.AccountRegistered;
import io.tsubame.domain.account.AccountEvent.ApiTokenIssued;
import io.tsubame.domain.account.AccountEvent.ApiTokenRevoked;
import io.tsubame.domain.account.AccountEvent.AvatarChanged;
import io.tsubame.domain.account.AccountEvent.BookmarkRemoved;
import io.tsubame.domain.account.AccountEvent.Category;
import io.tsubame.domain.account.AccountEvent.CategoryDeleted;
import io.tsubame.domain.account.AccountEvent.CategorySaved;
import io.tsubame.domain.account.AccountEvent.ChatworkIdChanged;
import io.tsubame.domain.account.AccountEvent.EmailChanged;
import io.tsubame.domain.account.AccountEvent.MessageBookmarked;
import io.tsubame.domain.account.AccountEvent.PasswordChanged;
import io.tsubame.domain.account.AccountEvent.PlaceAwaited;
import io.tsubame.domain.account.AccountEvent.PreferenceChanged;
import io.tsubame.domain.account.AccountEvent.ProfileEdited;
import io.tsubame.domain.account.AccountEvent.RoomAttentionChanged;
import io.tsubame.domain.account.AccountEvent.RoomPinned;
import io.tsubame.domain.account.AccountEvent.RoomUnpinned;
import io.tsubame.domain.account.AccountEvent.StatusTextChanged;
import java.util.List;
import java.util.function.UnaryOperator;

/// Accounts, what they sign in with and what they arrange for themselves.
final class AccountProjection {
  private final ArrangementProjection arrangements = new ArrangementProjection();

  /// @param position of the commit in the log, by which pins are in order
  void apply(AccountEvent event, AccountId account, long position, ViewWriter writer) {
    switch (event) {
      case AccountRegistered registered -> register(registered, writer);
      case PlaceAwaited _ -> {} // the organization's own events tell who has one
      case ProfileEdited(var profile) ->
          change(account, writer, row -> row.withFace(profile, row.avatar(), row.statusText()));
      case AvatarChanged(var avatar) -> changeAvatar(account, avatar, writer);
      case StatusTextChanged(var text) ->
          change(account, writer, row -> row.withFace(row.profile(), row.avatar(), text));
      case ChatworkIdChanged(var chatworkId) ->
          change(account, writer, row -> row.withNames(row.email(), chatworkId));
      case EmailChanged(var email) ->
          change(account, writer, row -> row.withNames(email, row.chatworkId()));
      case PasswordChanged(var hash, _) ->
          changeCredentials(account, writer, row -> row.withPassword(hash));
      case ApiTokenIssued(var hash, _) -> {
        changeCredentials(account, writer, row -> row.withToken(hash));
        writer.put(Table.API_TOKENS, Keys.apiToken(hash), BareNumber.encode(account.value()));
      }
      case ApiTokenRevoked(var hash) -> {
        changeCredentials(account, writer, row -> row.withoutToken(hash));
        writer.delete(Table.API_TOKENS, Keys.apiToken(hash));
      }
      case AccountDeactivated _ -> activate(account, writer, false);
      case AccountReactivated _ -> activate(account, writer, true);
      case RoomPinned(var room) -> arrangements.pin(account, room, position + 1, writer);
      case RoomUnpinned(var room) -> arrangements.pin(account, room, 0, writer);
      case RoomAttentionChanged(var room, var attention) ->
          arrangements.attend(account, room, attention, writer);
      case CategorySaved(var category) -> saveCategory(category, account, writer);
      case CategoryDeleted(int category) ->
          writer.delete(Table.CATEGORIES, Keys.category(account, category));
      case MessageBookmarked(var message, var at) ->
          writer.put(Table.BOOKMARKS, Keys.of(account, message), BareNumber.encode(at));
      case BookmarkRemoved(var message) ->
          writer.delete(Table.BOOKMARKS, Keys.of(account, message));
      case PreferenceChanged(var name, var value) ->
          arrangements.prefer(account, name, value, writer);
    }
  }

  private static void register(AccountRegistered event, ViewWriter writer) {
    AccountRow row =
        new AccountRow(
            true,
            event.myRoom(),
            event.organization(),
            event.email(),
            "",
            event.profile(),
            "",
            "",
            0);
    writer.put(Table.ACCOUNTS, Keys.account(event.account()), row.encode());
    writer.put(
        Table.CREDENTIALS,
        Keys.account(event.account()),
        new CredentialsRow(true, null, List.of()).encode());
  }

  /// The bytes of a portrait are kept as long as an account names them.
  private static void changeAvatar(AccountId account, String avatar, ViewWriter writer) {
    change(
        account,
        writer,
        row -> {
          BlobKey.portrait(row.avatar())
              .ifPresent(old -> writer.delete(Table.FILE_BLOBS, Keys.blob(old)));
          BlobKey.portrait(avatar)
              .ifPresent(now -> writer.put(Table.FILE_BLOBS, Keys.blob(now), BareNumber.nothing()));
          return row.withFace(row.profile(), avatar, row.statusText());
        });
  }

  private static void activate(AccountId account, ViewWriter writer, boolean active) {
    change(account, writer, row -> row.withActive(active));
    changeCredentials(account, writer, row -> row.withActive(active));
  }

  private void saveCategory(Category category, AccountId account, ViewWriter writer) {
    arrangements.save(account, category, writer);
    change(
        account, writer, row -> row.withLastCategory(Math.max(row.lastCategory(), category.id())));
  }

  private static void change(
      AccountId account, ViewWriter writer, UnaryOperator<AccountRow> change) {
    byte[] key = Keys.account(account);
    byte[] old = writer.get(Table.ACCOUNTS, key);
    if (old != null) {
      writer.put(Table.ACCOUNTS, key, change.apply(AccountRow.decode(old)).encode());
    }
  }

  private static void changeCredentials(
      AccountId account, ViewWriter writer, UnaryOperator<CredentialsRow> change) {
    byte[] key = Keys.account(account);
    byte[] old = writer.get(Table.CREDENTIALS, key);
    if (old != null) {
      writer.put(Table.CREDENTIALS, key, change.apply(CredentialsRow.decode(old)).encode());
    }
  }
}
