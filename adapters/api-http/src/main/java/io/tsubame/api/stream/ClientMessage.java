package io.tsubame.api.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tsubame.application.live.Viewers;
import io.tsubame.domain.RoomId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a client may say on the stream.
sealed interface ClientMessage {
  record Resume(Map<RoomId, Long> versions) implements ClientMessage {}

  record Viewing(List<RoomId> rooms) implements ClientMessage {}

  record Typing(RoomId room) implements ClientMessage {}

  record Presence(Viewers.State state) implements ClientMessage {}

  record Ping() implements ClientMessage {}

  /// The frame is none of these; the text says in which way.
  final class Misunderstood extends Exception {
    private static final long serialVersionUID = 1;

    Misunderstood(String why) {
      super(why, null, false, false);
    }
  }

  ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(4).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  static ClientMessage parse(String text) throws Misunderstood {
    JsonNode message;
    try {
      message = READER.readTree(text);
    } catch (JsonProcessingException broken) {
      throw new Misunderstood("not JSON");
    }
    return switch (message.path("type").asText()) {
      case "resume" -> new Resume(versions(message.path("rooms")));
      case "viewing" -> new Viewing(rooms(message.path("room_ids")));
      case "typing" -> new Typing(room(message.path("room_id")));
      case "presence" -> new Presence(state(message.path("state").asText()));
      case "ping" -> new Ping();
      default -> throw new Misunderstood("unknown type");
    };
  }

  private static Map<RoomId, Long> versions(JsonNode rooms) throws Misunderstood {
    Map<RoomId, Long> versions = new HashMap<>();
    for (JsonNode pair : elements(rooms)) {
      JsonNode version = pair.path(1);
      if (pair.size() != 2 || !version.canConvertToLong() || !version.isIntegralNumber()) {
        throw new Misunderstood("rooms must be pairs of room and version");
      }
      versions.put(room(pair.path(0)), version.asLong());
    }
    return versions;
  }

  private static List<RoomId> rooms(JsonNode ids) throws Misunderstood {
    List<RoomId> rooms = new ArrayList<>();
    for (JsonNode id : elements(ids)) {
      rooms.add(room(id));
    }
    return rooms;
  }

  private static JsonNode elements(JsonNode array) throws Misunderstood {
    if (!array.isArray()) {
      throw new Misunderstood("an array is missing");
    }
    return array;
  }

  private static RoomId room(JsonNode id) throws Misunderstood {
    if (!id.isIntegralNumber() || !id.canConvertToInt() || id.asInt() <= 0) {
      throw new Misunderstood("not a room id");
    }
    return new RoomId(id.asInt());
  }

  private static Viewers.State state(String name) throws Misunderstood {
    return switch (name) {
      case "active" -> Viewers.State.ACTIVE;
      case "away" -> Viewers.State.AWAY;
      default -> throw new Misunderstood("state must be active or away");
    };
  }
}
