package io.tsubame.imports.slack;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message of a day file.
///
/// @param user empty where none is told
/// @param bot the id of the bot that sent it, empty where a person did
/// @param userName the name told with the message, empty where none
/// @param text in Slack's own notation
/// @param thread the time of the message that began the thread; null outside threads
/// @param edited null where never
/// @param files their names
record SlackMessage(
    SlackTime time,
    String user,
    String bot,
    String userName,
    String text,
    @Nullable SlackTime thread,
    @Nullable SlackTime edited,
    List<Reaction> reactions,
    List<String> files,
    List<Attachment> attachments) {
  SlackMessage {
    reactions = List.copyOf(reactions);
    files = List.copyOf(files);
    attachments = List.copyOf(attachments);
  }

  /// @param name without colons
  record Reaction(String name, List<String> users) {
    Reaction {
      users = List.copyOf(users);
    }
  }

  /// What a bot shows below its message, in Slack's notation; empty where a part is missing.
  record Attachment(String title, String text) {}

  boolean isReply() {
    return thread != null && !thread.equals(time);
  }
}
