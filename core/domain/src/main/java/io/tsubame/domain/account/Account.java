package io.tsubame.domain.account;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountEvent.Category;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The state of an account. Bounded, since everything that a person can pile up has a limit.
///
/// @param passwordHash null where the account cannot sign in by password
/// @param pinned rooms in the order in which they were pinned
public record Account(
    Status status,
    @Nullable AccountId id,
    @Nullable RoomId myRoom,
    @Nullable OrganizationId organization,
    String email,
    String chatworkId,
    Profile profile,
    String avatar,
    String statusText,
    @Nullable String passwordHash,
    Set<String> apiTokenHashes,
    Set<RoomId> pinned,
    Map<RoomId, Attention> attention,
    Map<Integer, Category> categories,
    int lastCategory,
    Map<MessageId, Instant> bookmarks,
    Map<String, String> preferences) {

  public enum Status {
    ABSENT,
    ACTIVE,
    DEACTIVATED
  }

  public static final Account NONE =
      new Account(
          Status.ABSENT,
          null,
          null,
          null,
          "",
          "",
          Profile.named(""),
          "",
          "",
          null,
          Set.of(),
          Set.of(),
          Map.of(),
          Map.of(),
          0,
          Map.of(),
          Map.of());
}
