package io.tsubame.imports.slack;

import java.io.IOException;
import java.util.regex.Pattern;

/// The form of ids in an export: they become parts of names and addresses.
final class SlackId {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,59}");

  private SlackId() {}

  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /// Reads one; empty where there is none.
  static String read(JsonFile file) throws IOException {
    String text = file.text();
    if (text == null || text.isEmpty()) {
      return "";
    }
    if (!isOne(text)) {
      throw file.fault("has an id of a strange form: " + InvalidArchive.shown(text));
    }
    return text;
  }
}
