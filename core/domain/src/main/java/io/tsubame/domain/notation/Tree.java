package io.tsubame.domain.notation;

import io.tsubame.domain.AccountId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Builds the nodes from properly nested tags.
final class Tree {
  private final String text;
  private final Deque<Token.Open> opened = new ArrayDeque<>();
  private final Deque<List<Node>> contents = new ArrayDeque<>();
  private int done;

  Tree(String text) {
    this.text = text;
    contents.push(new ArrayList<>());
  }

  void add(Token token) {
    addText(token.start());
    done = token.end();
    switch (token) {
      case Token.Leaf(var node, _, _) -> contents.element().add(node);
      case Token.Open open -> {
        opened.push(open);
        contents.push(new ArrayList<>());
      }
      case Token.Close _ -> {
        Node box = box(opened.pop(), contents.pop());
        contents.element().add(box);
      }
    }
  }

  List<Node> finish() {
    addText(text.length());
    return List.copyOf(contents.element());
  }

  private void addText(int end) {
    if (done < end) {
      contents.element().add(new Node.Text(text.substring(done, end)));
    }
  }

  private Node box(Token.Open open, List<Node> content) {
    String tags = text.substring(open.start(), open.end());
    return switch (open.kind()) {
      case BOX -> new Node.Box(content);
      case TITLE -> new Node.Title(content);
      case QUOTE -> quote(open, tags, content);
      case TASK -> TaskTag.node(open.attributes(), tags, content);
    };
  }

  private static Node quote(Token.Open open, String tags, List<Node> content) {
    Attributes meta = open.attributes();
    if (meta == null) {
      return new Node.Quote(null, null, tags, content);
    }
    AccountId author = new AccountId(Numbers.id(meta.get("aid")));
    String time = meta.get("time");
    return new Node.Quote(author, time == null ? null : Numbers.number(time), tags, content);
  }
}
