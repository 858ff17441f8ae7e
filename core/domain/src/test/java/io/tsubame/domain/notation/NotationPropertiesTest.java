package io.tsubame.domain.notation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.AccountId;
import io.tsubame.testkit.properties.Gen;
import io.tsubame.testkit.properties.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every text, however wild.
class NotationPropertiesTest {
  /// Texts of pieces of notation, whole ones and broken ones.
  private static final Gen<String> TEXTS =
      Gen.lists(
              Gen.elements(
                  "a",
                  " ",
                  "\n",
                  "[",
                  "]",
                  "[/",
                  ":",
                  "=",
                  "12",
                  "🐦",
                  "[To:11]",
                  "[To:12]x",
                  "[toall]",
                  "[rp aid=11 to=1-1]",
                  "[qt]",
                  "[qtmeta aid=11 time=1]",
                  "[/qt]",
                  "[info]",
                  "[/info]",
                  "[title]",
                  "[/title]",
                  "[code]",
                  "[/code]",
                  "[url]",
                  "[/url]",
                  "[hr]",
                  "[deleted]",
                  "[download:1]",
                  "[/download]",
                  "[preview id=1 ht=2]",
                  "[task aid=1,2 st=open lt=0 ltype=date]",
                  "[/task]",
                  "[dtext:a_b]",
                  "[picon:11]"),
              0,
              60)
          .map(pieces -> String.join("", pieces));

  @Test
  @DisplayName("[NT5] the sources of all nodes give the text")
  void roundTrips() {
    Property.check(
        "round trip",
        5_000,
        TEXTS,
        text -> assertThat(NotationTest.source(Notation.parse(text))).isEqualTo(text));
  }

  @Test
  @DisplayName("[NT20][NT21] the quick scan finds whom the nodes address outside of quotes")
  void agreesOnMentions() {
    Property.check(
        "mentions",
        5_000,
        TEXTS,
        text -> assertThat(Notation.mentions(text)).isEqualTo(mentionsOf(Notation.parse(text))));
  }

  @Test
  @DisplayName("[NT12] no text nests deeper than 16")
  void boundsDepth() {
    Property.holds("depth", 5_000, TEXTS, text -> depth(Notation.parse(text)) <= 16);
  }

  @Test
  @DisplayName("[NT30] plain text has the words of the text, in their order, and breaks")
  void keepsWords() {
    Property.check(
        "plain text",
        5_000,
        TEXTS,
        text -> assertThat(isFoundIn(Notation.plainText(text), text)).isTrue());
  }

  /// Whether leaving out something gives the words, but for breaks.
  private static boolean isFoundIn(String words, String text) {
    int at = 0;
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      int found = text.indexOf(c, at);
      if (found < 0 && c != '\n') {
        return false;
      }
      at = c == '\n' ? at : found + 1;
    }
    return true;
  }

  /// A scan that looks again and again for an end that is not there would take minutes.
  @ParameterizedTest(name = "{0}")
  @DisplayName("[NT6] the time is linear")
  @ValueSource(
      strings = {
        "[",
        "[[",
        "[code]",
        "[url]",
        "[url]a",
        "[download:1]",
        "[qt]",
        "[/qt]",
        "[info]",
        "[rp ",
        "[rp aid=1 ",
        "[To:1",
        "[qt][qtmeta ",
        "[task aid=1,",
        "[info][/qt]",
        "[dtext:a",
        "[a:b ",
        "[code]a[/code",
        "[info]a[/info]"
      })
  void takesLinearTime(String piece) {
    String text = piece.repeat(1_000_000 / piece.length());
    long start = System.nanoTime();
    List<Node> nodes = Notation.parse(text);
    Notation.mentions(text);
    Notation.plainText(text);
    assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
    assertThat(nodes).isNotEmpty();
  }

  private static Mentioned mentionsOf(List<Node> nodes) {
    List<AccountId> accounts = new ArrayList<>();
    boolean all = collect(nodes, accounts);
    return new Mentioned(accounts, all);
  }

  private static boolean collect(List<Node> nodes, List<AccountId> accounts) {
    boolean all = false;
    for (Node node : nodes) {
      switch (node) {
        case Node.Mention(var account, _) -> accounts.add(account);
        case Node.Reply(var account, _, _, _) -> accounts.add(account);
        case Node.MentionAll() -> all = true;
        case Node.Quote _ -> {}
        default -> all |= collect(content(node), accounts);
      }
    }
    return all;
  }

  private static int depth(List<Node> nodes) {
    int deepest = 0;
    for (Node node : nodes) {
      boolean box =
          node instanceof Node.Quote
              || node instanceof Node.Box
              || node instanceof Node.Title
              || node instanceof Node.TaskBox;
      deepest = Math.max(deepest, (box ? 1 : 0) + depth(content(node)));
    }
    return deepest;
  }

  private static List<Node> content(Node node) {
    return switch (node) {
      case Node.Quote quote -> quote.content();
      case Node.Box box -> box.content();
      case Node.Title title -> title.content();
      case Node.TaskBox task -> task.content();
      default -> List.of();
    };
  }
}
