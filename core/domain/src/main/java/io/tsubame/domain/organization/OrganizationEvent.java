package io.tsubame.domain.organization;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Event;
import io.tsubame.domain.OrganizationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What happens to organizations.
public sealed interface OrganizationEvent extends Event {
  record OrganizationFounded(OrganizationId organization, String name, Instant at)
      implements OrganizationEvent {}

  record OrganizationRenamed(String name) implements OrganizationEvent {}

  record PersonAdded(AccountId account, Rank rank) implements OrganizationEvent {}

  record PersonRemoved(AccountId account) implements OrganizationEvent {}

  record RankChanged(AccountId account, Rank rank) implements OrganizationEvent {}

  /// @param code secret part of the link by which somebody signs up
  /// @param email whom it is for, empty for anybody who has the link
  /// @param invitedBy null where the operator invited
  record PersonInvited(
      String code, String email, @Nullable AccountId invitedBy, Instant at, Instant expiresAt)
      implements OrganizationEvent {}

  record InvitationUsed(String code, AccountId account) implements OrganizationEvent {}

  record InvitationRevoked(String code) implements OrganizationEvent {}

  /// What a person may do in the organization.
  enum Rank {
    ADMINISTRATOR,
    USER
  }
}
