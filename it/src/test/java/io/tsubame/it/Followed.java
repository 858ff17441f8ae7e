package io.tsubame.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.it.History.Told;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a client knows of rooms by the live stream: their versions, and the messages that it was
/// told. Keeps what no stream may do, such as a hole.
final class Followed {
  private final Map<Integer, Long> versions = new TreeMap<>();
  private final Map<Integer, List<JsonNode>> messages = new HashMap<>();
  private final Map<Integer, Map<Long, String>> changes = new HashMap<>();
  private final Map<Integer, List<String>> faults = new HashMap<>();

  /// Of rooms that were not fetched yet: what is fetched may not hold them (LS3).
  private final Map<Integer, List<JsonNode>> early = new HashMap<>();

  /// A new connection begins: what came over the one before may be followed by a hole.
  void comes() {
    early.clear();
  }

  /// @param version read before the messages
  void fetched(int room, long version, List<JsonNode> all) {
    messages.put(room, new ArrayList<>(all));
    versions.put(room, version);
    changes.putIfAbsent(room, new TreeMap<>());
    faults.putIfAbsent(room, new ArrayList<>());
    List<JsonNode> before = early.remove(room);
    if (before != null) {
      before.forEach(this::frame);
    }
  }

  boolean knows(int room) {
    return versions.containsKey(room);
  }

  /// The frame by which a client comes back.
  String resume() {
    String rooms =
        versions.entrySet().stream()
            .map(entry -> "[" + entry.getKey() + "," + entry.getValue() + "]")
            .collect(Collectors.joining(","));
    return "{\"type\":\"resume\",\"rooms\":[" + rooms + "]}";
  }

  void frame(JsonNode frame) {
    int room = frame.path("room_id").asInt();
    if (!frame.path("type").asText().equals("room")) {
      return;
    }
    if (!versions.containsKey(room)) {
      early.computeIfAbsent(room, _ -> new ArrayList<>()).add(frame);
      return;
    }
    long known = versions.get(room);
    long from = frame.path("from").asLong();
    JsonNode told = frame.path("changes");
    if (from > known + 1) {
      faults.get(room).add("a hole after " + known + " before " + frame);
    }
    if (frame.path("version").asLong() != from + told.size() - 1) {
      faults.get(room).add("other versions than changes in " + frame);
    }
    for (int index = 0; index < told.size(); index++) {
      changes.get(room).put(from + index, inShort(told.get(index)));
      if (from + index > known) {
        change(room, told.get(index));
      }
    }
    versions.put(room, Math.max(known, frame.path("version").asLong()));
  }

  private void change(int room, JsonNode change) {
    if (change.path("type").asText().equals("message_posted")) {
      JsonNode message = change.path("message");
      List<JsonNode> known = messages.get(room);
      // What was fetched after its version was read may be told again.
      if (message.path("sequence").asInt() > known.size()) {
        if (message.path("sequence").asInt() != known.size() + 1) {
          faults.get(room).add("after " + known.size() + " messages came " + message);
        }
        known.add(message);
      }
    }
  }

  private static String inShort(JsonNode change) {
    return change.path("type").asText()
        + " "
        + change.at("/message/message_id").asText()
        + change.path("sequence").asText()
        + " "
        + change.at("/message/body").asText()
        + change.path("body").asText();
  }

  /// The ids of the messages of a room, in the order in which they came.
  List<String> messages(int room) {
    return messages.get(room).stream().map(message -> message.path("message_id").asText()).toList();
  }

  /// What was wrong, of any room.
  List<String> faults() {
    return faults.values().stream().flatMap(List::stream).toList();
  }

  List<Told> told(String follower) {
    return versions.keySet().stream()
        .map(room ->
            new Told(
                follower,
                room,
                messages(room),
                Map.copyOf(changes.get(room)),
                List.copyOf(faults.get(room))))
        .toList();
  }
}
