package io.tsubame.imports.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.notation.Notation;
import io.tsubame.imports.slack.Mrkdwn.Mention;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MrkdwnTest {
  private static final Map<String, Mention> PEOPLE =
      Map.of("U1", new Mention(65, "Akira Tanaka"), "U2", new Mention(66, "[To:1]Mei"));

  @ParameterizedTest(name = "[IS30-IS36] {0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          plain text                               | plain text
          1 &lt; 2 &amp;&amp; 3 &gt; 2             | 1 < 2 && 3 > 2
          &amp;lt; stays one step                  | &lt; stays one step
          &nbsp; & alone                           | &nbsp; & alone
          hi <@U1> there                           | hi [To:65]Akira Tanaka there
          hi <@U9>                                 | hi @U9
          "hi <@U9|rin>"                           | hi @rin
          "<#C1|general> and <#C2>"                | #general and #C2
          <!channel> <!here> <!everyone>           | [toall] [toall] [toall]
          "<!subteam^S1|@support> <!DOCTYPE html>" | @support <!DOCTYPE html>
          "<!date^1^{date}|April 1>"               | April 1
          <https://example.com/?a=1&amp;b=2>       | https://example.com/?a=1&b=2
          "<https://example.com|the page>"         | the page https://example.com
          "<https://example.com/|example.com>"     | https://example.com/
          "<mailto:a@example.com|a@example.com>"   | a@example.com
          < no token > <                           | < no token > <
          a `b &lt; c` d                           | a [code]b < c[/code] d
          unbalanced ` and ``` fences              | unbalanced ` and ``` fences
          *bold* _italic_ ~struck~ :smile:         | *bold* _italic_ ~struck~ :smile:
          &gt;_&lt; no quote                       | >_< no quote
          """)
  void converts(String slack, String tsubame) {
    assertThat(convert(slack)).isEqualTo(tsubame);
  }

  @Test
  @DisplayName("[IS35] a fence becomes a box of code without its outer line breaks")
  void fences() {
    assertThat(convert("see\n```\na &lt; b\n  <@U1> <https://x.example|x>\n```\ndone"))
        .isEqualTo("see\n[code]a < b\n  @Akira Tanaka x https://x.example[/code]\ndone");
  }

  @Test
  @DisplayName("[IS36] lines that are quoted together become one quote")
  void quotes() {
    assertThat(convert("he said\n&gt; one\n&gt; two <@U1>\nand left"))
        .isEqualTo("he said\n[qt]one\ntwo [To:65]Akira Tanaka[/qt]\nand left");
    assertThat(convert("&gt;&gt;&gt; all\nof it")).isEqualTo("[qt]all\nof it[/qt]");
    assertThat(convert("&gt; ends")).isEqualTo("[qt]ends[/qt]");
  }

  @ParameterizedTest(name = "[IS37] {0} is no tag")
  @ValueSource(
      strings = {
        "[To:5]",
        "[toall]",
        "[code]",
        "[/code]",
        "[info][title]x[/title][/info]",
        "[hr]",
        "[rp aid=1 to=2-3]",
        "[deleted]",
        "[qt][qtmeta aid=1]x[/qt]",
        "[download:1]x[/download]",
        "<https://x.example|[toall]>",
        "`[/code]`"
      })
  void textIsNoTag(String text) {
    String body = convert(text + " <@U2>");
    assertThat(Notation.plainText(body).replace("\u2060", "").replace("\n", ""))
        .isEqualTo(
            text.replace("`", "")
                    .replace("<https://x.example|[toall]>", "[toall] https://x.example")
                + " [To:1]Mei");
    assertThat(Notation.mentions(body).accounts()).extracting(id -> id.value()).containsOnly(66);
  }

  @ParameterizedTest(name = "[IS38] a long text of {0} takes no longer than others")
  @ValueSource(strings = {"`", "```", "<", "&gt;", "<@", "\n&gt;", "[", "[task aid=1", "``` `"})
  void linear(String piece) {
    String text = piece.repeat(1_000_000 / piece.length());
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(convert(text)).isNotEmpty());
  }

  private static String convert(String text) {
    return Mrkdwn.convert(text, PEOPLE::get);
  }
}
