package io.tsubame.domain.account;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import org.jspecify.annotations.Nullable;

/// The state of an account. Bounded, since everything that a person can pile up has a limit.
///
/// @param id null before it was registered, as `myRoom` and `organization`
public record Account(
    Status status,
    @Nullable AccountId id,
    @Nullable RoomId myRoom,
    @Nullable OrganizationId organization,
    Identity identity,
    Credentials credentials,
    Arrangement arrangement) {

  public enum Status {
    ABSENT,
    ACTIVE,
    DEACTIVATED
  }

  public static final Account NONE =
      new Account(
          Status.ABSENT, null, null, null, Identity.NONE, Credentials.NONE, Arrangement.EMPTY);

  Account with(Status status) {
    return new Account(status, id, myRoom, organization, identity, credentials, arrangement);
  }

  Account with(Identity identity) {
    return new Account(status, id, myRoom, organization, identity, credentials, arrangement);
  }

  Account with(Credentials credentials) {
    return new Account(status, id, myRoom, organization, identity, credentials, arrangement);
  }

  Account with(Arrangement arrangement) {
    return new Account(status, id, myRoom, organization, identity, credentials, arrangement);
  }
}
