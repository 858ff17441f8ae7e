package io.tsubame.domain.notation;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.RoomId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of a message. The sources of a text's nodes, put together, are the text.
///
/// Numbers of accounts, files and messages are as they were written: nobody has looked whether they
/// exist.
public sealed interface Node {
  /// The piece as it was written.
  String source();

  /// Words, and everything that is no valid notation.
  record Text(String source) implements Node {}

  /// `[To:ID]`
  record Mention(AccountId account, String source) implements Node {}

  /// `[toall]`
  record MentionAll() implements Node {
    @Override
    public String source() {
      return "[toall]";
    }
  }

  /// `[rp aid=ID to=ROOM-MESSAGE]`
  record Reply(AccountId account, RoomId room, long message, String source) implements Node {}

  /// `[qt][qtmeta aid=ID time=UNIX]…[/qt]`
  ///
  /// @param author null where the quote does not say it
  /// @param time in Unix seconds, null where the quote does not say it
  /// @param open the tags before the content
  record Quote(@Nullable AccountId author, @Nullable Long time, String open, List<Node> content)
      implements Node {
    public Quote {
      content = List.copyOf(content);
    }

    @Override
    public String source() {
      return enclosed(open, content, "[/qt]");
    }
  }

  /// `[info]…[/info]`
  record Box(List<Node> content) implements Node {
    public Box {
      content = List.copyOf(content);
    }

    @Override
    public String source() {
      return enclosed("[info]", content, "[/info]");
    }
  }

  /// `[title]…[/title]`
  record Title(List<Node> content) implements Node {
    public Title {
      content = List.copyOf(content);
    }

    @Override
    public String source() {
      return enclosed("[title]", content, "[/title]");
    }
  }

  /// `[task aid=ID,ID st=open lt=UNIX ltype=date]…[/task]`
  ///
  /// @param deadline in Unix seconds, 0 for none
  /// @param open the tag before the content
  record TaskBox(
      List<AccountId> assignees,
      boolean done,
      long deadline,
      boolean wholeDay,
      String open,
      List<Node> content)
      implements Node {
    public TaskBox {
      assignees = List.copyOf(assignees);
      content = List.copyOf(content);
    }

    @Override
    public String source() {
      return enclosed(open, content, "[/task]");
    }
  }

  /// `[code]…[/code]`
  record Code(String text) implements Node {
    @Override
    public String source() {
      return "[code]" + text + "[/code]";
    }
  }

  /// `[url]…[/url]`
  record Link(String url) implements Node {
    @Override
    public String source() {
      return "[url]" + url + "[/url]";
    }
  }

  /// `[download:FILE]name[/download]`
  record Download(FileId file, String name, String source) implements Node {}

  /// `[preview id=FILE ht=HEIGHT]`
  record Preview(FileId file, int height, String source) implements Node {}

  /// `[picon:ID]`, `[piconname:ID]`, `[pname:ID]`
  record Person(AccountId account, boolean icon, boolean name, String source) implements Node {}

  /// `[dtext:KEY]`, a text that clients translate.
  record Translated(String key) implements Node {
    @Override
    public String source() {
      return "[dtext:" + key + "]";
    }
  }

  /// `[hr]`
  record Rule() implements Node {
    @Override
    public String source() {
      return "[hr]";
    }
  }

  /// `[deleted]`
  record Deleted() implements Node {
    @Override
    public String source() {
      return "[deleted]";
    }
  }

  private static String enclosed(String open, List<Node> content, String close) {
    StringBuilder source = new StringBuilder(open);
    content.forEach(node -> source.append(node.source()));
    return source.append(close).toString();
  }
}
