package io.tsubame.application.shard;

import io.tsubame.domain.account.Account;
import io.tsubame.domain.account.Arrangement;
import io.tsubame.domain.organization.Organization;
import io.tsubame.domain.room.Room;

/// About how many bytes of memory a state takes: good enough to bound a cache by, and found without
/// walking through the state.
final class StateWeight {
  /// Of a small state.
  static final long ENTRY = 200;

  private static final long MAPPED = 48;

  /// Of a message, task, file or read marker of a room.
  static final long PART = 300;

  private StateWeight() {}

  static long of(Room room) {
    long people = 0L + room.members().size() + room.joinRequests().size() + room.departed().size();
    return ENTRY
        + 2L * (room.header().name().length() + room.header().description().length())
        + MAPPED * people
        + PART * room.loaded().size();
  }

  static long of(Account account) {
    Arrangement own = account.arrangement();
    long mapped =
        0L
            + own.pinned().size()
            + own.attention().size()
            + own.bookmarks().size()
            + own.preferences().size();
    return 5 * ENTRY
        + 2L * account.identity().profile().introduction().length()
        + 2 * MAPPED * mapped
        + PART * own.categories().size();
  }

  static long of(Organization organization) {
    return ENTRY + MAPPED * organization.people().size() + PART * organization.invitations().size();
  }
}
