package io.tsubame.imports.slack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A channel or conversation of one of the lists.
///
/// @param name empty where it has none, as conversations between two
/// @param creator empty where it is not told
record SlackChannel(
    String id, String name, String topic, String purpose, String creator, List<String> members) {
  SlackChannel {
    members = List.copyOf(members);
  }

  /// What the room says about itself.
  String description() {
    if (topic.isBlank() || topic.equals(purpose)) {
      return purpose;
    }
    return purpose.isBlank() ? topic : topic + "\n" + purpose;
  }

  static SlackChannel read(JsonFile file) {
    return new Reader(file).read();
  }

  /// Collects the fields of one.
  private static final class Reader {
    private final JsonFile file;
    private String id = "";
    private String name = "";
    private String topic = "";
    private String purpose = "";
    private String creator = "";
    private final List<String> members = new ArrayList<>();

    Reader(JsonFile file) {
      this.file = file;
    }

    SlackChannel read() {
      file.object(this::field);
      if (id.isEmpty()) {
        throw file.fault("has a channel without an id");
      }
      return new SlackChannel(id, name, topic, purpose, creator, members);
    }

    private void field(String field) throws IOException {
      switch (field) {
        case "id" -> id = SlackId.read(file);
        case "name" -> name = Objects.requireNonNullElse(file.text(), "");
        case "topic" -> topic = value();
        case "purpose" -> purpose = value();
        case "creator" -> creator = SlackId.read(file);
        case "members" -> file.elements(() -> members.add(SlackId.read(file)));
        default -> file.skip();
      }
    }

    private String value() throws IOException {
      if (!file.isObject()) {
        return Objects.requireNonNullElse(file.text(), "");
      }
      String[] value = {""};
      file.fields(field -> {
        if (field.equals("value")) {
          value[0] = Objects.requireNonNullElse(file.text(), "");
        } else {
          file.skip();
        }
      });
      return value[0];
    }
  }
}
