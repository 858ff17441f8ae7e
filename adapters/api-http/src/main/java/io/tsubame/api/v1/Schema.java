package io.tsubame.api.v1;

import java.util.List;
import java.util.stream.Stream;

/// What JSON may look like somewhere: the part of JSON Schema that this API needs. Lengths are in
/// Unicode code points.
sealed interface Schema {
  record Text(int minimum, int maximum) implements Schema {}

  record Whole(long minimum, long maximum) implements Schema {}

  record Flag() implements Schema {}

  /// One of some words.
  record Choice(List<String> words) implements Schema {
    public Choice {
      words = List.copyOf(words);
    }
  }

  record Items(Schema item, int maximum) implements Schema {}

  /// @param name under which the description has it once; empty for a description on the spot
  record Fields(String name, List<Field> fields) implements Schema {
    public Fields {
      fields = List.copyOf(fields);
    }

    /// The same with more fields, under another name.
    Fields with(String otherName, Field... more) {
      return new Fields(otherName, Stream.concat(fields.stream(), Stream.of(more)).toList());
    }
  }

  /// An object whose field names are data.
  record Entries(Schema value, int maximum) implements Schema {}

  record OrNull(Schema schema) implements Schema {}

  /// @param presence whether the field may be absent
  record Field(String name, Schema schema, Presence presence) {}

  enum Presence {
    REQUIRED,
    OPTIONAL
  }

  Schema FLAG = new Flag();

  /// `room_id`, `account_id` and the like.
  Schema ID = new Whole(1, Integer.MAX_VALUE);

  /// Counts and sequence numbers.
  Schema COUNT = new Whole(0, Integer.MAX_VALUE);

  /// Milliseconds since 1970.
  Schema TIME = new Whole(0, 253_402_300_799_999L);

  /// The longest text that any field may hold.
  Schema TEXT = text(0, 1_000_000);

  static Schema text(int minimum, int maximum) {
    return new Text(minimum, maximum);
  }

  static Schema choice(String... words) {
    return new Choice(List.of(words));
  }

  static Schema ids(int maximum) {
    return new Items(ID, maximum);
  }

  static Schema list(Schema item) {
    return new Items(item, Integer.MAX_VALUE);
  }

  static Schema orNull(Schema schema) {
    return new OrNull(schema);
  }

  static Fields object(String name, Field... fields) {
    return new Fields(name, List.of(fields));
  }

  /// An object that stands in one place only.
  static Fields object(Field... fields) {
    return new Fields("", List.of(fields));
  }

  static Field required(String name, Schema schema) {
    return new Field(name, schema, Presence.REQUIRED);
  }

  static Field optional(String name, Schema schema) {
    return new Field(name, schema, Presence.OPTIONAL);
  }
}
