package io.tsubame.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// One room in [ClientState].
final class RoomState {
  private final Person self;
  private final ObjectNode room;
  private final Map<Integer, ObjectNode> messages = new TreeMap<>();
  private final Set<Integer> addressing = new HashSet<>();
  private final Map<Integer, ObjectNode> tasks = new TreeMap<>();
  private final Map<Integer, ObjectNode> files = new TreeMap<>();
  private final Map<Integer, String> members = new TreeMap<>();
  private final Set<Integer> joinRequests = new TreeSet<>();
  private JsonNode link = NullNode.getInstance();

  private RoomState(Person self, JsonNode room) {
    this.self = self;
    this.room = room.deepCopy();
  }

  static RoomState fetch(Api api, Person self, JsonNode room) {
    RoomState state = new RoomState(self, room);
    Verification.messages(api, state.id()).forEach(state::message);
    state.fetchTasks(api);
    state.fetchFiles(api);
    state.fetchByRole(api);
    return state;
  }

  Map<String, String> all() {
    return Map.of(
        "room", room.toString(),
        "messages", messages.toString(),
        "tasks", tasks.toString(),
        "files", files.toString(),
        "members", members.toString(),
        "join requests", joinRequests.toString(),
        "link", link.toString());
  }

  /// Takes over fields of a change.
  void set(JsonNode change, String... fields) {
    for (String field : fields) {
      room.set(field, change.path(field));
    }
  }

  void apply(Api api, JsonNode frame) {
    long from = frame.path("from").asLong();
    long known = room.path("version").asLong();
    assertThat(from).as("a hole before %s", frame).isLessThanOrEqualTo(known + 1);
    JsonNode changes = frame.path("changes");
    assertThat(frame.path("version").asLong()).isEqualTo(from + changes.size() - 1);
    for (int index = 0; index < changes.size(); index++) {
      if (from + index > room.path("version").asLong()) {
        change(api, changes.get(index));
        room.put("version", from + index);
      }
    }
    long open =
        tasks.values().stream()
            .filter(task -> task.path("assignee_id").asInt() == self.account())
            .filter(task -> task.path("status").asText().equals("open"))
            .count();
    room.put("open_tasks", (int) open);
    room.put("tasks", tasks.size());
    room.put("files", files.size());
  }

  private void change(Api api, JsonNode change) {
    int account = change.path("account_id").asInt();
    switch (change.path("type").asText()) {
      case "message_posted" -> posted(change);
      case "message_edited" -> edited(change);
      case "message_deleted" -> {
        ObjectNode message = messageOf(change).put("body", "").put("deleted", true);
        message.putArray("reactions");
      }
      case "reaction_added" -> reaction(change).add(account);
      case "reaction_removed" -> unreact(change, account);
      case "room_edited" -> set(change, "name", "description", "icon");
      case "room_settings_changed" -> {
        set(change, "settings");
        fetchByRole(api);
      }
      case "members_changed" -> members(api, change);
      case "join_requested" -> joinRequests.add(account);
      case "join_declined" -> joinRequests.remove(account);
      case "link_changed" -> link = withoutHost(change.path("link"));
      case "task_added" ->
          tasks.put(change.at("/task/task_id").asInt(), change.path("task").deepCopy());
      case "task_edited" -> {
        for (String field : List.of("assignee_id", "body", "deadline")) {
          taskOf(change).set(field, change.path(field));
        }
      }
      case "task_status_changed" -> {
        boolean done = change.path("status").asText().equals("done");
        taskOf(change).set("status", change.path("status"));
        taskOf(change).set("done_at", done ? change.path("at") : NullNode.getInstance());
      }
      case "task_deleted" -> tasks.remove(change.path("task_id").asInt());
      case "file_attached" ->
          files.put(change.at("/file/file_id").asInt(), change.path("file").deepCopy());
      case "file_examined" -> {
        for (String field : List.of("state", "preview", "width", "height")) {
          files.get(change.path("file_id").asInt()).set(field, change.path(field));
        }
      }
      case "file_deleted" -> files.remove(change.path("file_id").asInt());
      case "hidden" -> hidden(api);
      default -> throw new AssertionError("an unknown change: " + change);
    }
  }

  /// Who came or went is not told, but how many are there, and their tasks and files went with
  /// them.
  private void hidden(Api api) {
    set(api.get(path("")), "members");
    fetchTasks(api);
    fetchFiles(api);
  }

  private void fetchTasks(Api api) {
    tasks.clear();
    for (String status : List.of("open", "done")) {
      for (JsonNode task : api.get(path("/tasks?status=" + status)).path("tasks")) {
        tasks.put(task.path("task_id").asInt(), task.deepCopy());
      }
    }
  }

  private void fetchFiles(Api api) {
    files.clear();
    for (JsonNode file : api.get(path("/files")).path("files")) {
      files.put(file.path("file_id").asInt(), file.deepCopy());
    }
  }

