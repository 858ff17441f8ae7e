package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.collection.IntMap;
import io.tsubame.domain.room.Room.Header;
import io.tsubame.domain.room.Room.Tail;
import io.tsubame.domain.room.RoomEvent.FileAttached;
import io.tsubame.domain.room.RoomEvent.FileDeleted;
import io.tsubame.domain.room.RoomEvent.FileExamined;
import io.tsubame.domain.room.RoomEvent.FileTextFound;
import io.tsubame.domain.room.RoomEvent.FilesErased;
import io.tsubame.domain.room.RoomEvent.InvitationLinkChanged;
import io.tsubame.domain.room.RoomEvent.JoinDeclined;
import io.tsubame.domain.room.RoomEvent.JoinRequested;
import io.tsubame.domain.room.RoomEvent.MembersChanged;
import io.tsubame.domain.room.RoomEvent.MessageDeleted;
import io.tsubame.domain.room.RoomEvent.MessageEdited;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.domain.room.RoomEvent.ReactionAdded;
import io.tsubame.domain.room.RoomEvent.ReactionRemoved;
import io.tsubame.domain.room.RoomEvent.ReadMarkerMoved;
import io.tsubame.domain.room.RoomEvent.RoomCreated;
import io.tsubame.domain.room.RoomEvent.RoomDeleted;
import io.tsubame.domain.room.RoomEvent.RoomEdited;
import io.tsubame.domain.room.RoomEvent.RoomSettingsChanged;
import io.tsubame.domain.room.RoomEvent.TaskAdded;
import io.tsubame.domain.room.RoomEvent.TaskDeleted;
import io.tsubame.domain.room.RoomEvent.TaskEdited;
import io.tsubame.domain.room.RoomEvent.TaskStatusChanged;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What each event does to a room's state. A message, task, file or marker that is not loaded stays
/// so when an event changes it: whoever needs it later loads it with the change.
final class RoomEvolution {
  private RoomEvolution() {}

  static Room evolve(Room room, RoomEvent event) {
    Room changed = apply(room, event);
    return event.isPrivate() ? changed : changed.withVersion(room.version() + 1);
  }

  private static Room apply(Room room, RoomEvent event) {
    return switch (event) {
      case MessagePosted posted -> posted(room, posted);
      case ReadMarkerMoved(var account, var marker) ->
          room.withLoaded(
              room.loaded().withMarkers(room.loaded().markers().put(account.value(), marker)));
      case MessageEdited edited -> edited(room, edited);
      case MessageDeleted deleted -> deleted(room, deleted);
      case ReactionAdded(int sequence, var account, var reaction) ->
          changedMessage(room, sequence, message -> reacted(message, account, reaction));
      case ReactionRemoved(int sequence, var account, var reaction) ->
          changedMessage(room, sequence, message -> unreacted(message, account, reaction));
      case TaskAdded added -> added(room, added);
      case TaskEdited edited -> edited(room, edited);
      case TaskStatusChanged(var task, var status, _, _) ->
          changedTask(room, task.value(), old -> withStatus(old, status));
      case TaskDeleted(var task) -> changedTask(room, task.value(), RoomEvolution::asDeleted);
      case FileAttached attached -> attached(room, attached);
      case FileExamined(var file, _, _) -> changedFile(room, file.value(), FileState::asExamined);
      case FileDeleted(var file, _) -> changedFile(room, file.value(), FileState::asDeleted);
      case FileTextFound _, FilesErased _ -> room;
      case RoomCreated created -> created(room, created);
      case RoomEdited(var name, var description, var icon) ->
          room.withHeader(
              new Header(
                  room.header().id(),
                  room.header().type(),
                  name,
                  description,
                  icon,
                  room.header().settings()));
      case RoomSettingsChanged(var settings) -> withSettings(room, settings);
      case MembersChanged changed -> changed(room, changed);
      case JoinRequested(var account, var at) ->
          withJoinRequests(room, room.joinRequests().put(account.value(), at));
      case JoinDeclined(var account) ->
          withJoinRequests(room, room.joinRequests().remove(account.value()));
      case InvitationLinkChanged(var link) -> room.withLink(link);
      case RoomDeleted _ ->
          withJoinRequests(room.withStatus(Room.Status.DELETED).withLink(null), IntMap.empty());
    };
  }

  private static Room created(Room room, RoomCreated event) {
    Header header =
        new Header(
            event.room(),
            event.type(),
            event.name(),
            event.description(),
            event.icon(),
            event.settings());
    IntMap<Role> members = room.members();
    for (Member member : event.members()) {
      members = members.put(member.account().value(), member.role());
    }
    return room.withStatus(Room.Status.ACTIVE)
        .withHeader(header)
        .withPeople(members, room.joinRequests(), room.departed());
  }

  private static Room withSettings(Room room, RoomSettings settings) {
    Header old = room.header();
    return room.withHeader(
        new Header(old.id(), old.type(), old.name(), old.description(), old.icon(), settings));
  }

