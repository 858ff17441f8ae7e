package io.tsubame.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.query.CredentialQueries;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.Committed;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Event;
import io.tsubame.domain.account.AccountEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Rule H14 of `docs/spec/http.md`.
final class ApiTokensTest {
  private static final AccountId ANN = new AccountId(64);
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  private final Stored stored = new Stored();
  private final ApiTokens tokens = new ApiTokens(stored, 100);

  /// What the views say, which may lag.
  private static final class Stored implements CredentialQueries {
    final Map<String, AccountId> tokens = new HashMap<>();
    int questions;

    @Override
    public Optional<Credentials> byEmail(String email) {
      return Optional.empty();
    }

    @Override
    public Optional<Credentials> byAccount(AccountId account) {
      return Optional.empty();
    }

    @Override
    public Set<String> apiTokenHashes(AccountId account) {
      return Set.of();
    }

    @Override
    public Optional<AccountId> byApiToken(String tokenHash) {
      questions++;
      return Optional.ofNullable(tokens.get(tokenHash));
    }
  }

  @Test
  @DisplayName("[H14] a token is asked for once, and an unknown one each time")
  void remembers() {
    assertThat(tokens.account(TOKEN)).isEmpty();
    stored.tokens.put(Tokens.hash(TOKEN), ANN);
    assertThat(tokens.account(TOKEN)).contains(ANN);
    assertThat(tokens.account(TOKEN)).contains(ANN);
    assertThat(stored.questions).isEqualTo(2);
  }

  @Test
  @DisplayName("[H14] a revoked token is refused though the views still know it")
  void revoked() {
    stored.tokens.put(Tokens.hash(TOKEN), ANN);
    committed(new AccountEvent.ApiTokenRevoked(Tokens.hash(TOKEN)));
    assertThat(tokens.account(TOKEN)).isEmpty();
  }

  @Test
  @DisplayName("[H14] a token that was remembered is refused from its revocation on")
  void revokedLater() {
    stored.tokens.put(Tokens.hash(TOKEN), ANN);
    assertThat(tokens.account(TOKEN)).contains(ANN);
    committed(new AccountEvent.ApiTokenRevoked(Tokens.hash(TOKEN)));
    assertThat(tokens.account(TOKEN)).isEmpty();
  }

  @Test
  @DisplayName("[H14] a deactivated account has no token until it is active again")
  void deactivated() {
    stored.tokens.put(Tokens.hash(TOKEN), ANN);
    assertThat(tokens.account(TOKEN)).contains(ANN);
    committed(new AccountEvent.AccountDeactivated(Instant.EPOCH));
    assertThat(tokens.account(TOKEN)).isEmpty();
    committed(new AccountEvent.AccountReactivated());
    assertThat(tokens.account(TOKEN)).contains(ANN);
  }

  @Test
  @DisplayName("[H14] what is no token is not even looked up")
  void nonsense() {
    assertThat(tokens.account("")).isEmpty();
    assertThat(tokens.account("x".repeat(257))).isEmpty();
    assertThat(stored.questions).isZero();
  }

  private void committed(Event event) {
    Commit commit =
        new Commit(new AggregateId.Account(ANN), Instant.EPOCH, Actor.SERVER, null, List.of(event));
    tokens.committed(new Committed(0, 0, commit, null));
  }
}
