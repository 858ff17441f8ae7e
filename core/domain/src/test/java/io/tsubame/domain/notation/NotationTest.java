package io.tsubame.domain.notation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.notation.Node.Box;
import io.tsubame.domain.notation.Node.Code;
import io.tsubame.domain.notation.Node.Download;
import io.tsubame.domain.notation.Node.Link;
import io.tsubame.domain.notation.Node.Mention;
import io.tsubame.domain.notation.Node.Person;
import io.tsubame.domain.notation.Node.Preview;
import io.tsubame.domain.notation.Node.Quote;
import io.tsubame.domain.notation.Node.Reply;
import io.tsubame.domain.notation.Node.TaskBox;
import io.tsubame.domain.notation.Node.Text;
import io.tsubame.domain.notation.Node.Title;
import io.tsubame.domain.notation.Node.Translated;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotationTest {
  private static final AccountId ADA = new AccountId(11);
  private static final AccountId MIO = new AccountId(12);

  @ParameterizedTest(name = "{0}")
  @DisplayName("[NT1][NT2][NT3][NT4] what is no notation is text")
  @ValueSource(
      strings = {
        "",
        "plain",
        "[",
        "]",
        "[]",
        "[[]]",
        "[To:]",
        "[To:0]",
        "[To:-1]",
        "[To:+1]",
        "[To:x]",
        "[To:2147483648]",
        "[To:99999999999999999999]",
        "[to:11]",
        "[To: 11]",
        "[To:11 ]",
        "[To:11",
        "[To:1\n1]",
        "[TOALL]",
        "[toall ]",
        "[hr/]",
        "[rp aid=11]",
        "[rp to=640-1]",
        "[rp aid=11 to=640]",
        "[rp aid=11 to=640-0]",
        "[rp aid=11 to=0-1]",
        "[rp aid=11 to=640-99999999999999999999]",
        "[rp aid=11 aid=11 to=640-1]",
        "[rp aid=11  to=640-1]",
        "[rp aid=11 to=640-1 ]",
        "[rp aid=11 to=640-1 x=1]",
        "[rp aid= to=640-1]",
        "[rp =11 to=640-1]",
        "[rp ]",
        "[preview id=1]",
        "[preview id=1 ht=0]",
        "[picon:]",
        "[icon:11]",
        "[dtext:]",
        "[dtext:A]",
        "[dtext:a-b]",
        "[download:1]no end",
        "[download:x]a[/download]",
        "[url][/url]",
        "[url]a b[/url]",
        "[url]a[/url",
        "[url]a[b][/url]",
        "[code]no end",
        "[/code]",
        "[/url]",
        "[qtmeta aid=11 time=1]",
        "[task]x[/task]",
        "[task aid=11 st=open]x[/task]",
        "[task aid=11, st=open lt=0 ltype=date]x[/task]",
        "[task aid=11 st=late lt=0 ltype=date]x[/task]",
        "[task aid=11 st=open lt=0 ltype=week]x[/task]"
      })
  void readsAsText(String text) {
    assertThat(Notation.parse(text))
        .isEqualTo(text.isEmpty() ? List.of() : List.of(new Text(text)));
    assertThat(Notation.mentions(text)).isEqualTo(Mentioned.NOBODY);
    assertThat(Notation.plainText(text)).isEqualTo(text);
  }

  @Test
  @DisplayName("[NT2] every tag is read")
  void readsEveryTag() {
    expect("[To:11]Ada", new Mention(ADA, "[To:11]"), new Text("Ada"));
    expect("[toall]", new Node.MentionAll());
    expect(
        "[rp aid=11 to=640-2748779069441]",
        new Reply(ADA, new RoomId(640), 2_748_779_069_441L, "[rp aid=11 to=640-2748779069441]"));
    expect("[info]x[/info]", new Box(List.of(new Text("x"))));
    expect("[title]x[/title]", new Title(List.of(new Text("x"))));
    expect("[code][To:11]\n[/code]", new Code("[To:11]\n"));
    expect("[url]http://a.example/?q=1[/url]", new Link("http://a.example/?q=1"));
    expect("[hr]", new Node.Rule());
    expect("[deleted]", new Node.Deleted());
    expect("[picon:11]", new Person(ADA, true, false, "[picon:11]"));
    expect("[piconname:11]", new Person(ADA, true, true, "[piconname:11]"));
    expect("[pname:11]", new Person(ADA, false, true, "[pname:11]"));
    expect("[dtext:task_added]", new Translated("task_added"));
    expect("[preview id=9 ht=120]", new Preview(new FileId(9), 120, "[preview id=9 ht=120]"));
    expect(
        "[download:9]a [1].png (2 kB)[/download]",
        new Download(new FileId(9), "a [1].png (2 kB)", "[download:9]a [1].png (2 kB)[/download]"));
    expect(
        "[task aid=11,12 st=done lt=1775174400 ltype=date]x[/task]",
        new TaskBox(
            List.of(ADA, MIO),
            true,
            1_775_174_400L,
            true,
            "[task aid=11,12 st=done lt=1775174400 ltype=date]",
            List.of(new Text("x"))));
  }

  @Test
  @DisplayName("[NT4] attributes come in any order, and what may be absent may be")
  void readsAttributesInAnyOrder() {
    expect("[rp to=640-1 aid=11]", new Reply(ADA, new RoomId(640), 1, "[rp to=640-1 aid=11]"));
    expect(
        "[task lt=0 st=open aid=11]x[/task]",
        new TaskBox(
            List.of(ADA), false, 0, false, "[task lt=0 st=open aid=11]", List.of(new Text("x"))));
  }

  @Test
  @DisplayName("[NT13] a quote has its source directly at its begin")
  void readsQuotes() {
    expect(
        "[qt][qtmeta aid=11 time=1775174400]x[/qt]",
        new Quote(
            ADA, 1_775_174_400L, "[qt][qtmeta aid=11 time=1775174400]", List.of(new Text("x"))));
    expect(
        "[qt][qtmeta aid=11]x[/qt]",
        new Quote(ADA, null, "[qt][qtmeta aid=11]", List.of(new Text("x"))));
    expect("[qt]x[/qt]", new Quote(null, null, "[qt]", List.of(new Text("x"))));
    expect(
        "[qt]x[qtmeta aid=11][/qt]",
        new Quote(null, null, "[qt]", List.of(new Text("x[qtmeta aid=11]"))));
    for (String meta : List.of("[qtmeta aid=0]", "[qtmeta time=1]", "[qtmeta aid=11 time=x]")) {
      expect("[qt]" + meta + "[/qt]", new Quote(null, null, "[qt]", List.of(new Text(meta))));
    }
  }

  @Test
  @DisplayName("[NT10] an end tag closes the innermost of its kind")
  void nests() {
    expect(
        "[info][title]a[/title]b[info]c[/info][/info]d",
        new Box(
            List.of(
                new Title(List.of(new Text("a"))), new Text("b"), new Box(List.of(new Text("c"))))),
        new Text("d"));
    expect("[info]a[qt]b[/info]c[/qt]", new Box(List.of(new Text("a[qt]b"))), new Text("c[/qt]"));
  }

  @Test
  @DisplayName("[NT11] a tag without its partner is text")
  void leavesUnbalancedTags() {
    expect("[info]a[hr]", new Text("[info]a"), new Node.Rule());
    expect("a[/info][/qt]", new Text("a[/info][/qt]"));
    expect("[qt]a [To:11]", new Text("[qt]a "), new Mention(ADA, "[To:11]"));
    expect("[code]a[hr][code]", new Text("[code]a"), new Node.Rule(), new Text("[code]"));
    expect("[code]a[/code][/code]", new Code("a"), new Text("[/code]"));
  }

  @Test
  @DisplayName("[NT12] boxes nest 16 deep")
  void boundsNesting() {
    String text = "[info]".repeat(20) + "x" + "[/info]".repeat(20);
    int depth = 0;
    List<Node> nodes = Notation.parse(text);
    while (nodes.getFirst() instanceof Box(var content)) {
      depth++;
      nodes = content;
    }
    assertThat(depth).isEqualTo(16);
    assertThat(nodes).containsExactly(new Text("[info]".repeat(4) + "x"));
    assertThat(source(Notation.parse(text))).isEqualTo(text);
  }

  @Test
  @DisplayName("[NT20] mentions and replies address, in the order of the text")
  void mentions() {
    assertThat(Notation.mentions("[To:12]x[rp aid=11 to=640-1][To:12]"))
        .isEqualTo(new Mentioned(List.of(MIO, ADA, MIO), false));
    assertThat(Notation.mentions("a [toall]")).isEqualTo(new Mentioned(List.of(), true));
    assertThat(Notation.mentions("[info][title][To:11][/title][/info]"))
        .isEqualTo(new Mentioned(List.of(ADA), false));
    assertThat(Notation.mentions("[piconname:11][hr]")).isSameAs(Mentioned.NOBODY);
  }

  @Test
  @DisplayName("[NT21] quotes, code, links and names of files address nobody")
  void mentionsNobody() {
    for (String text :
        List.of(
            "[qt][To:11][toall][/qt]",
            "[qt][info][To:11][/info][rp aid=11 to=1-1][/qt]",
            "[qt][qt]a[/qt][To:11][/qt]",
            "[code][To:11][/code]",
            "[download:1][To:11].png[/download]")) {
      assertThat(Notation.mentions(text)).as(text).isEqualTo(Mentioned.NOBODY);
    }
    assertThat(Notation.mentions("[qt]a[/qt][To:11][qt][To:12]"))
        .isEqualTo(new Mentioned(List.of(ADA, MIO), false));
  }

  @Test
  @DisplayName("[NT30] plain text keeps quotes, code, addresses and names of files")
  void readsPlainText() {
    expectPlain("[To:11]Ada\nhello [picon:12]", "Ada\nhello ");
    expectPlain("see [url]http://a.example[/url].", "see http://a.example.");
    expectPlain("[preview id=9 ht=1][download:9]a.png (2 kB)[/download]", "a.png (2 kB)");
    expectPlain("[dtext:task_added][deleted]", "");
    expectPlain("a[b]c", "a[b]c");
  }

  @Test
  @DisplayName("[NT31] boxes, code and rules break lines")
  void breaksLines() {
    expectPlain("[info][title]a[/title]b[/info]c", "a\nb\nc");
    expectPlain("a[code]b[/code]c", "a\nb\nc");
    expectPlain("a[hr]b", "a\nb");
    expectPlain("a\n[qt]b[/qt]\nc", "a\nb\nc");
    expectPlain("[hr]a[hr]", "a");
    expectPlain("[qt][qtmeta aid=11 time=1]b[/qt]c", "b\nc");
  }

  @Test
  @DisplayName("[NT32] a preview is cut after whole code points")
  void cutsPreviews() {
    assertThat(Notation.plainText("🐦🐦🐦", 2)).isEqualTo("🐦🐦");
    assertThat(Notation.plainText("🐦🐦", 2)).isEqualTo("🐦🐦");
    assertThat(Notation.plainText("[hr]abc", 2)).isEqualTo("ab");
    assertThat(Notation.plainText("abc", 0)).isEmpty();
  }

  static String source(List<Node> nodes) {
    StringBuilder source = new StringBuilder();
    nodes.forEach(node -> source.append(node.source()));
    return source.toString();
  }

  private static void expect(String text, Node... nodes) {
    assertThat(Notation.parse(text)).containsExactly(nodes);
    assertThat(source(List.of(nodes))).isEqualTo(text);
  }

  private static void expectPlain(String text, String plain) {
    assertThat(Notation.plainText(text)).isEqualTo(plain);
  }
}
