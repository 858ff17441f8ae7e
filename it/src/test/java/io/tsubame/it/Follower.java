package io.tsubame.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Follows rooms on the live stream over restarts of the server, coming back each time with the
/// versions that it has, and keeps the messages that it was told.
final class Follower implements AutoCloseable {
  private final Followed followed = new Followed();
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
    client.send(followed.resume());
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
    return followed.messages(room);
  }

  @Override
  public void close() {
    client.close();
  }

  private void frame(JsonNode frame) {
    followed.frame(frame);
    assertThat(followed.faults()).isEmpty();
  }

  private void fetch(Api api, int room) {
    long version = api.get("/v1/rooms/" + room).path("version").asLong();
    followed.fetched(room, version, Verification.messages(api, room));
  }
}
