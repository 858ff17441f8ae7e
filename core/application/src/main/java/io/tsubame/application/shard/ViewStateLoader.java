package io.tsubame.application.shard;

import io.tsubame.application.view.AccountRow;
import io.tsubame.application.view.ArrangementRow;
import io.tsubame.application.view.BareNumber;
import io.tsubame.application.view.ContactRow;
import io.tsubame.application.view.CredentialsRow;
import io.tsubame.application.view.HandleRow;
import io.tsubame.application.view.InvitationRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.OrganizationRow;
import io.tsubame.application.view.Pages;
import io.tsubame.application.view.PersonRow;
import io.tsubame.application.view.PersonalRows;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.Account;
import io.tsubame.domain.account.Arrangement;
import io.tsubame.domain.account.Attention;
import io.tsubame.domain.account.Credentials;
import io.tsubame.domain.account.Identity;
import io.tsubame.domain.collection.IntMap;
import io.tsubame.domain.contact.ContactPair;
import io.tsubame.domain.contact.ContactPair.Relation;
import io.tsubame.domain.handle.Handle;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.organization.Organization;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.domain.room.Needs;
import io.tsubame.domain.room.Room;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// States from the views.
public final class ViewStateLoader implements StateLoader {
  private record Pin(RoomId room, long order) {}

  private final ViewStore store;
  private final RoomStates rooms;

  public ViewStateLoader(ViewStore store) {
    this.store = store;
    this.rooms = new RoomStates(store);
  }

  @Override
  public Room room(RoomId room) {
    return rooms.room(room);
  }

  @Override
  public Room.Loaded parts(RoomId room, Needs needs) {
    return rooms.parts(room, needs);
  }

  @Override
  public Account account(AccountId id) {
    byte[] bytes = store.get(Table.ACCOUNTS, Keys.account(id));
    byte[] secrets = store.get(Table.CREDENTIALS, Keys.account(id));
    if (bytes == null || secrets == null) {
      return Account.NONE;
    }
    AccountRow row = AccountRow.decode(bytes);
    CredentialsRow credentials = CredentialsRow.decode(secrets);
    return new Account(
        row.active() ? Account.Status.ACTIVE : Account.Status.DEACTIVATED,
        id,
        row.myRoom(),
        row.organization(),
        new Identity(row.email(), row.chatworkId(), row.profile(), row.avatar(), row.statusText()),
        new Credentials(credentials.passwordHash(), Set.copyOf(credentials.apiTokenHashes())),
        arrangement(id, row.lastCategory()));
  }

  private Arrangement arrangement(AccountId account, int lastCategory) {
    List<Pin> pins = new ArrayList<>();
    Map<RoomId, Attention> attention = new HashMap<>();
    Pages.forEach(
        store,
        Table.ARRANGEMENT,
        Keys.account(account),
        entry -> {
          RoomId room = new RoomId(Keys.intAt(entry.key(), 4));
          ArrangementRow row = ArrangementRow.decode(entry.value());
          if (row.pinned() > 0) {
            pins.add(new Pin(room, row.pinned()));
          }
          if (row.attention() != Attention.ALL) {
            attention.put(room, row.attention());
          }
        });
    pins.sort(Comparator.comparingLong(Pin::order));
    PersonalRows personal = new PersonalRows(store);
    return new Arrangement(
        pins.stream().map(Pin::room).toList(),
        attention,
        personal.categories(account),
        lastCategory,
        personal.bookmarks(account),
        personal.preferences(account));
  }

  @Override
  public Organization organization(OrganizationId id) {
    byte[] bytes = store.get(Table.ORGANIZATIONS, Keys.organization(id));
    if (bytes == null) {
      return Organization.NONE;
    }
    OrganizationRow row = OrganizationRow.decode(bytes);
    List<IntMap<Rank>> people = new ArrayList<>(List.of(IntMap.empty()));
    Pages.forEach(
        store,
        Table.ORGANIZATION_PEOPLE,
        Keys.organization(id),
        entry ->
            people.set(
                0,
                people
                    .getFirst()
                    .put(Keys.intAt(entry.key(), 4), PersonRow.decode(entry.value()).rank())));
    Map<String, Organization.Invitation> invitations = new HashMap<>();
    Pages.forEach(
        store,
        Table.INVITATIONS,
        Keys.organization(id),
        entry -> {
          InvitationRow invitation = InvitationRow.decode(entry.value());
          invitations.put(
              Keys.textFrom(entry.key(), Integer.BYTES),
              new Organization.Invitation(invitation.email(), invitation.expiresAt()));
        });
    return new Organization(id, row.name(), people.getFirst(), row.administrators(), invitations);
  }

  @Override
  public ContactPair contactPair(AccountId low, AccountId high) {
    byte[] bytes = store.get(Table.CONTACTS, Keys.of(low, high));
    if (bytes == null) {
      return ContactPair.STRANGERS;
    }
    ContactRow row = ContactRow.decode(bytes);
    return new ContactPair(relation(row, low, high), row.directRoom());
  }

  private static Relation relation(ContactRow row, AccountId low, AccountId high) {
    if (row.request() != null) {
      return row.standing() == ContactRow.Standing.ASKED
          ? new Relation.Requested(row.request(), low, high)
          : new Relation.Requested(row.request(), high, low);
    }
    return row.standing() == ContactRow.Standing.CONTACTS
        ? new Relation.Contacts()
        : new Relation.Strangers();
  }

  @Override
  public Handle handle(HandleName name) {
    byte[] row = store.get(Table.HANDLES, Keys.handle(name));
    return row == null ? Handle.FREE : HandleRow.decode(row).handle();
  }

  @Override
  public int nextFreshId(int shard) {
    byte[] row = store.get(Table.FRESH_IDS, Keys.shard(shard));
    return row == null ? 1 : Math.incrementExact(BareNumber.decodeInt(Table.FRESH_IDS, row));
  }

  @Override
  public Map<CommandId, Long> positionsOf(int shard, List<CommandId> commands) {
    List<byte[]> keys =
        commands.stream().map(command -> Keys.command(shard, command.value())).toList();
    List<byte @Nullable []> rows = store.multiGet(Table.COMMANDS, keys);
    Map<CommandId, Long> positions = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      byte[] row = rows.get(i);
      if (row != null) {
        positions.put(commands.get(i), BareNumber.decode(Table.COMMANDS, row));
      }
    }
    return positions;
  }
}
