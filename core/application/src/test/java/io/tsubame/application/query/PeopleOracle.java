package io.tsubame.application.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.projection.World;
import io.tsubame.application.query.CredentialQueries.Credentials;
import io.tsubame.application.query.PeopleQueries.Contact;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decider;
import io.tsubame.domain.Decision;
import io.tsubame.domain.Event;
import io.tsubame.domain.Limits;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.account.Account;
import io.tsubame.domain.account.AccountDecider;
import io.tsubame.domain.contact.ContactDecider;
import io.tsubame.domain.contact.ContactPair;
import io.tsubame.domain.contact.ContactPair.Relation;
import io.tsubame.domain.handle.Handle;
import io.tsubame.domain.handle.HandleDecider;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.organization.Organization;
import io.tsubame.domain.organization.OrganizationDecider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Lets people come, change, meet and leave by the real rules, and compares what the views say with
/// the states that the rules led to.
final class PeopleOracle {
  final World world = new World();
  private final Queries queries = world.queries();
  private final Map<AggregateId, Object> states = new HashMap<>();

  void act(PeopleSteps.Step step) {
    switch (step.to()) {
      case AggregateId.Account _ -> act(step, new AccountDecider(Limits.DEFAULT));
      case AggregateId.Organization _ -> act(step, new OrganizationDecider(Limits.DEFAULT));
      case AggregateId.ContactPair pair -> act(step, new ContactDecider(pair, Limits.DEFAULT));
      case AggregateId.Handle _ -> act(step, new HandleDecider());
      case AggregateId.Room _ -> throw new AssertionError("no rooms here");
    }
  }

  @SuppressWarnings("unchecked") // an aggregate has commands and a state of its own kind
  private <C extends Command, S, E extends Event> void act(
      PeopleSteps.Step step, Decider<C, S, E> decider) {
    S state = (S) states.getOrDefault(step.to(), decider.initial());
    Context context = new Context(world.now(), step.actor(), world.freshIds(step.to()));
    if (decider.decide(state, (C) step.command(), context)
            instanceof Decision.Accepted<E>(var events)
        && !events.isEmpty()) {
      states.put(step.to(), Objects.requireNonNull(decider.evolveAll(state, events)));
      world.happens(step.to(), events);
    }
  }

  void compareAll() {
    states.forEach(this::compareState);
    PeopleSteps.PEOPLE.forEach(this::comparePerson);
    PeopleSteps.PEOPLE.forEach(one ->
        PeopleSteps.PEOPLE.stream()
            .filter(other -> !other.equals(one))
            .forEach(other -> comparePair(one, other)));
    PeopleSteps.NAMES.forEach(this::compareName);
    PeopleSteps.TOKENS.forEach(this::compareToken);
    PeopleSteps.ORGANIZATIONS.forEach(this::compareOrganization);
  }

  private void compareState(AggregateId id, Object state) {
    Object loaded =
        switch (id) {
          case AggregateId.Account(var account) -> world.states().account(account);
          case AggregateId.Organization(var organization) ->
              world.states().organization(organization);
          case AggregateId.ContactPair(var low, var high) -> world.states().contactPair(low, high);
          case AggregateId.Handle(var name) -> world.states().handle(name);
          case AggregateId.Room(var room) -> world.states().room(room);
        };
    assertThat(loaded).isEqualTo(state);
  }

  private Account account(AccountId id) {
    return (Account)
        Objects.requireNonNull(states.getOrDefault(new AggregateId.Account(id), Account.NONE));
  }

  private Organization organization(OrganizationId id) {
    return (Organization)
        Objects.requireNonNull(
            states.getOrDefault(new AggregateId.Organization(id), Organization.NONE));
  }

  private ContactPair pair(AccountId one, AccountId other) {
    return (ContactPair)
        Objects.requireNonNull(
            states.getOrDefault(AggregateId.ContactPair.of(one, other), ContactPair.STRANGERS));
  }

  private PersonView view(AccountId id) {
    Account account = account(id);
    OrganizationId organization = Objects.requireNonNull(account.organization());
    return new PersonView(
        id,
        Objects.requireNonNull(account.myRoom()),
        organization,
        organization(organization).name(),
        account.identity().chatworkId(),
        account.identity().email(),
        account.identity().profile(),
        account.identity().avatar(),
        account.identity().statusText(),
        isActive(id));
  }

  private boolean isActive(AccountId id) {
    return account(id).status() == Account.Status.ACTIVE;
  }

  private boolean areColleagues(AccountId one, AccountId other) {
    OrganizationId organization = Objects.requireNonNull(account(one).organization());
    return organization.equals(account(other).organization())
        && organization(organization).has(one)
        && organization(organization).has(other);
  }

  private boolean areContacts(AccountId one, AccountId other) {
    return pair(one, other).relation() instanceof Relation.Contacts || areColleagues(one, other);
  }

