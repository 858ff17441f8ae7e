package io.tsubame.domain.notation;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.notation.Token.Kind;
import io.tsubame.domain.notation.Token.Leaf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the tags of a text in one pass. What is no tag of the notation is no token either, so it
/// stays text. Looks at each character a bounded number of times.
final class Tokenizer {
  private static final String CODE = "[code]";
  private static final String CODE_END = "[/code]";
  private static final String URL = "[url]";
  private static final String URL_END = "[/url]";
  private static final String DOWNLOAD_END = "[/download]";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();

  /// Set once a search has shown that there is no further such end tag.
  private boolean noMoreCodeEnds;

  private boolean noMoreDownloadEnds;

  private Tokenizer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) {
    int first = text.indexOf('[');
    return first < 0 ? List.of() : new Tokenizer(text).from(first);
  }

  private List<Token> from(int first) {
    int at = first;
    while (at >= 0) {
      Token token = tokenAt(at);
      if (token != null) {
        tokens.add(token);
      }
      at = text.indexOf('[', token == null ? at + 1 : token.end());
    }
    return tokens;
  }

  private @Nullable Token tokenAt(int at) {
    if (text.startsWith(CODE, at)) {
      return codeAt(at);
    }
    if (text.startsWith(URL, at)) {
      return urlAt(at);
    }
    int close = tagEnd(at + 1);
    if (close < 0) {
      return null;
    }
    int colon = text.indexOf(':', at + 1, close);
    int blank = text.indexOf(' ', at + 1, close);
    if (blank >= 0 && (colon < 0 || blank < colon)) {
      return withAttributes(text.substring(at + 1, blank), at, blank + 1, close);
    }
    return colon < 0 ? plain(at, close) : withValue(at, colon, close);
  }

  /// Where the tag's `]` is, or -1 where another tag or the text's end comes first.
  private int tagEnd(int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ']') {
        return i;
      }
      if (c == '[' || c == '\n') {
        return -1;
      }
    }
    return -1;
  }

  private @Nullable Token codeAt(int at) {
    int from = at + CODE.length();
    int close = noMoreCodeEnds ? -1 : text.indexOf(CODE_END, from);
    if (close < 0) {
      noMoreCodeEnds = true;
      return null;
    }
    return new Leaf(new Node.Code(text.substring(from, close)), at, close + CODE_END.length());
  }

  /// An address has no `[` in it and no blank.
  private @Nullable Token urlAt(int at) {
    int from = at + URL.length();
    int close = from;
    while (close < text.length() && text.charAt(close) > ' ' && text.charAt(close) != '[') {
      close++;
    }
    return close > from && text.startsWith(URL_END, close)
        ? new Leaf(new Node.Link(text.substring(from, close)), at, close + URL_END.length())
        : null;
  }

  private @Nullable Token plain(int at, int close) {
    String name = text.substring(at + 1, close);
    int end = close + 1;
    return switch (name) {
      case "toall" -> new Leaf(new Node.MentionAll(), at, end);
      case "hr" -> new Leaf(new Node.Rule(), at, end);
      case "deleted" -> new Leaf(new Node.Deleted(), at, end);
      case "info" -> new Token.Open(Kind.BOX, null, at, end);
      case "/info" -> new Token.Close(Kind.BOX, at, end);
      case "title" -> new Token.Open(Kind.TITLE, null, at, end);
      case "/title" -> new Token.Close(Kind.TITLE, at, end);
      case "qt" -> quoteAt(at, end);
      case "/qt" -> new Token.Close(Kind.QUOTE, at, end);
      case "/task" -> new Token.Close(Kind.TASK, at, end);
      default -> null;
    };
  }

  /// A `[qtmeta …]` counts only directly after its `[qt]`.
  private Token quoteAt(int at, int end) {
    String meta = "[qtmeta ";
    int close = text.startsWith(meta, end) ? tagEnd(end + 1) : -1;
    if (close >= 0) {
      Attributes attributes = Attributes.parse(text, end + meta.length(), close);
      if (attributes != null
          && attributes.hasOnly("aid", "time")
          && Numbers.id(attributes.get("aid")) > 0
          && (attributes.get("time") == null || Numbers.number(attributes.get("time")) >= 0)) {
        return new Token.Open(Kind.QUOTE, attributes, at, close + 1);
      }
    }
    return new Token.Open(Kind.QUOTE, null, at, end);
  }

  private @Nullable Token withValue(int at, int colon, int close) {
    String name = text.substring(at + 1, colon);
    if (name.equals("dtext")) {
      return isKey(colon + 1, close)
          ? new Leaf(new Node.Translated(text.substring(colon + 1, close)), at, close + 1)
          : null;
    }
    int id = Numbers.id(text, colon + 1, close);
    return id == 0 ? null : withId(name, id, at, close + 1);
  }

  private @Nullable Token withId(String name, int id, int at, int end) {
    return switch (name) {
      case "To" -> new Leaf(new Node.Mention(new AccountId(id), source(at, end)), at, end);
      case "picon" -> person(id, true, false, at, end);
      case "piconname" -> person(id, true, true, at, end);
      case "pname" -> person(id, false, true, at, end);
      case "download" -> downloadAt(new FileId(id), at, end);
      default -> null;
    };
  }

  private Token person(int id, boolean icon, boolean name, int at, int end) {
    return new Leaf(new Node.Person(new AccountId(id), icon, name, source(at, end)), at, end);
  }

  private @Nullable Token downloadAt(FileId file, int at, int nameStart) {
    int close = noMoreDownloadEnds ? -1 : text.indexOf(DOWNLOAD_END, nameStart);
    if (close < 0) {
      noMoreDownloadEnds = true;
      return null;
    }
    int end = close + DOWNLOAD_END.length();
    String name = text.substring(nameStart, close);
    return new Leaf(new Node.Download(file, name, source(at, end)), at, end);
  }

  private @Nullable Token withAttributes(String name, int at, int from, int close) {
    if (!name.equals("rp") && !name.equals("preview") && !name.equals("task")) {
      return null;
    }
    Attributes attributes = Attributes.parse(text, from, close);
    if (attributes == null) {
      return null;
    }
    return switch (name) {
      case "rp" -> reply(attributes, at, close + 1);
      case "preview" -> preview(attributes, at, close + 1);
      default ->
          TaskTag.isValid(attributes) ? new Token.Open(Kind.TASK, attributes, at, close + 1) : null;
    };
  }

  private @Nullable Token reply(Attributes attributes, int at, int end) {
    int account = Numbers.id(attributes.get("aid"));
    String to = attributes.get("to");
    int dash = to == null ? -1 : to.indexOf('-');
    if (account == 0 || to == null || dash < 0 || !attributes.hasOnly("aid", "to")) {
      return null;
    }
    int room = Numbers.id(to, 0, dash);
    long message = Numbers.number(to, dash + 1, to.length());
    return room == 0 || message <= 0
        ? null
        : new Leaf(
            new Node.Reply(new AccountId(account), new RoomId(room), message, source(at, end)),
            at,
            end);
  }

  private @Nullable Token preview(Attributes attributes, int at, int end) {
    int file = Numbers.id(attributes.get("id"));
    int height = Numbers.id(attributes.get("ht"));
    return file == 0 || height == 0 || !attributes.hasOnly("id", "ht")
        ? null
        : new Leaf(new Node.Preview(new FileId(file), height, source(at, end)), at, end);
  }

  /// Keys have small letters, digits and underlines.
  private boolean isKey(int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_') {
        return false;
      }
    }
    return start < end;
  }

  private String source(int start, int end) {
    return text.substring(start, end);
  }
}
