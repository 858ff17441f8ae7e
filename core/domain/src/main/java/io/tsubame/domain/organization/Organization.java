package io.tsubame.domain.organization;

import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.collection.IntMap;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The state of an organization.
///
/// @param id null before it was founded
/// @param people rank by account id
/// @param invitations those that are open, by code
public record Organization(
    @Nullable OrganizationId id,
    String name,
    IntMap<Rank> people,
    int administrators,
    Map<String, Invitation> invitations) {

  /// @param email whom it is for, empty for anybody
  public record Invitation(String email, Instant expiresAt) {}

  public static final Organization NONE = new Organization(null, "", IntMap.empty(), 0, Map.of());
}
