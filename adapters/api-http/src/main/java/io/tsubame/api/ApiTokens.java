package io.tsubame.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tsubame.application.live.LiveListener;
import io.tsubame.application.query.CredentialQueries;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.Committed;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.account.AccountEvent;
import java.time.Duration;
import java.util.Optional;

/// Tells whose an API token is. Remembers accounts, not tokens: what is kept are hashes. As a
/// listener it learns of revocations at once, ahead of the views that it asks.
public final class ApiTokens implements LiveListener {
  /// Longer than views ever lag, and the bound on what a missed revocation could mean.
  private static final Duration REMEMBERED = Duration.ofMinutes(5);

  private static final int LONGEST_TOKEN = 256;

  private final CredentialQueries credentials;
  private final Cache<String, Holder> holders;
  private final Cache<AccountId, Boolean> deactivated;

  private sealed interface Holder {
    record Account(AccountId id) implements Holder {}

    record Revoked() implements Holder {}
  }

  private static final Holder REVOKED = new Holder.Revoked();

  public ApiTokens(CredentialQueries credentials, int remembered) {
    this.credentials = credentials;
    this.holders =
        Caffeine.newBuilder().maximumSize(remembered).expireAfterWrite(REMEMBERED).build();
    this.deactivated =
        Caffeine.newBuilder().maximumSize(remembered).expireAfterWrite(REMEMBERED).build();
  }

  /// The active account that the token belongs to.
  public Optional<AccountId> account(String token) {
    if (token.isEmpty() || token.length() > LONGEST_TOKEN) {
      return Optional.empty();
    }
    String hash = Tokens.hash(token);
    Holder holder = holders.getIfPresent(hash);
    if (holder == null) {
      holder = load(hash);
    }
    return holder instanceof Holder.Account(AccountId id) && deactivated.getIfPresent(id) == null
        ? Optional.of(id)
        : Optional.empty();
  }

  /// Whether the token was never known is asked each time, so a new one works at once. What the
  /// views say never replaces a revocation that came in between.
  private Holder load(String hash) {
    Optional<AccountId> found = credentials.byApiToken(hash);
    if (found.isEmpty()) {
      return REVOKED;
    }
    Holder loaded = new Holder.Account(found.get());
    Holder newer = holders.asMap().putIfAbsent(hash, loaded);
    return newer == null ? loaded : newer;
  }

  @Override
  public void committed(Committed committed) {
    if (committed.commit().aggregate() instanceof AggregateId.Account(AccountId account)) {
      for (var event : committed.commit().events()) {
        switch (event) {
          case AccountEvent.ApiTokenRevoked(String hash) -> holders.put(hash, REVOKED);
          case AccountEvent.AccountDeactivated _ -> deactivated.put(account, true);
          case AccountEvent.AccountReactivated() -> deactivated.invalidate(account);
          default -> {}
        }
      }
    }
  }

  /// Whatever may have been revoked meanwhile is asked for again.
  @Override
  public void missed() {
    holders.invalidateAll();
  }
}
