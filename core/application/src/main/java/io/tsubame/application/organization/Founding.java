package io.tsubame.application.organization;

import io.tsubame.application.Answer;
import io.tsubame.application.Ports;
import io.tsubame.application.query.OrganizationQueries.OrganizationView;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Creation;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.organization.OrganizationCommand.FoundOrganization;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds organizations by name for the operator, and founds those that are missing. May be
/// repeated.
public final class Founding {
  /// The name of the organization that is founded where the operator names none.
  public static final String UNNAMED = "Tsubame";

  private final Ports ports;

  public Founding(Ports ports) {
    this.ports = ports;
  }

  /// The organization of exactly that name. Two that ask for a new one at once get the same.
  ///
  /// @param name null for the only organization of the server; where there is none, or several, for
  ///   that named [#UNNAMED]
  public Answer<OrganizationId> organization(@Nullable String name) {
    if (name != null) {
      return named(name);
    }
    return ports.queries().organizations().only().map(Answer::of).orElseGet(() -> named(UNNAMED));
  }

  private Answer<OrganizationId> named(String name) {
    Optional<OrganizationView> known = ports.queries().organizations().byName(name);
    return known.isPresent() ? Answer.of(known.get().id()) : found(name);
  }

  private Answer<OrganizationId> found(String name) {
    CommandId once = CommandId.lasting("found:" + Tokens.hash(name));
    Outcome outcome = ports.commands().create(creation(name), Actor.SERVER, once);
    return switch (outcome) {
      case Outcome.Accepted accepted ->
          Answer.of(((AggregateId.Organization) accepted.commit().aggregate()).id());
      case Outcome.Rejected(Rejection reason) -> Answer.refuse(reason);
    };
  }

  static Creation creation(String name) {
    return new FoundOrganization(new OrganizationId(Creation.UNNUMBERED), name);
  }
}
