package io.tsubame.application.query;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.RequestId;
import io.tsubame.domain.RoomId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Questions about people and how they know each other.
public interface PeopleQueries {
  Optional<PersonView> person(AccountId account);

  /// Those of the accounts that exist.
  Map<AccountId, PersonView> people(Iterable<AccountId> accounts);

  /// Whether the reader may see the other's profile: themselves, a contact, a colleague, someone
  /// with a request between the two, or someone in a room with them.
  boolean mayKnow(AccountId reader, AccountId other);

  /// Accepted contacts and colleagues, by name.
  List<Contact> contacts(AccountId reader);

  /// The contacts and colleagues of the account, without more about them.
  Set<AccountId> around(AccountId account);

  /// Whether the two may be put into a room together: contacts, or of one organization.
  boolean areContacts(AccountId one, AccountId other);

  /// The direct room of the two; empty where none was needed yet.
  Optional<RoomId> directRoom(AccountId one, AccountId other);

  /// Requests to the reader that wait for an answer, oldest first.
  List<ContactRequest> incomingRequests(AccountId reader);

  /// Requests of the reader that wait for an answer, oldest first.
  List<ContactRequest> outgoingRequests(AccountId reader);

  /// The request if it is from or to the reader.
  Optional<ContactRequest> request(AccountId reader, RequestId request);

  /// The account with exactly this e-mail address or Chatwork-style id.
  Optional<PersonView> find(String emailOrChatworkId);

  /// Contacts and colleagues whose name, id or address contains the text, best first.
  List<PersonView> search(AccountId reader, String text, int limit);

  /// @param room their direct room, null where none was needed yet
  record Contact(PersonView person, @Nullable RoomId room) {}

  record ContactRequest(RequestId id, AccountId from, AccountId to, String message, Instant at) {}
}
