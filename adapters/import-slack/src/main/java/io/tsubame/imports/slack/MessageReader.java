package io.tsubame.imports.slack;

import io.tsubame.imports.slack.SlackMessage.Attachment;
import io.tsubame.imports.slack.SlackMessage.Reaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads one message of a day file, and passes over every field that it does not know.
final class MessageReader {
  private final JsonFile file;
  private String type = "message";
  private @Nullable SlackTime time;
  private String user = "";
  private String bot = "";
  private String userName = "";
  private String text = "";
  private @Nullable SlackTime thread;
  private @Nullable SlackTime edited;
  private final List<Reaction> reactions = new ArrayList<>();
  private final List<String> files = new ArrayList<>();
  private final List<Attachment> attachments = new ArrayList<>();

  private MessageReader(JsonFile file) {
    this.file = file;
  }

  /// Null for what is in a day file and no message.
  static @Nullable SlackMessage read(JsonFile file) {
    return new MessageReader(file).read();
  }

  private @Nullable SlackMessage read() {
    file.object(this::field);
    if (!type.equals("message")) {
      return null;
    }
    SlackTime sent = time;
    if (sent == null) {
      throw file.fault("has a message without its time");
    }
    return new SlackMessage(
        sent, user, bot, userName, text, thread, edited, reactions, files, attachments);
  }

  private void field(String field) throws IOException {
    switch (field) {
      case "type" -> type = text();
      case "ts" -> time = time();
      case "user" -> user = SlackId.read(file);
      case "bot_id" -> bot = SlackId.read(file);
      case "username" -> userName = text();
      case "user_profile" -> profile();
      case "text" -> text = text();
      case "thread_ts" -> thread = time();
      case "edited" -> edited();
      case "reactions" -> file.elements(this::reaction);
      case "files" -> file.elements(this::attachedFile);
      case "attachments" -> file.elements(this::attachment);
      default -> file.skip();
    }
  }

  private String text() throws IOException {
    return Objects.requireNonNullElse(file.text(), "");
  }

  private @Nullable SlackTime time() throws IOException {
    String text = file.text();
    if (text == null) {
      return null;
    }
    SlackTime parsed = SlackTime.parse(text);
    if (parsed == null) {
      throw file.fault("has a time of a strange form: " + InvalidArchive.shown(text));
    }
    return parsed;
  }

  private void profile() throws IOException {
    if (!file.isObject()) {
      file.skip();
      return;
    }
    file.fields(field -> {
      if (field.equals("real_name")) {
        userName = text();
      } else {
        file.skip();
      }
    });
  }

  private void edited() throws IOException {
    if (!file.isObject()) {
      file.skip();
      return;
    }
    file.fields(field -> {
      if (field.equals("ts")) {
        edited = time();
      } else {
        file.skip();
      }
    });
  }

  private void reaction() throws IOException {
    String[] name = {""};
    List<String> users = new ArrayList<>();
    file.fields(field -> {
      switch (field) {
        case "name" -> name[0] = text();
        case "users" -> file.elements(() -> users.add(SlackId.read(file)));
        default -> file.skip();
      }
    });
    users.removeIf(String::isEmpty);
    if (!name[0].isBlank()) {
      reactions.add(new Reaction(name[0], users));
    }
  }

  /// Deleted files have no name any more.
  private void attachedFile() throws IOException {
    String[] name = {""};
    file.fields(field -> {
      switch (field) {
        case "name" -> name[0] = text();
        case "title" -> name[0] = name[0].isEmpty() ? text() : skipped(name[0]);
        default -> file.skip();
      }
    });
    if (!name[0].isBlank()) {
      files.add(name[0]);
    }
  }

  private String skipped(String kept) throws IOException {
    file.skip();
    return kept;
  }

  /// Previews of what is linked are left out: the link tells as much.
  private void attachment() throws IOException {
    String[] parts = {"", "", "", ""};
    boolean[] preview = {false};
    file.fields(field -> {
      switch (field) {
        case "pretext" -> parts[0] = text();
        case "title" -> parts[1] = text();
        case "text" -> parts[2] = text();
        case "fallback" -> parts[3] = text();
        case "from_url", "original_url" -> {
          preview[0] = true;
          file.skip();
        }
        default -> file.skip();
      }
    });
    String shown = String.join("\n", parts[0], parts[2]).strip();
    String words = shown.isEmpty() ? parts[3] : shown;
    if (!preview[0] && !(parts[1] + words).isBlank()) {
      attachments.add(new Attachment(parts[1], words));
    }
  }
}
