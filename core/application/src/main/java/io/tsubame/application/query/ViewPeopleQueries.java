package io.tsubame.application.query;

import io.tsubame.application.Answer;
import io.tsubame.application.view.AccountRow;
import io.tsubame.application.view.ContactRow;
import io.tsubame.application.view.ContactRow.Standing;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.MemberRow;
import io.tsubame.application.view.Pages;
import io.tsubame.application.view.RequestRow;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore;
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RequestId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.room.RoomOperation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// People from the views.
final class ViewPeopleQueries implements PeopleQueries {
  private final ViewStore store;
  private final RoomGate gate;
  private final People people;
  private final Holders holders;

  ViewPeopleQueries(ViewStore store, RoomGate gate) {
    this.store = store;
    this.gate = gate;
    this.people = new People(store);
    this.holders = new Holders(store);
  }

  @Override
  public Optional<PersonView> person(AccountId account) {
    return Optional.ofNullable(people.views(List.of(account)).get(account));
  }

  @Override
  public Map<AccountId, PersonView> people(Iterable<AccountId> accounts) {
    List<AccountId> wanted = new ArrayList<>();
    accounts.forEach(wanted::add);
    return people.views(wanted.stream().distinct().toList());
  }

  @Override
  public boolean mayKnow(AccountId reader, AccountId other) {
    return reader.equals(other)
        || people.standing(reader, other).standing() != Standing.STRANGERS
        || people.areContacts(reader, other)
        || shareRoom(reader, other);
  }

  /// Goes through the rooms of the reader, a page at a time.
  private boolean shareRoom(AccountId reader, AccountId other) {
    byte[] prefix = Keys.account(reader);
    Range range = Keys.startingWith(prefix, Order.ASCENDING);
    while (true) {
      List<Entry> page = store.scan(Table.ACCOUNT_ROOMS, range, QueryLimits.BATCH);
      List<RoomId> rooms =
          page.stream().map(entry -> new RoomId(Keys.intAt(entry.key(), 4))).toList();
      List<@Nullable MemberRow> members =
          Batches.get(store, Table.MEMBERS, rooms, room -> Keys.of(room, other), MemberRow::decode);
      for (int i = 0; i < rooms.size(); i++) {
        if (members.get(i) != null && meets(reader, rooms.get(i), other)) {
          return true;
        }
      }
      if (page.size() < QueryLimits.BATCH) {
        return false;
      }
      range = Keys.startingWith(prefix, page.getLast().key());
    }
  }

  /// Where the members are hidden from the reader, only those are met who wrote something.
  private boolean meets(AccountId reader, RoomId room, AccountId member) {
    return gate.open(reader, room, RoomOperation.SEE_MEMBERS) instanceof Answer.Found<OpenRoom>
        || (gate.open(reader, room, RoomOperation.READ)
                instanceof Answer.Found<OpenRoom>(OpenRoom open)
            && open.hasMessageOf(member));
  }

  @Override
  public List<Contact> contacts(AccountId reader) {
    Map<AccountId, ContactRow> around = people.around(reader);
    return peopleOf(reader, around)
        .sorted(byName())
        .map(person -> new Contact(person, directRoomIn(around, person.id())))
        .toList();
  }

  @Override
  public Set<AccountId> around(AccountId account) {
    return people.around(account).keySet();
  }

  /// Those who are active; a colleague's own row must name the same organization.
  private Stream<PersonView> peopleOf(AccountId reader, Map<AccountId, ContactRow> around) {
    AccountRow row = people.row(reader);
    return people.views(List.copyOf(around.keySet())).values().stream()
        .filter(PersonView::active)
        .filter(person ->
            isContactIn(around, person.id())
                || (row != null && row.organization().equals(person.organization())));
  }

  private static boolean isContactIn(Map<AccountId, ContactRow> around, AccountId other) {
    ContactRow row = around.get(other);
    return row != null && row.standing() == Standing.CONTACTS;
  }

  private static @Nullable RoomId directRoomIn(Map<AccountId, ContactRow> around, AccountId other) {
    ContactRow row = around.get(other);
    return row == null ? null : row.directRoom();
  }

  @Override
  public boolean areContacts(AccountId one, AccountId other) {
    return people.areContacts(one, other);
  }

  @Override
  public Optional<RoomId> directRoom(AccountId one, AccountId other) {
    return Optional.ofNullable(people.standing(one, other).directRoom());
  }

  @Override
  public List<ContactRequest> incomingRequests(AccountId reader) {
    return requests(reader, request -> request.to().equals(reader));
  }

  @Override
  public List<ContactRequest> outgoingRequests(AccountId reader) {
    return requests(reader, request -> request.from().equals(reader));
  }

  private List<ContactRequest> requests(AccountId reader, Predicate<ContactRequest> wanted) {
    List<ContactRequest> requests = new ArrayList<>();
    Pages.forEach(
        store,
        Table.CONTACT_REQUESTS,
        Keys.account(reader),
        entry -> requests.add(request(new RequestId(Keys.intAt(entry.key(), 4)), entry.value())));
    return requests.stream()
        .filter(wanted)
        .sorted(Comparator.comparing(ContactRequest::at).thenComparing(ContactRequest::id))
        .toList();
  }

  @Override
  public Optional<ContactRequest> request(AccountId reader, RequestId request) {
    return Optional.ofNullable(store.get(Table.CONTACT_REQUESTS, Keys.of(reader, request)))
        .map(row -> request(request, row));
  }

  private static ContactRequest request(RequestId id, byte[] bytes) {
    RequestRow row = RequestRow.decode(bytes);
    return new ContactRequest(id, row.from(), row.to(), row.message(), row.at());
  }

  /// A handle is bound a moment before or after the account takes the name, so both must agree.
  @Override
  public Optional<PersonView> find(String emailOrChatworkId) {
    return holders
        .holder(HandleName.Kind.EMAIL, emailOrChatworkId)
        .map(AccountId::new)
        .filter(account -> hasName(account, AccountRow::email, emailOrChatworkId))
        .or(() ->
            holders
                .holder(HandleName.Kind.CHATWORK_ID, emailOrChatworkId)
                .map(AccountId::new)
                .filter(account -> hasName(account, AccountRow::chatworkId, emailOrChatworkId)))
        .flatMap(this::person)
        .filter(PersonView::active);
  }

  private boolean hasName(AccountId account, Function<AccountRow, String> name, String wanted) {
    AccountRow row = people.row(account);
    return row != null && name.apply(row).equalsIgnoreCase(wanted);
  }

  @Override
  public List<PersonView> search(AccountId reader, String text, int limit) {
    PersonMatch match = new PersonMatch(text);
    return peopleOf(reader, people.around(reader))
        .filter(person -> match.rank(person) < PersonMatch.NONE)
        .sorted(Comparator.<PersonView>comparingInt(match::rank).thenComparing(byName()))
        .limit(QueryLimits.page(limit))
        .toList();
  }

  private static Comparator<PersonView> byName() {
    return Comparator.<PersonView, String>comparing(person -> person.profile().name())
        .thenComparing(PersonView::id);
  }
}
