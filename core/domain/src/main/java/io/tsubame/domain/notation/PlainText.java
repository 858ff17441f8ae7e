package io.tsubame.domain.notation;

/// Collects the words between tags, with a line break where a box begins or ends within a line.
final class PlainText {
  private final String text;
  private final StringBuilder words = new StringBuilder();
  private int done;
  private boolean breakDue;

  PlainText(String text) {
    this.text = text;
  }

  void add(Token token) {
    append(text.substring(done, token.start()));
    done = token.end();
    switch (token) {
      case Token.Open _, Token.Close _ -> breakDue = true;
      case Token.Leaf(var node, _, _) -> addLeaf(node);
    }
  }

  String finish() {
    append(text.substring(done));
    return words.toString();
  }

  private void addLeaf(Node node) {
    switch (node) {
      case Node.Code(var code) -> {
        breakDue = true;
        append(code);
        breakDue = true;
      }
      case Node.Link(var url) -> append(url);
      case Node.Download(_, var name, _) -> append(name);
      case Node.Rule() -> breakDue = true;
      case Node.Text _,
          Node.Mention _,
          Node.MentionAll _,
          Node.Reply _,
          Node.Preview _,
          Node.Person _,
          Node.Translated _,
          Node.Deleted _,
          Node.Quote _,
          Node.Box _,
          Node.Title _,
          Node.TaskBox _ -> {}
    }
  }

  private void append(String piece) {
    if (piece.isEmpty()) {
      return;
    }
    boolean separate = breakDue && !words.isEmpty() && words.charAt(words.length() - 1) != '\n';
    if (separate && piece.charAt(0) != '\n') {
      words.append('\n');
    }
    breakDue = false;
    words.append(piece);
  }
}
