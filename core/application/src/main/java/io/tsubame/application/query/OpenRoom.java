package io.tsubame.application.query;

import io.tsubame.application.projection.SequenceSet;
import io.tsubame.application.view.EditRow;
import io.tsubame.application.view.FileRow;
import io.tsubame.application.view.JoinRequestRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Keys.TaskList;
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
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.FileKind;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A room that [RoomGate] opened for a reader: what can be read of it, as rows.
final class OpenRoom {
  private final ViewStore store;
  private final RoomId id;
  private final AccountId reader;
  private final Role role;
  private final RoomRow settings;

  OpenRoom(ViewStore store, RoomId id, AccountId reader, Role role, RoomRow settings) {
    this.store = store;
    this.id = id;
    this.reader = reader;
    this.role = role;
    this.settings = settings;
  }

  RoomId id() {
    return id;
  }

  AccountId reader() {
    return reader;
  }

  Role role() {
    return role;
  }

  RoomRow settings() {
    return settings;
  }

  RoomHead head() {
    byte[] row = store.get(Table.ROOM_HEADS, Keys.room(id));
    return row == null ? RoomHead.createdAt(Instant.EPOCH) : RoomHead.decode(row);
  }

  MarkerRow marker() {
    byte[] row = store.get(Table.READ_MARKERS, Keys.of(id, reader));
    return row == null ? MarkerRow.NOTHING : MarkerRow.decode(row);
  }

  /// How many messages after the sequence number address all and are not the reader's own.
  int toAllAfter(MarkerRow marker, RoomHead head) {
    int readUpTo = marker.marker().readUpTo();
    if (head.lastToAll() <= readUpTo) {
      return 0;
    }
    int all = SequenceSet.addressingAll(id).countAfter(store, readUpTo);
    return marker.lastOwnToAll() <= readUpTo
        ? all
        : all - SequenceSet.addressingAllBy(id, reader).countAfter(store, readUpTo);
  }

  /// By account id.
  List<Member> members() {
    List<Member> members = new ArrayList<>();
    Pages.forEach(
        store,
        Table.MEMBERS,
        Keys.room(id),
        entry ->
            members.add(
                new Member(
                    new AccountId(Keys.intAt(entry.key(), 4)),
                    MemberRow.decode(entry.value()).role())));
    return members;
  }

  Map<AccountId, JoinRequestRow> joinRequests() {
    Map<AccountId, JoinRequestRow> requests = new LinkedHashMap<>();
    Pages.forEach(
        store,
        Table.JOIN_REQUESTS,
        Keys.room(id),
        entry ->
            requests.put(
                new AccountId(Keys.intAt(entry.key(), 4)), JoinRequestRow.decode(entry.value())));
    return requests;
  }

  @Nullable MessageRow message(int sequence) {
    byte[] row = store.get(Table.MESSAGES, Keys.message(id, sequence));
    return row == null ? null : MessageRow.decode(row);
  }

  /// Those of the messages that are there and in one of the rooms, in their order, got together
  /// however many rooms they are in.
  static Map<MessageId, MessageRow> messages(Map<RoomId, OpenRoom> rooms, List<MessageId> ids) {
    return get(Table.MESSAGES, rooms, ids, MessageRow::decode);
  }

  /// Messages from a sequence number, included, to another, excluded, from the side that the order
  /// begins with, as many as fit on a page; by sequence number.
  Map<MessageId, MessageRow> messages(int from, int to, Order order, int limit) {
    Map<MessageId, MessageRow> messages = new TreeMap<>();
    if (from < to) {
      Range range = new Range(Keys.message(id, from), Keys.message(id, to), order);
      for (Entry entry : store.scan(Table.MESSAGES, range, limit, QueryLimits.PAGE_BYTES)) {
        messages.put(
            MessageId.of(id, Keys.intAt(entry.key(), 4)), MessageRow.decode(entry.value()));
      }
    }
    return messages;
  }

  boolean hasMessageOf(AccountId author) {
    Range range = Keys.startingWith(Keys.of(id, author), Order.ASCENDING);
    return !store.scan(Table.AUTHORED, range, 1).isEmpty();
  }

