package io.tsubame.application.query;

import io.tsubame.domain.AccountId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What signing in needs. For the doors only; nothing of this ever goes out.
public interface CredentialQueries {
  Optional<Credentials> byEmail(String email);

  Optional<Credentials> byAccount(AccountId account);

  /// The active account that the API token belongs to.
  ///
  /// @param tokenHash SHA-256 in lower-case hexadecimal digits
  Optional<AccountId> byApiToken(String tokenHash);

  /// The hashes of the account's API tokens.
  Set<String> apiTokenHashes(AccountId account);

  /// @param passwordHash null where the account cannot sign in by password
  record Credentials(AccountId account, @Nullable String passwordHash, boolean active) {}
}
