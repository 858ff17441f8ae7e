package io.tsubame.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Follows rooms on the live stream over restarts of the server, coming back each time with the
/// versions that it has, and keeps the messages that it was told.
final class Follower implements AutoCloseable {
  private final Map<Integer, Long> versions = new HashMap<>();
  private final Map<Integer, List<JsonNode>> messages = new HashMap<>();
  private LiveClient client;

  /// Begins with rooms as they are.
  Follower(Api api, List<Integer> rooms) {
    client = LiveClient.connect(api);
    for (int room : rooms) {
      fetch(api, room);
    }
  }

  /// Comes back to a server.
  void resume(Api api) {
    drain();
    client = LiveClient.reconnect(api);
    String rooms =
        versions.entrySet().stream()
            .map(entry -> "[" + entry.getKey() + "," + entry.getValue() + "]")
            .collect(Collectors.joining(","));
    client.send("{\"type\":\"resume\",\"rooms\":[" + rooms + "]}");
    client.takeUntil(frame -> {
      frame(frame);
      if (frame.path("type").asText().equals("resync")) {
        frame.path("rooms").forEach(room -> fetch(api, room.asInt()));
      }
      return frame.path("type").asText().equals("resumed");
    });
  }

  /// Takes what came so far.
  void drain() {
    for (JsonNode frame = client.poll(); frame != null; frame = client.poll()) {
      frame(frame);
    }
  }

  /// Takes everything that the server has sent until now.
  void catchUp() {
    client.takeUntilPong().forEach(this::frame);
  }

  /// The ids of the messages of a room, in the order in which they came.
  List<String> messages(int room) {
    return messages.get(room).stream().map(message -> message.path("message_id").asText()).toList();
  }

  @Override
  public void close() {
    client.close();
  }

  private void fetch(Api api, int room) {
    long version = api.get("/v1/rooms/" + room).path("version").asLong();
    messages.put(room, new ArrayList<>(Verification.messages(api, room)));
    versions.put(room, version);
  }

  private void frame(JsonNode frame) {
    int room = frame.path("room_id").asInt();
    if (!frame.path("type").asText().equals("room") || !versions.containsKey(room)) {
      return;
    }
    long known = versions.get(room);
    long from = frame.path("from").asLong();
    JsonNode changes = frame.path("changes");
    assertThat(from).as("no hole before %s", frame).isLessThanOrEqualTo(known + 1);
    assertThat(frame.path("version").asLong()).isEqualTo(from + changes.size() - 1);
    for (int index = 0; index < changes.size(); index++) {
      if (from + index > known) {
        change(room, changes.get(index));
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
        assertThat(message.path("sequence").asInt()).isEqualTo(known.size() + 1);
        known.add(message);
      }
    }
  }
}
