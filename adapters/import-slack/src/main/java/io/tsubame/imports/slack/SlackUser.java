package io.tsubame.imports.slack;

import io.tsubame.application.imports.ImportedPerson.Standing;
import java.io.IOException;
import java.util.Objects;

/// A person or bot of `users.json`.
///
/// @param bot the id by which messages name it; empty where it is nobody's
/// @param email empty where the export has none
record SlackUser(
    String id,
    String team,
    String name,
    String title,
    String phone,
    String email,
    String bot,
    Rank rank) {
  enum Rank {
    OWNER,
    ADMINISTRATOR,
    COLLEAGUE,
    FORMER;

    Standing standing() {
      return switch (this) {
        case OWNER, ADMINISTRATOR -> Standing.ADMINISTRATOR;
        case COLLEAGUE -> Standing.COLLEAGUE;
        case FORMER -> Standing.FORMER;
      };
    }
  }

  /// Somebody whom messages name, and `users.json` does not.
  static SlackUser unknown(String id, String name) {
    return new SlackUser(id, "", name, "", "", "", "", Rank.FORMER);
  }

  static SlackUser read(JsonFile file) {
    return new Reader(file).read();
  }

  /// Collects the fields of one.
  private static final class Reader {
    private final JsonFile file;
    private String id = "";
    private String team = "";
    private String shortName = "";
    private String realName = "";
    private String displayName = "";
    private String title = "";
    private String phone = "";
    private String email = "";
    private String bot = "";
    private boolean deleted;
    private boolean owner;
    private boolean administrator;

    Reader(JsonFile file) {
      this.file = file;
    }

    SlackUser read() {
      file.object(this::field);
      if (id.isEmpty()) {
        throw file.fault("has a person without an id");
      }
      String name = firstOf(realName, displayName, shortName, id);
      return new SlackUser(id, team, name, title, phone, email, bot, rank());
    }

    private void field(String field) throws IOException {
      switch (field) {
        case "id" -> id = SlackId.read(file);
        case "team_id" -> team = text();
        case "name" -> shortName = text();
        case "real_name" -> realName = firstOf(realName, text());
        case "deleted" -> deleted = file.isTrue();
        case "is_owner", "is_primary_owner" -> owner |= file.isTrue();
        case "is_admin" -> administrator = file.isTrue();
        case "profile" -> profile();
        default -> file.skip();
      }
    }

    private void profile() throws IOException {
      if (!file.isObject()) {
        file.skip();
        return;
      }
      file.fields(field -> {
        switch (field) {
          case "real_name" -> realName = firstOf(text(), realName);
          case "display_name" -> displayName = text();
          case "title" -> title = text();
          case "phone" -> phone = text();
          case "email" -> email = text();
          case "bot_id" -> bot = SlackId.read(file);
          default -> file.skip();
        }
      });
    }

    private String text() throws IOException {
      return Objects.requireNonNullElse(file.text(), "");
    }

    private Rank rank() {
      if (deleted) {
        return Rank.FORMER;
      }
      if (owner) {
        return Rank.OWNER;
      }
      return administrator ? Rank.ADMINISTRATOR : Rank.COLLEAGUE;
    }

    private static String firstOf(String... names) {
      for (String name : names) {
        if (!name.isBlank()) {
          return name;
        }
      }
      return "";
    }
  }
}
