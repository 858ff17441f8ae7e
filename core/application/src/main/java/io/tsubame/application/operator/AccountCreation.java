package io.tsubame.application.operator;

import io.tsubame.application.Answer;
import io.tsubame.application.Ports;
import io.tsubame.application.account.Registration;
import io.tsubame.application.account.Registration.Newcomer;
import io.tsubame.application.account.Registration.Registered;
import io.tsubame.application.query.OrganizationQueries.OrganizationView;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commands.Creation;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.organization.OrganizationCommand.FoundOrganization;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes accounts for the operator, with an API token, in an organization that is founded where
/// there is none of that name.
public final class AccountCreation {
  /// Where the operator names none.
  public static final String ORGANIZATION = "Tsubame";

  private final Ports ports;
  private final Tokens tokens;
  private final Registration registration;

  public AccountCreation(Ports ports, Tokens tokens, Registration registration) {
    this.ports = ports;
    this.tokens = tokens;
    this.registration = registration;
  }

  /// @param password null where the account cannot sign in by password
  /// @param organization by its exact name; null for the usual one
  public record Wish(
      String name, String email, @Nullable String password, @Nullable String organization) {}

  /// @param apiToken shown only here
  public record Created(Registered account, String apiToken) {}

  public Answer<Created> create(Wish wish) {
    return switch (organization(wish.organization() == null ? ORGANIZATION : wish.organization())) {
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
    return registration.register(newcomer, once).map(account -> new Created(account, token));
  }

  /// The organization of that name. Two that ask for a new one at once get the same.
  private Answer<OrganizationId> organization(String name) {
    Optional<OrganizationView> known = ports.queries().organizations().byName(name);
    if (known.isPresent()) {
      return Answer.of(known.get().id());
    }
    CommandId once = new CommandId("found:" + Tokens.hash(name));
    Outcome outcome = ports.commands().create(number -> founding(number, name), Actor.SERVER, once);
    return switch (outcome) {
      case Outcome.Accepted accepted ->
          Answer.of(((AggregateId.Organization) accepted.commit().aggregate()).id());
      case Outcome.Rejected(Rejection reason) -> Answer.refuse(reason);
    };
  }

  private static Creation founding(int number, String name) {
    OrganizationId organization = new OrganizationId(number);
    return new Creation(
        new AggregateId.Organization(organization), new FoundOrganization(organization, name));
  }
}
