package io.tsubame.application.shard;

import io.tsubame.application.view.DepartedRow;
import io.tsubame.application.view.FileRow;
import io.tsubame.application.view.JoinRequestRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.MarkerRow;
import io.tsubame.application.view.MemberRow;
import io.tsubame.application.view.MessageRow;
import io.tsubame.application.view.Pages;
import io.tsubame.application.view.ReactionsRow;
import io.tsubame.application.view.RoomHead;
import io.tsubame.application.view.RoomRow;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.TaskRow;
import io.tsubame.application.view.ViewStore;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.collection.IntMap;
import io.tsubame.domain.room.FileState;
import io.tsubame.domain.room.MessageState;
import io.tsubame.domain.room.Needs;
import io.tsubame.domain.room.ReadMarker;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.TaskState;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// The states of rooms, from the views.
final class RoomStates {
  private final ViewStore store;

  RoomStates(ViewStore store) {
    this.store = store;
  }

  Room room(RoomId id) {
    byte[] bytes = store.get(Table.ROOMS, Keys.room(id));
    byte[] headBytes = store.get(Table.ROOM_HEADS, Keys.room(id));
    if (bytes == null || headBytes == null) {
      return Room.NONE;
    }
    RoomRow row = RoomRow.decode(bytes);
    RoomHead head = RoomHead.decode(headBytes);
    return new Room(
        row.status(),
        new Room.Header(id, row.type(), row.name(), row.description(), row.icon(), row.settings()),
        byAccount(id, Table.MEMBERS, value -> MemberRow.decode(value).role()),
        byAccount(id, Table.JOIN_REQUESTS, value -> JoinRequestRow.decode(value).at()),
        byAccount(id, Table.DEPARTED, value -> DepartedRow.decode(value).lastPart()),
        row.link(),
        head.lastSequence(),
        head.version(),
        head.lastPart(),
        head.tail(),
        Room.Loaded.NOTHING);
  }

  Room.Loaded parts(RoomId id, Needs needs) {
    IntMap<MessageState> messages = IntMap.empty();
    for (int sequence : needs.messages()) {
      byte[] row = store.get(Table.MESSAGES, Keys.message(id, sequence));
      if (row != null) {
        messages = messages.put(sequence, message(id, sequence, MessageRow.decode(row)));
      }
    }
    IntMap<TaskState> tasks = IntMap.empty();
    for (TaskId task : needs.tasks()) {
      byte[] bytes = store.get(Table.TASKS, Keys.task(task));
      TaskRow row = bytes == null ? null : TaskRow.decode(bytes);
      if (row != null && row.room().equals(id)) {
        tasks = tasks.put(task.value(), task(row));
      }
    }
    IntMap<FileState> files = IntMap.empty();
    for (FileId file : needs.files()) {
      byte[] bytes = store.get(Table.FILES, Keys.file(file));
      FileRow row = bytes == null ? null : FileRow.decode(bytes);
      if (row != null && row.room().equals(id)) {
        files = files.put(file.value(), file(row));
      }
    }
    IntMap<ReadMarker> markers = IntMap.empty();
    for (AccountId account : needs.markers()) {
      byte[] row = store.get(Table.READ_MARKERS, Keys.of(id, account));
      if (row != null) {
        markers = markers.put(account.value(), MarkerRow.decode(row).marker());
      }
    }
    return new Room.Loaded(messages, tasks, files, markers);
  }

  private MessageState message(RoomId room, int sequence, MessageRow row) {
    return new MessageState(
        row.author(),
        row.kind(),
        row.body(),
        row.deleted(),
        row.edits(),
        row.hasReactions() ? reactions(room, sequence) : Map.of());
  }

  private Map<String, IntMap<AccountId>> reactions(RoomId room, int sequence) {
    byte[] row = store.get(Table.REACTIONS, Keys.message(room, sequence));
    Map<String, IntMap<AccountId>> reactions = new HashMap<>();
    if (row != null) {
      for (ReactionsRow.Reaction reaction : ReactionsRow.decode(row).reactions()) {
        IntMap<AccountId> accounts = IntMap.empty();
        for (AccountId account : reaction.accounts()) {
          accounts = accounts.put(account.value(), account);
        }
        reactions.put(reaction.reaction(), accounts);
      }
    }
    return reactions;
  }

  private static TaskState task(TaskRow row) {
    return new TaskState(
        row.assignee(),
        row.assignedBy(),
        row.body(),
        row.deadline(),
        row.status(),
        row.messageSequence(),
        false);
  }

  private static FileState file(FileRow row) {
    return new FileState(
        row.uploader(), row.content().name(), row.content().size(), row.found() != null, false);
  }

  private <V> IntMap<V> byAccount(RoomId room, Table table, Function<byte[], V> decode) {
    Map<Integer, V> rows = new HashMap<>();
    Pages.forEach(
        store,
        table,
        Keys.room(room),
        entry -> rows.put(Keys.intAt(entry.key(), 4), decode.apply(entry.value())));
    IntMap<V> map = IntMap.empty();
    for (Map.Entry<Integer, V> row : rows.entrySet()) {
      map = map.put(row.getKey(), row.getValue());
    }
    return map;
  }
}
