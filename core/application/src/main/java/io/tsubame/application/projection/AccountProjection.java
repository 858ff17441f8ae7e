package io.tsubame.application.projection;

import io.tsubame.application.view.AccountRow;
import io.tsubame.application.view.BareNumber;
import io.tsubame.application.view.CredentialsRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Table;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.account.AccountEvent;
import io.tsubame.domain.account.AccountEvent.AccountDeactivated;
import io.tsubame.domain.account.AccountEvent.AccountReactivated;
import io.tsubame.domain.account.AccountEvent.AccountRegistered;
import io.tsubame.domain.account.AccountEvent.ApiTokenIssued;
import io.tsubame.domain.account.AccountEvent.ApiTokenRevoked;
import io.tsubame.domain.account.AccountEvent.AvatarChanged;
import io.tsubame.domain.account.AccountEvent.ChatworkIdChanged;
import io.tsubame.domain.account.AccountEvent.EmailChanged;
import io.tsubame.domain.account.AccountEvent.PasswordChanged;
import io.tsubame.domain.account.AccountEvent.ProfileEdited;
import io.tsubame.domain.account.AccountEvent.StatusTextChanged;
import java.util.List;
import java.util.function.UnaryOperator;

/// Accounts and what they sign in with.
final class AccountProjection {
  void apply(AccountEvent event, AccountId account, ViewWriter writer) {
    switch (event) {
      case AccountRegistered registered -> register(registered, writer);
      case ProfileEdited(var profile) ->
          change(account, writer, row -> row.withFace(profile, row.avatar(), row.statusText()));
      case AvatarChanged(var avatar) ->
          change(account, writer, row -> row.withFace(row.profile(), avatar, row.statusText()));
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
      case AccountEvent.RoomPinned _,
          AccountEvent.RoomUnpinned _,
          AccountEvent.RoomAttentionChanged _,
          AccountEvent.CategorySaved _,
          AccountEvent.CategoryDeleted _,
          AccountEvent.MessageBookmarked _,
          AccountEvent.BookmarkRemoved _,
          AccountEvent.PreferenceChanged _ -> {}
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

  private static void activate(AccountId account, ViewWriter writer, boolean active) {
    change(account, writer, row -> row.withActive(active));
    changeCredentials(account, writer, row -> row.withActive(active));
  }

  static void change(AccountId account, ViewWriter writer, UnaryOperator<AccountRow> change) {
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