  /// The reactions to those of the messages that have any.
  static Map<MessageId, ReactionsRow> reactions(
      Map<RoomId, OpenRoom> rooms, Map<MessageId, MessageRow> messages) {
    List<MessageId> ids =
        messages.entrySet().stream()
            .filter(entry -> entry.getValue().hasReactions())
            .map(Map.Entry::getKey)
            .toList();
    return get(Table.REACTIONS, rooms, ids, ReactionsRow::decode);
  }

  private static <R> Map<MessageId, R> get(
      Table table, Map<RoomId, OpenRoom> rooms, List<MessageId> ids, Function<byte[], R> decode) {
    List<MessageId> readable = ids.stream().filter(id -> rooms.containsKey(id.room())).toList();
    Map<MessageId, R> found = new LinkedHashMap<>();
    if (!readable.isEmpty()) {
      ViewStore store = rooms.values().iterator().next().store;
      List<@Nullable R> rows =
          Batches.get(store, table, readable, id -> Keys.message(id.room(), id.sequence()), decode);
      for (int i = 0; i < readable.size(); i++) {
        R row = rows.get(i);
        if (row != null) {
          found.put(readable.get(i), row);
        }
      }
    }
    return found;
  }

  /// Earlier texts by their number, which begins with 0: as many as fit on a page, from a number
  /// on.
  Map<Integer, EditRow> edits(int sequence, int from) {
    Range all = Keys.startingWith(Keys.message(id, sequence), Order.ASCENDING);
    Range range = new Range(Keys.edit(id, sequence, from), all.to(), Order.ASCENDING);
    Map<Integer, EditRow> edits = new TreeMap<>();
    for (Entry entry :
        store.scan(Table.MESSAGE_EDITS, range, QueryLimits.PAGE, QueryLimits.PAGE_BYTES)) {
      edits.put(Keys.intAt(entry.key(), 8), EditRow.decode(entry.value()));
    }
    return edits;
  }

  @Nullable TaskRow task(TaskId task) {
    byte[] bytes = store.get(Table.TASKS, Keys.task(task));
    TaskRow row = bytes == null ? null : TaskRow.decode(bytes);
    return row == null || !row.room().equals(id) ? null : row;
  }

  /// The numbers of the newest tasks of a list that are older than `before`.
  List<TaskId> tasks(
      TaskStatus status, TaskList list, @Nullable AccountId account, int before, int limit) {
    byte[] prefix = Keys.roomTasks(id, status, list, account);
    Range range =
        new Range(
            prefix, Keys.roomTask(id, status, list, account, new TaskId(before)), Order.DESCENDING);
    return store.scan(Table.ROOM_TASKS, range, limit).stream()
        .map(entry -> new TaskId(Keys.intAt(entry.key(), prefix.length)))
        .toList();
  }

  /// The numbers of the newest files of a list that are older than `before`.
  List<FileId> files(@Nullable AccountId uploader, @Nullable FileKind kind, int before, int limit) {
    byte[] prefix = Keys.roomFiles(id, uploader, kind);
    byte[] end = Keys.roomFile(id, uploader, kind, new FileId(before));
    return store.scan(Table.ROOM_FILES, new Range(prefix, end, Order.DESCENDING), limit).stream()
        .map(entry -> new FileId(Keys.intAt(entry.key(), prefix.length)))
        .toList();
  }

  /// The numbers of the files that came with messages from a sequence number to another, both
  /// included.
  List<FileId> messageFiles(int from, int to, int limit) {
    if (from < 0 || from > to) {
      return List.of();
    }
    byte[] first = Keys.message(id, from);
    byte[] last = Keys.messageFile(id, to, new FileId(Integer.MAX_VALUE));
    return store.scan(Table.MESSAGE_FILES, new Range(first, last, Order.ASCENDING), limit).stream()
        .map(entry -> new FileId(Keys.intAt(entry.key(), 2 * Integer.BYTES)))
        .toList();
  }

  /// Null where there is none of this room.
  List<@Nullable FileRow> files(List<FileId> files) {
    List<@Nullable FileRow> rows =
        Batches.get(store, Table.FILES, files, Keys::file, FileRow::decode);
    rows.replaceAll(row -> row == null || !row.room().equals(id) ? null : row);
    return rows;
  }
}
