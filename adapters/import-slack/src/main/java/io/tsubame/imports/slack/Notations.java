package io.tsubame.imports.slack;

import java.util.regex.Pattern;

/// Writes Tsubame's notation, and keeps text from being taken for it.
final class Notations {
  /// Shows nothing and joins what is left and right of it.
  private static final String JOINER = "\u2060";

  /// The bracket of everything that `docs/spec/notation.md` reads as a tag.
  private static final Pattern BRACKET_OF_TAG =
      Pattern.compile(
          "\\[(?=(?:To:\\d{1,10}|toall|rp [^\\[\\]\n]{1,99}|qtmeta [^\\[\\]\n]{1,99}"
              + "|task [^\\[\\]\n]{1,2000}|/?(?:qt|info|title|task|code|url|download)"
              + "|download:\\d{1,10}|preview [^\\[\\]\n]{1,99}|picon:\\d{1,10}"
              + "|piconname:\\d{1,10}|pname:\\d{1,10}|dtext:[a-z0-9_]{1,99}|hr|deleted)\\])");

  private static final String CODE_END = "[/code]";

  private Notations() {}

  /// The text such that no part of it is a tag.
  static String literal(String text) {
    return text.indexOf('[') < 0 ? text : BRACKET_OF_TAG.matcher(text).replaceAll("[" + JOINER);
  }

  /// A box of code, which ends with the box and not within the text.
  static String code(String text) {
    return "[code]" + text.replace(CODE_END, "[" + JOINER + "/code]") + CODE_END;
  }
}
