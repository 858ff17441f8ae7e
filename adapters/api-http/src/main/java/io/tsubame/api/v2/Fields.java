package io.tsubame.api.v2;

import io.tsubame.api.ApiError;
import io.tsubame.api.Parameters;
import io.tsubame.api.Refusal;
import io.tsubame.api.Request;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.RequestId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads typed values from paths, queries and forms. Every method throws [Refusal] with 400 where a
/// value is not of its type, which is the only thing that is checked here.
final class Fields {
  private Fields() {}

  static RoomId room(Request request) {
    return new RoomId(id("room_id", request.variable("room_id")));
  }

  static TaskId task(Request request) {
    return new TaskId(id("task_id", request.variable("task_id")));
  }

  static FileId file(Request request) {
    return new FileId(id("file_id", request.variable("file_id")));
  }

  static RequestId contactRequest(Request request) {
    return new RequestId(id("request_id", request.variable("request_id")));
  }

  /// A number that has the form of a message id, whether or not it could be one.
  static long messageNumber(Request request) {
    return number("message_id", request.variable("message_id"));
  }

  /// The sequence number of a message of the room; beyond every message where the id is none of
  /// this room.
  static int sequence(long message, RoomId room) {
    return MessageId.isValid(message) && new MessageId(message).room().equals(room)
        ? new MessageId(message).sequence()
        : Integer.MAX_VALUE;
  }

  static String required(Parameters parameters, String name) {
    String value = parameters.value(name);
    if (value == null || value.isEmpty()) {
      throw ApiError.required(name).refusal();
    }
    return value;
  }

  static String text(Parameters parameters, String name) {
    String value = parameters.value(name);
    return value == null ? "" : value;
  }

  static boolean flag(Parameters parameters, String name, boolean otherwise) {
    String value = parameters.value(name);
    if (value == null || value.isEmpty()) {
      return otherwise;
    }
    return switch (value) {
      case "1", "true" -> true;
      case "0", "false" -> false;
      default -> throw ApiError.invalid(name, "must be 0 or 1").refusal();
    };
  }

  static @Nullable AccountId account(Parameters parameters, String name) {
    String value = parameters.value(name);
    return value == null || value.isEmpty() ? null : new AccountId(id(name, value));
  }

  static OptionalLong number(Parameters parameters, String name) {
    String value = parameters.value(name);
    return value == null || value.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(number(name, value));
  }

  /// Ids separated by commas, under one name, several times or as an array, each once.
  static List<AccountId> accounts(Parameters parameters, String name) {
    List<AccountId> accounts = new ArrayList<>();
    for (String list : parameters.list(name)) {
      for (String part : list.split(",", -1)) {
        if (!part.isBlank()) {
          accounts.add(new AccountId(id(name, part.strip())));
        }
      }
    }
    return accounts.stream().distinct().toList();
  }

  static List<AccountId> requiredAccounts(Parameters parameters, String name) {
    List<AccountId> accounts = accounts(parameters, name);
    if (accounts.isEmpty()) {
      throw ApiError.required(name).refusal();
    }
    return accounts;
  }

  static @Nullable IconPreset icon(Parameters parameters) {
    String value = parameters.value("icon_preset");
    if (value == null || value.isEmpty()) {
      return null;
    }
    for (IconPreset preset : IconPreset.values()) {
      if (preset.name().toLowerCase(Locale.ROOT).equals(value)) {
        return preset;
      }
    }
    throw ApiError.invalid("icon_preset", "is not the name of an icon").refusal();
  }

  static TaskStatus status(String name, @Nullable String value, TaskStatus otherwise) {
    if (value == null || value.isEmpty()) {
      return otherwise;
    }
    return switch (value) {
      case "open" -> TaskStatus.OPEN;
      case "done" -> TaskStatus.DONE;
      default -> throw ApiError.invalid(name, "must be open or done").refusal();
    };
  }

  private static int id(String name, String text) {
    long value = number(name, text);
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw notAnId(name);
    }
    return (int) value;
  }

  /// At most 19 digits, so that it is neither negative nor more than a long holds.
  private static long number(String name, String text) {
    if (text.isEmpty() || text.length() > 19 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw notAnId(name);
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw notAnId(name);
    }
  }

  private static Refusal notAnId(String name) {
    return ApiError.invalid(name, "must be a positive number").refusal();
  }
}
