package io.tsubame.application.query;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Questions about organizations.
public interface OrganizationQueries {
  /// Whether anybody is in any organization yet, so that the first run is over.
  boolean anyPerson();

  Optional<OrganizationView> organization(OrganizationId organization);

  /// The organization with exactly this name, the oldest where there are several.
  Optional<OrganizationView> byName(String name);

  /// The organization, where there is just one.
  Optional<OrganizationId> only();

  /// The organization that holds this name from elsewhere, such as that of a finished import.
  Optional<OrganizationId> byExternalName(String name);

  Optional<Rank> rank(OrganizationId organization, AccountId account);

  List<Person> people(OrganizationId organization);

  /// Open invitations, oldest first.
  List<InvitationView> invitations(OrganizationId organization);

  Optional<InvitationView> invitation(String code);

  record OrganizationView(OrganizationId id, String name, int people) {}

  record Person(AccountId account, Rank rank) {}

  record InvitationView(
      OrganizationId organization,
      String code,
      String email,
      @Nullable AccountId invitedBy,
      Instant expiresAt) {}
}
