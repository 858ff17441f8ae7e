package io.tsubame.imports.slack;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What Slack writes between `<` and `>`: a person, a channel, a command to all, or a link.
///
/// @param target before the `|`
/// @param label behind it, empty where there is none
/// @param source the whole, with its brackets
/// @param end where the text goes on
record Angle(String target, String label, String source, int end) {
  private static final int LENGTH = 10_000;
  private static final Set<String> FOR_ALL = Set.of("!channel", "!here", "!everyone");
  private static final Pattern ADDRESS = Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*:)\\S+");

  /// Null where none begins at the place.
  static @Nullable Angle at(String text, int start) {
    int bound = Math.min(text.length(), start + LENGTH);
    int end = start + 1;
    while (end < bound && isInside(text.charAt(end))) {
      end++;
    }
    if (end == bound || text.charAt(end) != '>' || end == start + 1) {
      return null;
    }
    String inside = text.substring(start + 1, end);
    int bar = inside.indexOf('|');
    return new Angle(
        bar < 0 ? inside : inside.substring(0, bar),
        bar < 0 ? "" : inside.substring(bar + 1),
        text.substring(start, end + 1),
        end + 1);
  }

  private static boolean isInside(char character) {
    return character != '>' && character != '<' && character != '\n';
  }

  boolean isPerson() {
    return target.startsWith("@");
  }

  boolean isForAll() {
    return FOR_ALL.contains(target);
  }

  /// What a reader sees: names with their sign, and links as label and address.
  String words() {
    String named = Entities.decoded(label);
    return switch (target.isEmpty() ? ' ' : target.charAt(0)) {
      case '@' -> "@" + (named.isEmpty() ? target.substring(1) : named.replaceFirst("^@", ""));
      case '#' -> "#" + (named.isEmpty() ? target.substring(1) : named.replaceFirst("^#", ""));
      case '!' -> command(named);
      default -> link(named);
    };
  }

  private String command(String named) {
    if (isForAll()) {
      return "@" + target.substring(1);
    }
    return named.isEmpty() ? Entities.decoded(source) : named;
  }

  private String link(String named) {
    String address = Entities.decoded(target);
    if (!ADDRESS.matcher(address).matches()) {
      return Entities.decoded(source);
    }
    if (named.isEmpty() || shortened(address).equals(shortened(named))) {
      return address.startsWith("mailto:") ? address.substring("mailto:".length()) : address;
    }
    return named + " " + address;
  }

  /// An address without what a label usually leaves out.
  private static String shortened(String address) {
    return address.replaceFirst("^(?:https?://|mailto:|tel:)", "").replaceFirst("/$", "");
  }
}
