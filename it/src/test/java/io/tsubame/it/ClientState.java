package io.tsubame.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/// What a client knows of one account: fetched by `/v1`, and kept up to date by the live stream as
/// `docs/spec/live-stream.md` tells. The model of the catch-up oracle.
final class ClientState {
  private final Person self;
  private final Map<Integer, RoomState> rooms = new TreeMap<>();
  private final Map<Integer, JsonNode> contacts = new TreeMap<>();
  private final Map<Integer, JsonNode> requests = new TreeMap<>();
  private final Map<String, JsonNode> bookmarks = new TreeMap<>();
  private final Map<String, JsonNode> preferences = new TreeMap<>();
  private JsonNode categories = NullNode.getInstance();
  private JsonNode me = NullNode.getInstance();

  private ClientState(Person self) {
    this.self = self;
  }

  static ClientState fetch(Api api, Person self) {
    ClientState state = new ClientState(self);
    state.me = api.get("/v1/me");
    for (JsonNode room : api.get("/v1/rooms").path("rooms")) {
      state.rooms.put(room.path("room_id").asInt(), RoomState.fetch(api, self, room));
    }
    state.fetchContacts(api);
    JsonNode requests = api.get("/v1/contact-requests");
    requests.path("incoming").forEach(state::request);
    requests.path("outgoing").forEach(state::request);
    state.categories = api.get("/v1/categories").path("categories");
    for (JsonNode message : api.get("/v1/bookmarks").path("bookmarks")) {
      state.bookmarks.put(message.path("message_id").asText(), NullNode.getInstance());
    }
    api.get("/v1/me/preferences")
        .properties()
        .forEach(entry -> state.preferences.put(entry.getKey(), entry.getValue()));
    return state;
  }

  /// Everything as text, for comparison.
  Map<String, String> all() {
    Map<String, String> all = new TreeMap<>();
    rooms.forEach((id, room) -> room.all().forEach((part, text) -> all.put(id + " " + part, text)));
    all.put("contacts", contacts.toString());
    all.put("requests", requests.toString());
    all.put("bookmarks", bookmarks.toString());
    all.put("preferences", preferences.toString());
    all.put("categories", categories.toString());
    all.put("me", me.toString());
    return all;
  }

  /// Takes one frame. What was added as a whole is fetched.
  void apply(Api api, JsonNode frame) {
    switch (frame.path("type").asText()) {
      case "room" -> {
        RoomState room = rooms.get(frame.path("room_id").asInt());
        if (room != null) {
          room.apply(api, frame);
        }
      }
      case "account" -> account(api, frame.path("change"));
      case "pong" -> {}
      default -> throw new AssertionError("not expected here: " + frame);
    }
  }

  private void account(Api api, JsonNode change) {
    int room = change.path("room_id").asInt();
    switch (change.path("type").asText()) {
      case "room_added" -> added(api, change.path("room"));
      case "room_removed" -> rooms.remove(room);
      case "read_marker_moved" -> rooms.get(room).set(change, "read_up_to", "unread", "mentions");
      case "room_arranged" -> rooms.get(room).set(change, "pinned", "attention");
      case "categories_changed" -> categories = change.path("categories");
      case "bookmark_added" ->
          bookmarks.put(change.path("message_id").asText(), NullNode.getInstance());
      case "bookmark_removed" -> bookmarks.remove(change.path("message_id").asText());
      case "preference_changed" -> prefer(change);
      case "contact_request_received", "contact_request_sent" -> request(change.path("request"));
      case "contact_request_closed" -> requests.remove(change.path("request_id").asInt());
      case "contact_added" -> fetchContacts(api);
      case "contacts_changed" -> {
        me = api.get("/v1/me");
        fetchContacts(api);
      }
      case "contact_removed" -> contacts.remove(change.path("account_id").asInt());
      case "person_changed" -> person(change.path("person"));
      default -> throw new AssertionError("an unknown change: " + change);
    }
  }

  private void added(Api api, JsonNode room) {
    rooms.put(room.path("room_id").asInt(), RoomState.fetch(api, self, room));
    JsonNode partner = room.path("partner_id");
    JsonNode contact = contacts.get(partner.asInt());
    if (contact != null) {
      ((ObjectNode) contact).set("room_id", room.path("room_id"));
    }
  }

  private void prefer(JsonNode change) {
    if (change.path("value").asText().isEmpty()) {
      preferences.remove(change.path("name").asText());
    } else {
      preferences.put(change.path("name").asText(), change.path("value"));
    }
  }

  private void person(JsonNode person) {
    int account = person.path("account_id").asInt();
    if (account == self.account()) {
      me = person;
      return;
    }
    JsonNode contact = contacts.get(account);
    if (contact != null) {
      ((ObjectNode) contact).set("person", person);
    }
  }

  private void request(JsonNode request) {
    requests.put(request.path("request_id").asInt(), request);
  }

  private void fetchContacts(Api api) {
    contacts.clear();
    for (JsonNode contact : api.get("/v1/contacts").path("contacts")) {
      contacts.put(contact.at("/person/account_id").asInt(), contact);
    }
    assertThat(contacts).doesNotContainKey(self.account());
  }
}
