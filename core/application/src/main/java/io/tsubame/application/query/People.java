package io.tsubame.application.query;

import io.tsubame.application.view.AccountRow;
import io.tsubame.application.view.ContactRow;
import io.tsubame.application.view.ContactRow.Standing;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.OrganizationRow;
import io.tsubame.application.view.Pages;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.OrganizationId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Accounts as rows, and who is whose contact or colleague.
final class People {
  private final ViewStore store;

  People(ViewStore store) {
    this.store = store;
  }

  @Nullable AccountRow row(AccountId account) {
    byte[] row = store.get(Table.ACCOUNTS, Keys.account(account));
    return row == null ? null : AccountRow.decode(row);
  }

  /// In the order given, without those that do not exist.
  Map<AccountId, PersonView> views(List<AccountId> accounts) {
    List<@Nullable AccountRow> rows =
        Batches.get(store, Table.ACCOUNTS, accounts, Keys::account, AccountRow::decode);
    Map<OrganizationId, String> names = organizationNames(rows);
    Map<AccountId, PersonView> views = new LinkedHashMap<>();
    for (int i = 0; i < accounts.size(); i++) {
      AccountRow row = rows.get(i);
      if (row != null) {
        String organization = names.getOrDefault(row.organization(), "");
        views.put(accounts.get(i), view(accounts.get(i), row, organization));
      }
    }
    return views;
  }

  ContactRow standing(AccountId one, AccountId other) {
    byte[] row = store.get(Table.CONTACTS, Keys.of(one, other));
    return row == null ? ContactRow.STRANGERS : ContactRow.decode(row);
  }

  /// Contacts, or both in one organization.
  boolean areContacts(AccountId one, AccountId other) {
    return standing(one, other).standing() == Standing.CONTACTS || areColleagues(one, other);
  }

  private boolean areColleagues(AccountId one, AccountId other) {
    AccountRow row = row(one);
    AccountRow otherRow = row(other);
    return row != null
        && otherRow != null
        && row.organization().equals(otherRow.organization())
        && isIn(row.organization(), one)
        && isIn(row.organization(), other);
  }

  boolean isIn(OrganizationId organization, AccountId account) {
    return store.get(Table.ORGANIZATION_PEOPLE, Keys.of(organization, account)) != null;
  }

  /// All contacts and colleagues of the account, with how they stand to it.
  Map<AccountId, ContactRow> around(AccountId account) {
    Map<AccountId, ContactRow> all = new TreeMap<>();
    Map<AccountId, ContactRow> known = new HashMap<>();
    Pages.forEach(
        store,
        Table.CONTACTS,
        Keys.account(account),
        entry -> {
          AccountId other = new AccountId(Keys.intAt(entry.key(), 4));
          ContactRow row = ContactRow.decode(entry.value());
          known.put(other, row);
          if (row.standing() == Standing.CONTACTS) {
            all.put(other, row);
          }
        });
    AccountRow row = row(account);
    if (row != null && isIn(row.organization(), account)) {
      byte[] organization = Keys.organization(row.organization());
      Pages.forEach(
          store,
          Table.ORGANIZATION_PEOPLE,
          organization,
          entry -> {
            AccountId other = new AccountId(Keys.intAt(entry.key(), 4));
            all.put(other, known.getOrDefault(other, ContactRow.STRANGERS));
          });
    }
    all.remove(account);
    return all;
  }

  private Map<OrganizationId, String> organizationNames(List<@Nullable AccountRow> rows) {
    List<OrganizationId> ids =
        rows.stream().filter(Objects::nonNull).map(AccountRow::organization).distinct().toList();
    List<@Nullable OrganizationRow> organizations =
        Batches.get(store, Table.ORGANIZATIONS, ids, Keys::organization, OrganizationRow::decode);
    Map<OrganizationId, String> names = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      OrganizationRow organization = organizations.get(i);
      names.put(ids.get(i), organization == null ? "" : organization.name());
    }
    return names;
  }

  private static PersonView view(AccountId account, AccountRow row, String organization) {
    return new PersonView(
        account,
        row.myRoom(),
        row.organization(),
        organization,
        row.chatworkId(),
        row.email(),
        row.profile(),
        row.avatar(),
        row.statusText(),
        row.active());
  }
}
