package io.tsubame.imports.slack;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Converts Slack's notation to Tsubame's: mentions, links and entities, code, and quotes. What
/// stands for bold, italic and emoji stays as it was typed. The time is linear in the length of the
/// text, whatever it holds.
final class Mrkdwn {
  private static final String FENCE = "```";
  private static final String QUOTE = "&gt;";
  private static final String LONG_QUOTE = "&gt;&gt;&gt;";

  /// After a quote's mark at the beginning of a line, these make it a sign of another kind.
  private static final String NO_QUOTE = "=_-&.;:)";

  private final String text;
  private final Function<String, @Nullable Mention> people;
  private final StringBuilder out = new StringBuilder();

  /// Text that is still to be kept from being taken for tags.
  private final StringBuilder literal = new StringBuilder();

  private int at;
  private boolean quoted;
  private boolean quotedToTheEnd;

  /// Whether it is known that no fence is ahead, so that none is sought again.
  private boolean noMoreFences;

  private Mrkdwn(String text, Function<String, @Nullable Mention> people) {
    this.text = text;
    this.people = people;
  }

  /// Who is mentioned.
  record Mention(int account, String name) {}

  /// @param people by their ids in Slack; null for nobody
  static String convert(String text, Function<String, @Nullable Mention> people) {
    return new Mrkdwn(text, people).convert();
  }

  private String convert() {
    while (at < text.length()) {
      if (isAtLineStart()) {
        beginLine();
      }
      if (at < text.length()) {
        step();
      }
    }
    endQuote();
    flush();
    return out.toString();
  }

  private boolean isAtLineStart() {
    return at == 0 || text.charAt(at - 1) == '\n';
  }

  private void beginLine() {
    if (quotedToTheEnd) {
      return;
    }
    if (text.startsWith(LONG_QUOTE, at)) {
      beginQuote();
      quotedToTheEnd = true;
      at += LONG_QUOTE.length();
    } else if (isQuoteMark()) {
      beginQuote();
      at += QUOTE.length();
    } else {
      endQuote();
      return;
    }
    if (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private boolean isQuoteMark() {
    int after = at + QUOTE.length();
    return text.startsWith(QUOTE, at)
        && (after == text.length() || NO_QUOTE.indexOf(text.charAt(after)) < 0);
  }

  private void beginQuote() {
    if (!quoted) {
      tag("[qt]");
      quoted = true;
    }
  }

  /// The break before the next line stands behind the quote.
  private void endQuote() {
    if (!quoted) {
      return;
    }
    boolean broken = !literal.isEmpty() && literal.charAt(literal.length() - 1) == '\n';
    if (broken) {
      literal.setLength(literal.length() - 1);
    }
    tag("[/qt]");
    if (broken) {
      literal.append('\n');
    }
    quoted = false;
  }

  private void step() {
    char next = text.charAt(at);
    switch (next) {
      case '`' -> code();
      case '<' -> angle();
      case '&' -> at += Entities.append(text, at, literal);
      default -> {
        literal.append(next);
        at++;
      }
    }
  }

  private void code() {
    if (text.startsWith(FENCE, at)) {
      fence();
      return;
    }
    int end = text.indexOf('`', at + 1);
    boolean isCode = end > at + 1 && !text.startsWith("``", end) && text.indexOf('\n', at, end) < 0;
    if (isCode) {
      tag(Notations.code(plain(text.substring(at + 1, end))));
      at = end + 1;
    } else {
      literal.append('`');
      at++;
    }
  }

  private void fence() {
    int end = noMoreFences ? -1 : text.indexOf(FENCE, at + FENCE.length());
    if (end < 0) {
      noMoreFences = true;
      literal.append(FENCE);
      at += FENCE.length();
      return;
    }
    String inside = text.substring(at + FENCE.length(), end);
    tag(Notations.code(plain(withoutOuterBreaks(inside))));
    at = end + FENCE.length();
  }

  private static String withoutOuterBreaks(String code) {
    int from = code.startsWith("\n") ? 1 : 0;
    int to = code.length() > from && code.endsWith("\n") ? code.length() - 1 : code.length();
    return code.substring(from, to);
  }

  private void angle() {
    Angle angle = Angle.at(text, at);
    if (angle == null) {
      literal.append('<');
      at++;
      return;
    }
    at = angle.end();
    Mention mention = angle.isPerson() ? people.apply(angle.target().substring(1)) : null;
    if (mention != null) {
      tag("[To:" + mention.account() + "]");
      literal.append(mention.name());
    } else if (angle.isForAll()) {
      tag("[toall]");
    } else {
      literal.append(angle.words());
    }
  }

  /// What stands in code, where tags have no meaning.
  private String plain(String code) {
    StringBuilder words = new StringBuilder();
    int place = 0;
    while (place < code.length()) {
      char next = code.charAt(place);
      Angle angle = next == '<' ? Angle.at(code, place) : null;
      if (angle != null) {
        Mention mention = angle.isPerson() ? people.apply(angle.target().substring(1)) : null;
        words.append(mention == null ? angle.words() : "@" + mention.name());
        place = angle.end();
      } else if (next == '&') {
        place += Entities.append(code, place, words);
      } else {
        words.append(next);
        place++;
      }
    }
    return words.toString();
  }

  private void tag(String tag) {
    flush();
    out.append(tag);
  }

  private void flush() {
    out.append(Notations.literal(literal.toString()));
    literal.setLength(0);
  }
}
