package io.tsubame.application.account;

import io.tsubame.application.Answer;
import io.tsubame.application.ApplicationRejection.ShownOnce;
import io.tsubame.application.Ports;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.account.AccountCommand.IssueApiToken;
import io.tsubame.domain.account.AccountCommand.RevokeApiToken;
import org.jspecify.annotations.Nullable;

/// The tokens by which programs act for an account.
public final class ApiTokens {
  private final Ports ports;
  private final Tokens tokens;

  public ApiTokens(Ports ports, Tokens tokens) {
    this.ports = ports;
    this.tokens = tokens;
  }

  /// The new token, which nobody can read again: only its hash is kept.
  public Answer<String> issue(AccountId account, @Nullable CommandId id) {
    String token = tokens.apiToken();
    Outcome outcome =
        ports
            .commands()
            .send(
                new AggregateId.Account(account),
                new IssueApiToken(Tokens.hash(token)),
                Actor.of(account),
                id);
    return switch (outcome) {
      case Outcome.Accepted accepted when accepted.repeated() -> Answer.refuse(new ShownOnce());
      case Outcome.Accepted _ -> Answer.of(token);
      case Outcome.Rejected(Rejection reason) -> Answer.refuse(reason);
    };
  }

  /// From now on none of the account's tokens is worth anything.
  public void revokeAll(AccountId account) {
    for (String hash : ports.queries().credentials().apiTokenHashes(account)) {
      ports
          .commands()
          .send(
              new AggregateId.Account(account), new RevokeApiToken(hash), Actor.of(account), null);
    }
  }
}
