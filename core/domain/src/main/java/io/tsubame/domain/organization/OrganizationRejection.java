package io.tsubame.domain.organization;

import io.tsubame.domain.Rejection;

/// Why an organization refuses a command.
public sealed interface OrganizationRejection extends Rejection {
  record OrganizationNotFound() implements OrganizationRejection {}

  record OrganizationAlreadyExists() implements OrganizationRejection {}

  record NotAnAdministrator() implements OrganizationRejection {}

  record NotInOrganization() implements OrganizationRejection {}

  record LastAdministrator() implements OrganizationRejection {}

  record NotAnEmailAddress() implements OrganizationRejection {}

  /// The invitation does not exist, is used, revoked, expired, or for another address.
  record InvitationInvalid() implements OrganizationRejection {}

  record OrganizationFull(int maximum) implements OrganizationRejection {}

  record TooManyInvitations(int maximum) implements OrganizationRejection {}

  record NameOutOfBounds(int minimum, int maximum) implements OrganizationRejection {}
}
