package io.tsubame.application.shard;

import io.tsubame.domain.organization.Organization;
import io.tsubame.domain.room.Room;

/// About how many bytes of memory a state takes: good enough to bound a cache by, and found without
/// walking through the state.
final class StateWeight {
  /// Of a small state.
  static final long ENTRY = 200;

  /// Of an account as most are: everything that a person can pile up has a limit.
  static final long ACCOUNT = 2_000;

  private static final long MAPPED = 48;
  private static final long PART = 300;

  private StateWeight() {}

  static long of(Room room) {
    long people = 0L + room.members().size() + room.joinRequests().size() + room.departed().size();
    return ENTRY
        + 2L * (room.header().name().length() + room.header().description().length())
        + MAPPED * people
        + PART * room.loaded().size();
  }

  static long of(Organization organization) {
    return ENTRY + MAPPED * organization.people().size() + PART * organization.invitations().size();
  }
}
