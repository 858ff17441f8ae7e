package io.tsubame.application.imports;

import io.tsubame.domain.account.Profile;
import java.util.List;

/// Somebody who is to get an account without a password.
///
/// @param id as the workspace names them
/// @param addresses to sign in with, the best first; the first that is free becomes the account's.
///   The last is made up from the workspace and the id, so that nobody else has it
public record ImportedPerson(
    String id, Profile profile, List<String> addresses, Standing standing) {
  /// What becomes of the account when everything is there.
  public enum Standing {
    /// Enters the organization as one of its administrators.
    ADMINISTRATOR,
    /// Enters the organization.
    COLLEAGUE,
    /// Only stands at what they wrote: the account is deactivated.
    FORMER
  }

  public ImportedPerson {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("a person needs an address: " + id);
    }
  }
}
