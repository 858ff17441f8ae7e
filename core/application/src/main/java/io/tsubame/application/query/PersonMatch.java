package io.tsubame.application.query;

import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Stream;

/// How well a person fits a text that somebody typed. Upper and lower case, and full and half
/// width, make no difference. The address to sign in with is not looked at, since only its owner
/// knows it.
final class PersonMatch {
  static final int NONE = 4;

  private final String wanted;

  PersonMatch(String wanted) {
    this.wanted = folded(wanted);
  }

  /// 0 for the best, up to [#NONE]: the whole name, its beginning, somewhere in it, elsewhere.
  int rank(PersonView person) {
    String name = folded(person.profile().name());
    if (name.equals(wanted)) {
      return 0;
    }
    if (name.startsWith(wanted)) {
      return 1;
    }
    if (name.contains(wanted)) {
      return 2;
    }
    return Stream.of(person.chatworkId(), person.profile().mail())
            .anyMatch(field -> folded(field).contains(wanted))
        ? 3
        : NONE;
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}
