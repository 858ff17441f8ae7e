package io.tsubame.domain.organization;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.collection.Copies;
import io.tsubame.domain.collection.IntMap;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The state of an organization.
///
/// @param id null before it was founded
/// @param people rank by account id
/// @param administrators how many of the people are administrators
/// @param invitations those that are open, by code
public record Organization(
    @Nullable OrganizationId id,
    String name,
    IntMap<Rank> people,
    int administrators,
    Map<String, Invitation> invitations) {

  /// @param email whom it is for, empty for anybody
  public record Invitation(String email, Instant expiresAt) {
    /// Whether somebody with the address may come by it now.
    boolean admits(String address, Instant now) {
      return now.isBefore(expiresAt) && (email.isEmpty() || email.equalsIgnoreCase(address));
    }
  }

  public static final Organization NONE = new Organization(null, "", IntMap.empty(), 0, Map.of());

  public Organization {
    invitations = Map.copyOf(invitations);
  }

  public boolean has(AccountId account) {
    return people.containsKey(account.value());
  }

  boolean isLastAdministrator(AccountId account) {
    return administrators == 1 && people.get(account.value()) == Rank.ADMINISTRATOR;
  }

  Organization founded(OrganizationId id, String name) {
    return new Organization(id, name, people, administrators, invitations);
  }

  Organization named(String name) {
    return new Organization(id, name, people, administrators, invitations);
  }

  Organization withPerson(AccountId account, Rank rank) {
    int others = administratorsBut(account);
    return new Organization(
        id,
        name,
        people.put(account.value(), rank),
        rank == Rank.ADMINISTRATOR ? others + 1 : others,
        invitations);
  }

  Organization withoutPerson(AccountId account) {
    return new Organization(
        id, name, people.remove(account.value()), administratorsBut(account), invitations);
  }

  Organization withInvitation(String code, Invitation invitation) {
    return new Organization(
        id, name, people, administrators, Copies.with(invitations, code, invitation));
  }

  Organization withoutInvitation(String code) {
    return new Organization(id, name, people, administrators, Copies.without(invitations, code));
  }

  private int administratorsBut(AccountId account) {
    return people.get(account.value()) == Rank.ADMINISTRATOR ? administrators - 1 : administrators;
  }
}