  private static Room withJoinRequests(Room room, IntMap<Instant> joinRequests) {
    return room.withPeople(room.members(), joinRequests, room.departed());
  }

  private static Room changed(Room room, MembersChanged event) {
    IntMap<Role> members = room.members();
    IntMap<Instant> joinRequests = room.joinRequests();
    IntMap<Integer> departed = room.departed();
    IntMap<ReadMarker> markers = room.loaded().markers();
    for (Member member : event.entered()) {
      int account = member.account().value();
      if (!members.containsKey(account)) {
        markers = markers.put(account, ReadMarker.at(room.lastSequence()));
        joinRequests = joinRequests.remove(account);
      }
      members = members.put(account, member.role());
    }
    for (AccountId removed : event.removed()) {
      members = members.remove(removed.value());
      markers = markers.remove(removed.value());
      departed = room.lastPart() == 0 ? departed : departed.put(removed.value(), room.lastPart());
    }
    return room.withPeople(members, joinRequests, departed)
        .withLoaded(room.loaded().withMarkers(markers));
  }

  private static Room posted(Room room, MessagePosted event) {
    MessageState message =
        new MessageState(event.author(), event.kind(), event.body(), false, 0, Map.of());
    return room.withLast(
        event.sequence(),
        Tail.after(room.tail(), event),
        room.loaded().withMessage(event.sequence(), message));
  }

  private static Room edited(Room room, MessageEdited event) {
    return changedMessage(
        room,
        event.sequence(),
        old ->
            new MessageState(
                old.author(),
                old.kind(),
                event.body(),
                old.deleted(),
                old.edits() + 1,
                old.reactions()));
  }

  private static Room deleted(Room room, MessageDeleted event) {
    return changedMessage(
        room,
        event.sequence(),
        old -> new MessageState(old.author(), old.kind(), "", true, old.edits(), Map.of()));
  }

  private static MessageState reacted(MessageState old, AccountId account, String reaction) {
    Map<String, IntMap<AccountId>> reactions = new HashMap<>(old.reactions());
    reactions.merge(
        reaction,
        IntMap.<AccountId>empty().put(account.value(), account),
        (before, _) -> before.put(account.value(), account));
    return withReactions(old, reactions);
  }

  private static MessageState unreacted(MessageState old, AccountId account, String reaction) {
    Map<String, IntMap<AccountId>> reactions = new HashMap<>(old.reactions());
    reactions.computeIfPresent(
        reaction,
        (_, before) -> {
          IntMap<AccountId> rest = before.remove(account.value());
          return rest.isEmpty() ? null : rest;
        });
    return withReactions(old, reactions);
  }

  private static MessageState withReactions(
      MessageState old, Map<String, IntMap<AccountId>> reactions) {
    return new MessageState(
        old.author(), old.kind(), old.body(), old.deleted(), old.edits(), reactions);
  }

  private static Room added(Room room, TaskAdded event) {
    TaskState task =
        new TaskState(
            event.assignee(),
            event.assignedBy(),
            event.body(),
            event.deadline(),
            TaskStatus.OPEN,
            event.messageSequence(),
            false);
    int id = event.task().value();
    return room.withLastPart(Math.max(room.lastPart(), id), room.loaded().withTask(id, task));
  }

  private static Room edited(Room room, TaskEdited event) {
    return changedTask(
        room,
        event.task().value(),
        old ->
            new TaskState(
                event.assignee(),
                old.assignedBy(),
                event.body(),
                event.deadline(),
                old.status(),
                old.messageSequence(),
                old.deleted()));
  }

  private static TaskState withStatus(TaskState old, TaskStatus status) {
    return new TaskState(
        old.assignee(),
        old.assignedBy(),
        old.body(),
        old.deadline(),
        status,
        old.messageSequence(),
        old.deleted());
  }

  private static TaskState asDeleted(TaskState old) {
    return new TaskState(
        old.assignee(),
        old.assignedBy(),
        old.body(),
        old.deadline(),
        old.status(),
        old.messageSequence(),
        true);
  }

  private static Room attached(Room room, FileAttached event) {
    FileContent content = event.content();
    FileState file = new FileState(event.uploader(), content.name(), content.size(), false, false);
    int id = event.file().value();
    return room.withLastPart(Math.max(room.lastPart(), id), room.loaded().withFile(id, file));
  }

  private static Room changedFile(Room room, int id, UnaryOperator<FileState> change) {
    FileState file = room.loaded().files().get(id);
    return file == null ? room : room.withLoaded(room.loaded().withFile(id, change.apply(file)));
  }

  private static Room changedMessage(Room room, int sequence, UnaryOperator<MessageState> change) {
    MessageState message = room.loaded().messages().get(sequence);
    return message == null
        ? room
        : room.withLoaded(room.loaded().withMessage(sequence, change.apply(message)));
  }

  private static Room changedTask(Room room, int id, UnaryOperator<TaskState> change) {
    TaskState task = room.loaded().tasks().get(id);
    return task == null ? room : room.withLoaded(room.loaded().withTask(id, change.apply(task)));
  }
}
