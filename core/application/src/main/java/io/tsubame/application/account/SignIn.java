package io.tsubame.application.account;

import io.tsubame.application.Answer;
import io.tsubame.application.ApplicationRejection.WrongCredentials;
import io.tsubame.application.Ports;
import io.tsubame.application.query.CredentialQueries.Credentials;
import io.tsubame.application.session.Sessions;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.account.AccountCommand.ChangePassword;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signing in by address and password, and changing the password. Tells nobody which addresses are
/// known, neither by its answer nor by the time that it takes.
public final class SignIn {
  private final Ports ports;

  public SignIn(Ports ports) {
    this.ports = ports;
  }

  public Answer<AccountId> withPassword(String email, String password) {
    return check(ports.queries().credentials().byEmail(email), password);
  }

  /// Whether it is the account's password.
  public boolean isPassword(AccountId account, String password) {
    return check(ports.queries().credentials().byAccount(account), password)
        instanceof Answer.Found<AccountId>;
  }

  /// Ends all sessions of the account, too: before the change, so that nothing is changed where
  /// they cannot be ended, and after it, for those that began meanwhile with the old password.
  public Outcome changePassword(
      AccountId account,
      String oldPassword,
      String newPassword,
      @Nullable CommandId id,
      Sessions sessions) {
    Optional<Rejection> fault = Registration.faultOfPassword(newPassword);
    if (fault.isPresent()) {
      return new Outcome.Rejected(fault.get());
    }
    if (!isPassword(account, oldPassword)) {
      return new Outcome.Rejected(new WrongCredentials());
    }
    String hash = ports.passwords().hash(newPassword);
    sessions.closeAll(account);
    Outcome outcome =
        ports
            .commands()
            .send(
                new AggregateId.Account(account), new ChangePassword(hash), Actor.of(account), id);
    sessions.closeAll(account);
    return outcome;
  }

  private Answer<AccountId> check(Optional<Credentials> found, String password) {
    if (found.isPresent()) {
      Credentials credentials = found.get();
      String hash = credentials.passwordHash();
      if (hash != null && credentials.active()) {
        return ports.passwords().matches(password, hash)
            ? Answer.of(credentials.account())
            : Answer.refuse(new WrongCredentials());
      }
    }
    ports.passwords().matchNothing(password);
    return Answer.refuse(new WrongCredentials());
  }
}