  private void comparePerson(AccountId id) {
    assertThat(queries.people().person(id)).contains(view(id));
    List<Contact> contacts =
        PeopleSteps.PEOPLE.stream()
            .filter(other -> !other.equals(id))
            .filter(other -> areContacts(id, other))
            .filter(this::isActive)
            .map(other -> new Contact(view(other), pair(id, other).directRoom()))
            .sorted(
                Comparator.<Contact, String>comparing(each -> each.person().profile().name())
                    .thenComparing(each -> each.person().id()))
            .toList();
    assertThat(queries.people().contacts(id)).isEqualTo(contacts);
    assertThat(queries.people().search(id, "p", 100))
        .extracting(PersonView::id)
        .containsExactlyInAnyOrderElementsOf(
            contacts.stream()
                .map(Contact::person)
                .filter(PeopleOracle::hasLetterP)
                .map(PersonView::id)
                .toList());
    assertThat(queries.people().incomingRequests(id))
        .extracting(PeopleQueries.ContactRequest::from)
        .containsExactlyInAnyOrderElementsOf(
            requests(id, request -> request.to().equals(id), Relation.Requested::from));
    assertThat(queries.people().outgoingRequests(id))
        .extracting(PeopleQueries.ContactRequest::to)
        .containsExactlyInAnyOrderElementsOf(
            requests(id, request -> request.from().equals(id), Relation.Requested::to));
    assertThat(queries.credentials().byAccount(id))
        .contains(new Credentials(id, account(id).credentials().passwordHash(), isActive(id)));
    assertThat(queries.credentials().apiTokenHashes(id))
        .isEqualTo(account(id).credentials().apiTokenHashes());
    assertThat(queries.personal().preferences(id))
        .isEqualTo(account(id).arrangement().preferences());
    assertThat(queries.personal().categories(id))
        .containsExactlyInAnyOrderElementsOf(account(id).arrangement().categories().values());
    assertThat(queries.personal().bookmarks(id)).as("of rooms that do not exist").isEmpty();
  }

  /// Every profile's address is `m@x.example` or empty, so only names and ids can have the letter.
  private static boolean hasLetterP(PersonView person) {
    return person.profile().name().toLowerCase(Locale.ROOT).contains("p")
        || person.chatworkId().toLowerCase(Locale.ROOT).contains("p")
        || person.profile().mail().contains("p");
  }

  private List<AccountId> requests(
      AccountId id,
      Predicate<Relation.Requested> wanted,
      Function<Relation.Requested, AccountId> other) {
    List<AccountId> found = new ArrayList<>();
    for (AccountId each : PeopleSteps.PEOPLE) {
      if (!each.equals(id)
          && pair(id, each).relation() instanceof Relation.Requested request
          && wanted.test(request)) {
        found.add(other.apply(request));
      }
    }
    return found;
  }

  private void comparePair(AccountId one, AccountId other) {
    boolean known =
        areContacts(one, other) || pair(one, other).relation() instanceof Relation.Requested;
    assertThat(queries.people().areContacts(one, other)).isEqualTo(areContacts(one, other));
    assertThat(queries.people().mayKnow(one, other)).isEqualTo(known);
    assertThat(queries.people().directRoom(one, other))
        .isEqualTo(Optional.ofNullable(pair(one, other).directRoom()));
    if (pair(one, other).relation() instanceof Relation.Requested request) {
      assertThat(queries.people().request(one, request.request())).isPresent();
      for (AccountId third : PeopleSteps.PEOPLE) {
        assertThat(queries.people().request(third, request.request()).isPresent())
            .isEqualTo(third.equals(one) || third.equals(other));
      }
    }
  }

  private Optional<AccountId> holder(HandleName.Kind kind, String name) {
    return states.get(new AggregateId.Handle(new HandleName(kind, name)))
            instanceof Handle.Bound(int holder)
        ? Optional.of(new AccountId(holder))
        : Optional.empty();
  }

  private void compareName(String name) {
    Optional<AccountId> byEmail =
        holder(HandleName.Kind.EMAIL, name)
            .filter(id -> account(id).identity().email().equalsIgnoreCase(name));
    assertThat(queries.credentials().byEmail(name).map(Credentials::account)).isEqualTo(byEmail);
    Optional<AccountId> found =
        byEmail.or(() ->
            holder(HandleName.Kind.CHATWORK_ID, name)
                .filter(id -> account(id).identity().chatworkId().equalsIgnoreCase(name)));
    assertThat(queries.people().find(name).map(PersonView::id))
        .isEqualTo(found.filter(this::isActive));
  }

  private void compareToken(String hash) {
    Optional<AccountId> found = queries.credentials().byApiToken(hash);
    found.ifPresent(id -> {
      assertThat(isActive(id)).isTrue();
      assertThat(account(id).credentials().apiTokenHashes()).contains(hash);
    });
  }

  private void compareOrganization(OrganizationId id) {
    Organization organization = organization(id);
    OrganizationQueries organizations = queries.organizations();
    assertThat(organizations.organization(id))
        .contains(
            new OrganizationQueries.OrganizationView(
                id, organization.name(), organization.people().size()));
    assertThat(organizations.people(id))
        .extracting(person -> person.account().value())
        .containsExactlyElementsOf(Arrays.stream(organization.people().keys()).boxed().toList());
    for (AccountId account : PeopleSteps.PEOPLE) {
      assertThat(organizations.rank(id, account))
          .isEqualTo(Optional.ofNullable(organization.people().get(account.value())));
    }
    assertThat(organizations.invitations(id))
        .extracting(OrganizationQueries.InvitationView::code)
        .containsExactlyInAnyOrderElementsOf(organization.invitations().keySet());
    Optional<OrganizationId> named =
        PeopleSteps.ORGANIZATIONS.stream()
            .filter(each -> organization(each).name().equals(organization.name()))
            .findFirst();
    assertThat(
            organizations.byName(organization.name()).map(OrganizationQueries.OrganizationView::id))
        .isEqualTo(named);
  }
}
