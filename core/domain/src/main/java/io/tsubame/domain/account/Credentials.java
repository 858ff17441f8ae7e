package io.tsubame.domain.account;

import io.tsubame.domain.collection.Copies;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// By what an account signs in.
///
/// @param passwordHash null where the account cannot sign in by password
public record Credentials(@Nullable String passwordHash, Set<String> apiTokenHashes) {
  static final Credentials NONE = new Credentials(null, Set.of());

  public Credentials {
    apiTokenHashes = Set.copyOf(apiTokenHashes);
  }

  Credentials withPassword(String hash) {
    return new Credentials(hash, apiTokenHashes);
  }

  Credentials withApiToken(String hash) {
    return new Credentials(passwordHash, Copies.with(apiTokenHashes, hash));
  }

  Credentials withoutApiToken(String hash) {
    return new Credentials(passwordHash, Copies.without(apiTokenHashes, hash));
  }
}
