package io.tsubame.application.query;

import io.tsubame.application.view.BareNumber;
import io.tsubame.application.view.InvitationRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.OrganizationRow;
import io.tsubame.application.view.Pages;
import io.tsubame.application.view.PersonRow;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore;
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Organizations from the views.
final class ViewOrganizationQueries implements OrganizationQueries {
  private record Named(OrganizationId id, Instant foundedAt) {}

  private record Dated(InvitationView view, Instant at) {}

  private final ViewStore store;
  private final Holders holders;

  ViewOrganizationQueries(ViewStore store) {
    this.store = store;
    this.holders = new Holders(store);
  }

  @Override
  public boolean anyPerson() {
    return !store
        .scan(Table.ORGANIZATION_PEOPLE, Keys.startingWith(new byte[0], Order.ASCENDING), 1)
        .isEmpty();
  }

  @Override
  public Optional<OrganizationView> organization(OrganizationId organization) {
    return Optional.ofNullable(store.get(Table.ORGANIZATIONS, Keys.organization(organization)))
        .map(OrganizationRow::decode)
        .map(row -> new OrganizationView(organization, row.name(), row.people()));
  }

  @Override
  public Optional<OrganizationView> byName(String name) {
    byte[] prefix = Keys.organizationsNamed(name);
    List<Named> named = new ArrayList<>();
    Pages.forEach(
        store,
        Table.ORGANIZATION_NAMES,
        prefix,
        entry -> {
          if (entry.key().length == prefix.length + Integer.BYTES) {
            named.add(
                new Named(
                    new OrganizationId(Keys.intAt(entry.key(), prefix.length)),
                    BareNumber.decodeTime(Table.ORGANIZATION_NAMES, entry.value())));
          }
        });
    return named.stream()
        .min(Comparator.comparing(Named::foundedAt).thenComparing(Named::id, byNumber()))
        .flatMap(oldest -> organization(oldest.id()));
  }

  @Override
  public Optional<OrganizationId> only() {
    List<Entry> some =
        store.scan(Table.ORGANIZATIONS, Keys.startingWith(new byte[0], Order.ASCENDING), 2);
    return some.size() == 1
        ? Optional.of(new OrganizationId(Keys.intAt(some.getFirst().key(), 0)))
        : Optional.empty();
  }

  private static Comparator<OrganizationId> byNumber() {
    return Comparator.comparingInt(OrganizationId::value);
  }

  @Override
  public Optional<OrganizationId> byExternalName(String name) {
    return holders.holder(HandleName.Kind.EXTERNAL, name).map(OrganizationId::new);
  }

  @Override
  public Optional<Rank> rank(OrganizationId organization, AccountId account) {
    return Optional.ofNullable(store.get(Table.ORGANIZATION_PEOPLE, Keys.of(organization, account)))
        .map(row -> PersonRow.decode(row).rank());
  }

  @Override
  public List<Person> people(OrganizationId organization) {
    List<Person> people = new ArrayList<>();
    Pages.forEach(
        store,
        Table.ORGANIZATION_PEOPLE,
        Keys.organization(organization),
        entry ->
            people.add(
                new Person(
                    new AccountId(Keys.intAt(entry.key(), 4)),
                    PersonRow.decode(entry.value()).rank())));
    return people;
  }

  @Override
  public List<InvitationView> invitations(OrganizationId organization) {
    List<Dated> open = new ArrayList<>();
    Pages.forEach(
        store,
        Table.INVITATIONS,
        Keys.organization(organization),
        entry -> {
          InvitationRow row = InvitationRow.decode(entry.value());
          String code = Keys.textFrom(entry.key(), Integer.BYTES);
          open.add(new Dated(view(organization, code, row), row.at()));
        });
    return open.stream()
        .sorted(Comparator.comparing(Dated::at).thenComparing(dated -> dated.view().code()))
        .map(Dated::view)
        .toList();
  }

  @Override
  public Optional<InvitationView> invitation(String code) {
    byte[] holder = store.get(Table.INVITATION_CODES, Keys.code(code));
    if (holder == null) {
      return Optional.empty();
    }
    OrganizationId organization =
        new OrganizationId(BareNumber.decodeInt(Table.INVITATION_CODES, holder));
    return Optional.ofNullable(store.get(Table.INVITATIONS, Keys.of(organization, code)))
        .map(row -> view(organization, code, InvitationRow.decode(row)));
  }

  private static InvitationView view(OrganizationId organization, String code, InvitationRow row) {
    return new InvitationView(organization, code, row.email(), row.invitedBy(), row.expiresAt());
  }
}
