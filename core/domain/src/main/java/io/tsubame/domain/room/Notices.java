package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Context;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The system messages by which a room tells its members what happened in it. Clients translate the
/// `[dtext:…]` parts. Rule RM95 of `docs/spec/rooms.md`.
final class Notices {
  static final String CONTACT_MADE = "[info][dtext:chatroom_contact_added][/info]";
  static final String JOINED_BY_LINK = "[info][dtext:chatroom_chat_joined][/info]";
  static final String ICON_CHANGED = "[dtext:chatroom_icon_updated]";

  /// More accounts are told as a number, so that a notice stays short in a room of thousands.
  static final int MAXIMUM_NAMED = 100;

  private Notices() {}

  /// The next message of the room, by the acting account or, for the server, by the room's first
  /// member. Empty where there is nobody.
  static List<RoomEvent> post(Room room, Context context, String body) {
    AccountId author = author(room, context);
    return author == null ? List.of() : List.of(by(author, room, context, body));
  }

  static MessagePosted by(AccountId author, Room room, Context context, String body) {
    return new MessagePosted(
        room.lastSequence() + 1,
        author,
        MessageKind.SYSTEM,
        body,
        Mentions.NONE,
        true,
        context.now());
  }

  static String groupMade(String name, List<AccountId> members) {
    return "[info][title][dtext:chatroom_groupchat_created][/title][dtext:chatroom_chatname_is]"
        + name
        + "[dtext:chatroom_set]\n\n"
        + members(members, "chatroom_added")
        + "[/info]";
  }

  static String left(AccountId account) {
    return edited(List.of(members(List.of(account), "chatroom_leaved")));
  }

  /// The parts of a change to the room or its members, in one frame.
  static String edited(List<String> parts) {
    return "[info][title][dtext:chatroom_chat_edited][/title]"
        + String.join("\n", parts)
        + "[/info]";
  }

  /// What became of the accounts, by the key of a `dtext`.
  static String members(List<AccountId> accounts, String key) {
    String names =
        accounts.stream()
            .limit(MAXIMUM_NAMED)
            .map(account -> "[piconname:" + account + "]")
            .collect(Collectors.joining());
    int more = accounts.size() - MAXIMUM_NAMED;
    return "[dtext:chatroom_member_is]" + names + (more > 0 ? " +" + more + " " : "") + dtext(key);
  }

  static String nameChanged(String name) {
    return "[dtext:chatroom_chatname_is]" + name + "[dtext:chatroom_changed]";
  }

  static String descriptionChanged(String description) {
    return "[dtext:chatroom_description_is]" + description + "[dtext:chatroom_changed]";
  }

  static String taskAdded(List<AccountId> assignees, String body, Deadline deadline) {
    return task("task_added", ids(assignees), TaskStatus.OPEN, deadline, body);
  }

  static String taskEdited(TaskState task) {
    return task("task_edited", task);
  }

  static String taskDeleted(TaskState task) {
    return task("task_deleted", task);
  }

  /// @param task with its new status
  static String taskStatusChanged(TaskState task) {
    return task(task.status() == TaskStatus.DONE ? "task_done" : "task_reverted", task);
  }

  private static String task(String key, TaskState task) {
    String assignee = task.assignee().toString();
    return task(key, assignee, task.status(), task.deadline(), task.body());
  }

  private static String task(
      String key, String assignees, TaskStatus status, Deadline deadline, String body) {
    String state = status == TaskStatus.OPEN ? "open" : "done";
    String due =
        switch (deadline) {
          case Deadline.None() -> "lt=0 ltype=date";
          case Deadline.Day(var at) -> "lt=" + at.getEpochSecond() + " ltype=date";
          case Deadline.Time(var at) -> "lt=" + at.getEpochSecond() + " ltype=time";
        };
    return "[info][title]%s[/title][task aid=%s st=%s %s]%s[/task][/info]"
        .formatted(dtext(key), assignees, state, due, body);
  }

  private static String ids(List<AccountId> accounts) {
    List<String> ids = new ArrayList<>();
    accounts.forEach(account -> ids.add(account.toString()));
    return String.join(",", ids);
  }

  private static String dtext(String key) {
    return "[dtext:" + key + "]";
  }

  private static @Nullable AccountId author(Room room, Context context) {
    AccountId acting = Acting.account(context);
    if (acting != null || room.members().isEmpty()) {
      return acting;
    }
    return new AccountId(room.members().keys()[0]);
  }
}
