package io.tsubame.domain.organization;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.Creation;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Orders to an organization, from its administrators or from the server.
public sealed interface OrganizationCommand extends Command {
  /// The organization gets the id to which the command is addressed.
  record FoundOrganization(OrganizationId organization, String name)
      implements OrganizationCommand, Creation {
    @Override
    public FoundOrganization numbered(int number) {
      return new FoundOrganization(new OrganizationId(number), name);
    }

    @Override
    public AggregateId.Organization created() {
      return new AggregateId.Organization(organization);
    }
  }

  record RenameOrganization(String name) implements OrganizationCommand {}

  /// By the server, for an account that is registered for this organization. The first person
  /// becomes an administrator, whatever the rank says. Who is in it already keeps their rank, so
  /// that a registration can be repeated at any time.
  record AddPerson(AccountId account, Rank rank) implements OrganizationCommand {}

  record RemovePerson(AccountId account) implements OrganizationCommand {}

  record ChangeRank(AccountId account, Rank rank) implements OrganizationCommand {}

  /// @param expiresAt cut to the millisecond
  record InvitePerson(String code, String email, Instant expiresAt) implements OrganizationCommand {
    public InvitePerson {
      expiresAt = expiresAt.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /// By the server, when somebody signs up: the invitation must be open and not expired.
  record UseInvitation(String code, AccountId account, String email)
      implements OrganizationCommand {}

  record RevokeInvitation(String code) implements OrganizationCommand {}
}
