package io.tsubame.application.operator;

import io.tsubame.application.Answer;
import io.tsubame.application.ApplicationRejection.EmailTaken;
import io.tsubame.application.ApplicationRejection.OfAnotherOrganization;
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
/// there is none of that name. Where the address is that of somebody who has neither password nor
/// token, such as one who was imported, it opens their account.
public final class AccountCreation {
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

  /// @param name of a new account
  /// @param password null where the account cannot sign in by password
  /// @param organization by its exact name; null for that of an account to open, else as for
  ///   [Founding#organization]
  public record Wish(
      String name, String email, @Nullable String password, @Nullable String organization) {}

  /// @param apiToken shown only here
  public record Created(Registered account, String apiToken) {}

  /// Returns when the account can be used with what it is given.
  public Answer<Created> create(Wish wish) {
    return created(wish)
        .map(done -> {
          ports.freshness().awaitOwnWrites(done.account().account());
          return done;
        });
  }

  private Answer<Created> created(Wish wish) {
    Optional<Credentials> holder = ports.queries().credentials().byEmail(wish.email());
    if (holder.isPresent()) {
      return locked(holder.get())
          .map(person -> letIn(wish, person))
          .orElseGet(() -> Answer.refuse(new EmailTaken()));
    }
    return switch (founding.organization(wish.organization())) {
      case Answer.Found<OrganizationId>(OrganizationId found) -> register(wish, found);
      case Answer.Refused<OrganizationId>(Rejection reason) -> Answer.refuse(reason);
    };
  }

  private Answer<Created> register(Wish wish, OrganizationId organization) {
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
    return registration.register(newcomer, once).map(account -> new Created(account, token));
  }

  /// The person behind the credentials, where nobody can get in by them.
  private Optional<PersonView> locked(Credentials found) {
    CredentialQueries credentials = ports.queries().credentials();
    boolean locked =
        found.active()
            && found.passwordHash() == null
            && credentials.apiTokenHashes(found.account()).isEmpty();
    return locked ? ports.queries().people().person(found.account()) : Optional.empty();
  }

  /// Who was imported has an account and no way into it: they get one, and nothing else of them
  /// changes.
  private Answer<Created> letIn(Wish wish, PersonView person) {
    String organization = wish.organization();
    if (organization != null && !organization.equals(person.organizationName())) {
      return Answer.refuse(new OfAnotherOrganization(person.organizationName()));
    }
    String password = wish.password();
    if (password != null) {
      Optional<Rejection> fault =
          Registration.faultOfPassword(password).or(() -> setPassword(person, password));
      if (fault.isPresent()) {
        return Answer.refuse(fault.get());
      }
    }
    String token = tokens.apiToken();
    Registered account =
        new Registered(
            person.id(), person.organization(), person.myRoom(), person.loginEmail(), true);
    return switch (send(person, new IssueApiToken(Tokens.hash(token)))) {
      case Outcome.Accepted _ -> Answer.of(new Created(account, token));
      case Outcome.Rejected(Rejection reason) -> Answer.refuse(reason);
    };
  }

  private Optional<Rejection> setPassword(PersonView person, String password) {
    return send(person, new ChangePassword(ports.passwords().hash(password)))
            instanceof Outcome.Rejected(Rejection reason)
        ? Optional.of(reason)
        : Optional.empty();
  }

  private Outcome send(PersonView person, AccountCommand command) {
    return ports.sendFor(person.id(), new AggregateId.Account(person.id()), command);
  }
}
