package io.tsubame.application.organization;

import io.tsubame.application.Ports;
import io.tsubame.application.session.Sessions;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.account.AccountCommand.DeactivateAccount;
import io.tsubame.domain.organization.OrganizationCommand.RemovePerson;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.domain.organization.OrganizationRejection.NotInOrganization;
import org.jspecify.annotations.Nullable;

/// Somebody leaves an organization: they are taken from it, their account is deactivated, and they
/// are signed out everywhere. What they wrote stays.
public final class Departures {
  private final Ports ports;
  private final Sessions sessions;

  public Departures(Ports ports, Sessions sessions) {
    this.ports = ports;
    this.sessions = sessions;
  }

  /// By an administrator. An attempt that broke off can be repeated.
  public Outcome remove(
      AccountId actor, OrganizationId organization, AccountId leaver, @Nullable CommandId id) {
    Outcome outcome =
        ports
            .commands()
            .send(
                new AggregateId.Organization(organization),
                new RemovePerson(leaver),
                Actor.of(actor),
                id);
    boolean removed =
        outcome instanceof Outcome.Accepted
            || (outcome instanceof Outcome.Rejected(NotInOrganization _)
                && brokeOff(actor, organization, leaver));
    return removed ? close(actor, leaver) : outcome;
  }

  private Outcome close(AccountId actor, AccountId leaver) {
    Outcome outcome =
        ports.sendFor(actor, new AggregateId.Account(leaver), new DeactivateAccount());
    sessions.closeAll(leaver);
    return outcome;
  }

  /// Whether the account was made for the organization and is still active, though not in it.
  private boolean brokeOff(AccountId actor, OrganizationId organization, AccountId leaver) {
    boolean byAdministrator =
        ports.queries().organizations().rank(organization, actor).stream()
            .anyMatch(Rank.ADMINISTRATOR::equals);
    return byAdministrator
        && ports
            .queries()
            .people()
            .person(leaver)
            .filter(person -> person.organization().equals(organization) && person.active())
            .isPresent();
  }
}
