package io.tsubame.application.query;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.Profile;

/// An account without its secrets.
///
/// @param loginEmail the address to sign in with, which only the account itself may see
/// @param active false where the account was deactivated
public record PersonView(
    AccountId id,
    RoomId myRoom,
    OrganizationId organization,
    String organizationName,
    String chatworkId,
    String loginEmail,
    Profile profile,
    String avatar,
    String statusText,
    boolean active) {
  /// The same as others may see it.
  public PersonView withoutSecrets() {
    return new PersonView(
        id,
        myRoom,
        organization,
        organizationName,
        chatworkId,
        "",
        profile,
        avatar,
        statusText,
        active);
  }
}