  private void posted(JsonNode change) {
    JsonNode message = change.path("message");
    int sequence = message.path("sequence").asInt();
    boolean own = message.path("account_id").asInt() == self.account();
    messages.put(sequence, message.deepCopy());
    room.put("last_sequence", sequence);
    room.set("updated_at", message.path("sent_at"));
    if (!own || !change.path("marked_read").asBoolean()) {
      room.put("unread", room.path("unread").asInt() + 1);
    }
    address(sequence, own, change.path("mentions"));
  }

  private void edited(JsonNode change) {
    ObjectNode message = messageOf(change);
    message.set("body", change.path("body"));
    message.set("edited_at", change.path("edited_at"));
    message.put("edits", message.path("edits").asInt() + 1);
    int sequence = change.path("sequence").asInt();
    boolean own = message.path("account_id").asInt() == self.account();
    if (addressing.remove(sequence) && isUnread(sequence)) {
      room.put("mentions", room.path("mentions").asInt() - 1);
    }
    address(sequence, own, change.path("mentions"));
  }

  private void address(int sequence, boolean own, JsonNode mentions) {
    boolean named = false;
    for (JsonNode account : mentions.path("account_ids")) {
      named |= account.asInt() == self.account();
    }
    if (!own && (named || mentions.path("all").asBoolean())) {
      addressing.add(sequence);
      if (isUnread(sequence)) {
        room.put("mentions", room.path("mentions").asInt() + 1);
      }
    }
  }

  private boolean isUnread(int sequence) {
    return sequence > room.path("read_up_to").asInt();
  }

  private void members(Api api, JsonNode change) {
    String role = room.path("role").asText();
    for (JsonNode entered : change.path("entered")) {
      int account = entered.path("account_id").asInt();
      members.put(account, entered.path("role").asText());
      joinRequests.remove(account);
      if (account == self.account()) {
        room.set("role", entered.path("role"));
      }
    }
    for (JsonNode removed : change.path("removed")) {
      members.remove(removed.asInt());
      tasks.values().removeIf(task -> task.path("assignee_id").asInt() == removed.asInt());
      files.values().removeIf(file -> file.path("uploader_id").asInt() == removed.asInt());
    }
    room.put("members", members.size());
    if (!room.path("role").asText().equals(role)) {
      fetchByRole(api);
    }
  }

  /// What depends on the own role and the settings: members, link, requests.
  private void fetchByRole(Api api) {
    members.clear();
    joinRequests.clear();
    for (JsonNode member : seen(api, "/members").path("members")) {
      members.put(member.path("account_id").asInt(), member.path("role").asText());
    }
    link = withoutHost(seen(api, "/link").path("link"));
    for (JsonNode request : seen(api, "/join-requests").path("join_requests")) {
      joinRequests.add(request.at("/person/account_id").asInt());
    }
  }

  /// Empty where the account may not see it.
  private JsonNode seen(Api api, String what) {
    Api.Reply reply = api.send("GET", path(what), "");
    return reply.status() == 200 ? reply.body() : NullNode.getInstance();
  }

  private void message(JsonNode message) {
    int sequence = message.path("sequence").asInt();
    messages.put(sequence, message.deepCopy());
    String body = message.path("body").asText();
    if (body.contains("[To:" + self.account() + "]")
        && message.path("account_id").asInt() != self.account()) {
      addressing.add(sequence);
    }
  }

  private ObjectNode messageOf(JsonNode change) {
    return messages.get(change.path("sequence").asInt());
  }

  private ObjectNode taskOf(JsonNode change) {
    return tasks.get(change.path("task_id").asInt());
  }

  private ArrayNode reaction(JsonNode change) {
    ArrayNode reactions = (ArrayNode) messageOf(change).get("reactions");
    for (JsonNode reaction : reactions) {
      if (reaction.path("reaction").equals(change.path("reaction"))) {
        return (ArrayNode) reaction.get("account_ids");
      }
    }
    ObjectNode added = reactions.addObject();
    added.set("reaction", change.path("reaction"));
    return added.putArray("account_ids");
  }

  private void unreact(JsonNode change, int account) {
    ArrayNode accounts = reaction(change);
    accounts.removeIf(one -> one.asInt() == account);
    ((ArrayNode) messageOf(change).get("reactions"))
        .removeIf(reaction -> reaction.path("account_ids").isEmpty());
  }

  private static JsonNode withoutHost(JsonNode link) {
    if (!link.has("url")) {
      return NullNode.getInstance();
    }
    ObjectNode same = link.deepCopy();
    return same.put("url", same.path("url").asText().replaceFirst("^https?://[^/]*", ""));
  }

  private int id() {
    return room.path("room_id").asInt();
  }

  private String path(String below) {
    return "/v1/rooms/" + id() + below;
  }
}
