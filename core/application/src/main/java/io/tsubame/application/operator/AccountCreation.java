package io.tsubame.application.operator;

import io.tsubame.application.Answer;
import io.tsubame.application.ApplicationRejection.EmailTaken;
import io.tsubame.application.Ports;
import io.tsubame.application.account.Registration;
import io.tsubame.application.account.Registration.Newcomer;
import io.tsubame.application.account.Registration.Registered;
import io.tsubame.application.organization.Founding;
import io.tsubame.application.query.CredentialQueries;
import io.tsubame.application.query.CredentialQueries.Credentials;
import io.tsubame.application.query.PersonView;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.account.AccountCommand;
import io.tsubame.domain.account.AccountCommand.ChangePassword;
import io.tsubame.domain.account.AccountCommand.IssueApiToken;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes accounts for the operator, with an API token, in an organization that is founded where
/// there is none of that name. Where the address is that of somebody who was imported, it opens
/// their account.
public final class AccountCreation {
  /// Where the operator names none.
  public static final String ORGANIZATION = "Tsubame";

  private final Ports ports;
  private final Tokens tokens;
  private final Registration registration;
  private final Founding founding;

  public AccountCreation(Ports ports, Tokens tokens, Registration registration) {
    this.ports = ports;
    this.tokens = tokens;
    this.registration = registration;
    this.founding = new Founding(ports);
  }

  /// @param password null where the account cannot sign in by password
  /// @param organization by its exact name; null for the usual one
  public record Wish(
      String name, String email, @Nullable String password, @Nullable String organization) {}

  /// @param apiToken shown only here
  public record Created(Registered account, String apiToken) {}

  public Answer<Created> create(Wish wish) {
    return switch (founding.organization(
        wish.organization() == null ? ORGANIZATION : wish.organization())) {
      case Answer.Found<OrganizationId>(OrganizationId organization) -> create(wish, organization);
      case Answer.Refused<OrganizationId>(Rejection reason) -> Answer.refuse(reason);
    };
  }

  private Answer<Created> create(Wish wish, OrganizationId organization) {
    String token = tokens.apiToken();
    Newcomer newcomer =
        new Newcomer(
            organization,
            Rank.USER,
            wish.email(),
            Profile.named(wish.name()),
            wish.password(),
            Tokens.hash(token));
    CommandId once = new CommandId("operator:" + HexFormat.of().formatHex(tokens.bytes(16)));
    return switch (registration.register(newcomer, once)) {
      case Answer.Found<Registered>(Registered account) -> Answer.of(new Created(account, token));
      case Answer.Refused<Registered>(EmailTaken taken) -> letIn(wish, token, taken);
      case Answer.Refused<Registered>(Rejection reason) -> Answer.refuse(reason);
    };
  }

  /// Who was imported has an account and no way into it: they get one. Whoever has a password or a
  /// token keeps what they have.
  private Answer<Created> letIn(Wish wish, String token, EmailTaken taken) {
    Optional<PersonView> locked = lockedOut(wish.email());
    if (locked.isEmpty()) {
      return Answer.refuse(taken);
    }
    PersonView person = locked.get();
    String password = wish.password();
    if (password != null
        && send(person, new ChangePassword(ports.passwords().hash(password)))
            instanceof Outcome.Rejected(Rejection reason)) {
      return Answer.refuse(reason);
    }
    Registered account =
        new Registered(
            person.id(), person.organization(), person.myRoom(), person.loginEmail(), true);
    return switch (send(person, new IssueApiToken(Tokens.hash(token)))) {
      case Outcome.Accepted _ -> Answer.of(new Created(account, token));
      case Outcome.Rejected(Rejection reason) -> Answer.refuse(reason);
    };
  }

  /// Whose address it is, where they have neither password nor token.
  private Optional<PersonView> lockedOut(String email) {
    CredentialQueries credentials = ports.queries().credentials();
    return credentials
        .byEmail(email)
        .filter(found -> found.active() && found.passwordHash() == null)
        .map(Credentials::account)
        .filter(found -> credentials.apiTokenHashes(found).isEmpty())
        .flatMap(found -> ports.queries().people().person(found));
  }

  private Outcome send(PersonView person, AccountCommand command) {
    return ports.commands().send(new AggregateId.Account(person.id()), command, Actor.SERVER, null);
  }
}
