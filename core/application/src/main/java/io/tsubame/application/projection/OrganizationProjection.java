package io.tsubame.application.projection;

import io.tsubame.application.view.BareNumber;
import io.tsubame.application.view.InvitationRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.OrganizationRow;
import io.tsubame.application.view.PersonRow;
import io.tsubame.application.view.Table;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.organization.OrganizationEvent;
import io.tsubame.domain.organization.OrganizationEvent.InvitationRevoked;
import io.tsubame.domain.organization.OrganizationEvent.InvitationUsed;
import io.tsubame.domain.organization.OrganizationEvent.OrganizationFounded;
import io.tsubame.domain.organization.OrganizationEvent.OrganizationRenamed;
import io.tsubame.domain.organization.OrganizationEvent.PersonAdded;
import io.tsubame.domain.organization.OrganizationEvent.PersonInvited;
import io.tsubame.domain.organization.OrganizationEvent.PersonRemoved;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.domain.organization.OrganizationEvent.RankChanged;
import org.jspecify.annotations.Nullable;

/// Organizations, who is in them and who may come.
final class OrganizationProjection {
  void apply(OrganizationEvent event, OrganizationId organization, ViewWriter writer) {
    switch (event) {
      case OrganizationFounded(var id, var name, var at) -> {
        put(id, new OrganizationRow(name, 0, 0, at), writer);
        writer.put(
            Table.ORGANIZATION_NAMES, Keys.organizationName(name, id), BareNumber.encode(at));
      }
      case OrganizationRenamed(var name) -> rename(organization, name, writer);
      case PersonAdded(var account, var rank) -> setRank(organization, account, rank, writer);
      case RankChanged(var account, var rank) -> setRank(organization, account, rank, writer);
      case PersonRemoved(var account) -> setRank(organization, account, null, writer);
      case PersonInvited invited -> invite(invited, organization, writer);
      case InvitationUsed(var code, _) -> uninvite(organization, code, writer);
      case InvitationRevoked(var code) -> uninvite(organization, code, writer);
    }
  }

  private static void rename(OrganizationId id, String name, ViewWriter writer) {
    OrganizationRow old = row(id, writer);
    writer.delete(Table.ORGANIZATION_NAMES, Keys.organizationName(old.name(), id));
    writer.put(
        Table.ORGANIZATION_NAMES,
        Keys.organizationName(name, id),
        BareNumber.encode(old.foundedAt()));
    put(id, old.named(name), writer);
  }

  /// @param rank null for none
  private static void setRank(
      OrganizationId id, AccountId account, @Nullable Rank rank, ViewWriter writer) {
    byte[] key = Keys.of(id, account);
    byte[] old = writer.get(Table.ORGANIZATION_PEOPLE, key);
    Rank before = old == null ? null : PersonRow.decode(old).rank();
    if (rank == null) {
      writer.delete(Table.ORGANIZATION_PEOPLE, key);
    } else {
      writer.put(Table.ORGANIZATION_PEOPLE, key, new PersonRow(rank).encode());
    }
    int people = (rank == null ? 0 : 1) - (before == null ? 0 : 1);
    int administrators =
        (rank == Rank.ADMINISTRATOR ? 1 : 0) - (before == Rank.ADMINISTRATOR ? 1 : 0);
    put(id, row(id, writer).counting(people, administrators), writer);
  }

  private static void invite(PersonInvited event, OrganizationId id, ViewWriter writer) {
    writer.put(
        Table.INVITATIONS,
        Keys.of(id, event.code()),
        new InvitationRow(event.email(), event.invitedBy(), event.at(), event.expiresAt())
            .encode());
    writer.put(Table.INVITATION_CODES, Keys.code(event.code()), BareNumber.encode(id.value()));
  }

  private static void uninvite(OrganizationId id, String code, ViewWriter writer) {
    writer.delete(Table.INVITATIONS, Keys.of(id, code));
    writer.delete(Table.INVITATION_CODES, Keys.code(code));
  }

  private static OrganizationRow row(OrganizationId id, ViewWriter writer) {
    byte[] row = writer.get(Table.ORGANIZATIONS, Keys.organization(id));
    if (row == null) {
      throw new IllegalStateException("organization " + id + " has events but no row");
    }
    return OrganizationRow.decode(row);
  }

  private static void put(OrganizationId id, OrganizationRow row, ViewWriter writer) {
    writer.put(Table.ORGANIZATIONS, Keys.organization(id), row.encode());
  }
}
