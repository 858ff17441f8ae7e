package io.tsubame.domain.notation;

import org.jspecify.annotations.Nullable;

/// A tag with its place in the text: from `start` to just before `end`.
sealed interface Token {
  int start();

  int end();

  /// A tag that stands for itself, with everything up to its end tag where it has a raw content.
  record Leaf(Node node, int start, int end) implements Token {}

  /// The begin of a box that holds other notation.
  ///
  /// @param attributes of a task box or a quote, null where there are none
  record Open(Kind kind, @Nullable Attributes attributes, int start, int end) implements Token {}

  record Close(Kind kind, int start, int end) implements Token {}

  /// The boxes, by the name of their tags.
  enum Kind {
    QUOTE("qt"),
    BOX("info"),
    TITLE("title"),
    TASK("task");

    final String tag;

    Kind(String tag) {
      this.tag = tag;
    }
  }
}
