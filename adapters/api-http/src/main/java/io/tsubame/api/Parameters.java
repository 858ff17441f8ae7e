package io.tsubame.api;

import io.tsubame.api.PercentEncoding.Plus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Named values from a query or a form, in the order in which they were sent.
public final class Parameters {
  /// More than a call with the longest list of members has.
  private static final int MAX_FIELDS = 25_000;

  public static final Parameters NONE = new Parameters(List.of(), List.of());

  private final List<String> names;
  private final List<String> values;

  Parameters(List<String> names, List<String> values) {
    this.names = names;
    this.values = values;
  }

  static Parameters ofQuery(String query) {
    return ofForm(query.getBytes(StandardCharsets.UTF_8));
  }

  /// @throws Refusal 400 where the text is not well-formed or has too many fields
  static Parameters ofForm(byte[] text) {
    List<String> names = new ArrayList<>(4);
    List<String> values = new ArrayList<>(4);
    int start = 0;
    while (start < text.length) {
      int end = indexOf(text, (byte) '&', start, text.length);
      if (end > start) {
        int equals = indexOf(text, (byte) '=', start, end);
        names.add(PercentEncoding.decode(text, start, equals, Plus.SPACE));
        values.add(equals == end ? "" : PercentEncoding.decode(text, equals + 1, end, Plus.SPACE));
        checkCount(names.size());
      }
      start = end + 1;
    }
    return new Parameters(names, values);
  }

  static void checkCount(int fields) {
    if (fields > MAX_FIELDS) {
      throw ApiError.badRequest("The request has too many fields").refusal();
    }
  }

  private static int indexOf(byte[] text, byte wanted, int from, int to) {
    int i = from;
    while (i < to && text[i] != wanted) {
      i++;
    }
    return i;
  }

  /// The value, or null where it was not sent.
  ///
  /// @throws Refusal 400 where it was sent more than once
  public @Nullable String value(String name) {
    int first = names.indexOf(name);
    if (first < 0) {
      return null;
    }
    if (names.lastIndexOf(name) != first) {
      throw ApiError.invalid(name, "is given more than once").refusal();
    }
    return values.get(first);
  }

  /// Every value under the name, also where it is written as the name of an array: `name[]`,
  /// `name[0]`.
  public List<String> list(String name) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String given = names.get(i);
      if (given.equals(name) || (given.startsWith(name + "[") && given.endsWith("]"))) {
        found.add(values.get(i));
      }
    }
    return found;
  }

  public int size() {
    return names.size();
  }

  @Override
  public String toString() {
    return "Parameters" + names;
  }
}
