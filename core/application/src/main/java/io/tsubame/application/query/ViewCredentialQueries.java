package io.tsubame.application.query;

import io.tsubame.application.view.AccountRow;
import io.tsubame.application.view.BareNumber;
import io.tsubame.application.view.CredentialsRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.handle.HandleName;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Credentials from the views.
final class ViewCredentialQueries implements CredentialQueries {
  private final ViewStore store;
  private final Holders holders;
  private final People people;

  ViewCredentialQueries(ViewStore store) {
    this.store = store;
    this.holders = new Holders(store);
    this.people = new People(store);
  }

  /// The handle and the account must agree, so that an address that was given up opens nothing.
  @Override
  public Optional<Credentials> byEmail(String email) {
    return holders
        .holder(HandleName.Kind.EMAIL, email)
        .map(AccountId::new)
        .filter(account -> hasEmail(account, email))
        .flatMap(this::byAccount);
  }

  private boolean hasEmail(AccountId account, String email) {
    AccountRow row = people.row(account);
    return row != null && row.email().equalsIgnoreCase(email);
  }

  @Override
  public Optional<Credentials> byAccount(AccountId account) {
    CredentialsRow row = row(account);
    return row == null
        ? Optional.empty()
        : Optional.of(new Credentials(account, row.passwordHash(), row.active()));
  }

  @Override
  public Optional<AccountId> byApiToken(String tokenHash) {
    byte[] holder = store.get(Table.API_TOKENS, Keys.apiToken(tokenHash));
    if (holder == null) {
      return Optional.empty();
    }
    AccountId account = new AccountId(BareNumber.decodeInt(Table.API_TOKENS, holder));
    CredentialsRow row = row(account);
    return row != null && row.active() && row.apiTokenHashes().contains(tokenHash)
        ? Optional.of(account)
        : Optional.empty();
  }

  @Override
  public Set<String> apiTokenHashes(AccountId account) {
    CredentialsRow row = row(account);
    return row == null ? Set.of() : Set.copyOf(row.apiTokenHashes());
  }

  private @Nullable CredentialsRow row(AccountId account) {
    byte[] row = store.get(Table.CREDENTIALS, Keys.account(account));
    return row == null ? null : CredentialsRow.decode(row);
  }
}
