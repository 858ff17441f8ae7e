package io.tsubame.application.query;

import io.tsubame.application.query.MessageQueries.Edit;
import io.tsubame.application.query.RoomQueries.JoinRequestView;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.FileExamination;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.InvitationLink;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Mentions;
import io.tsubame.domain.room.ReadMarker;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.RoomEvent;
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
import io.tsubame.domain.room.RoomSettings;
import io.tsubame.domain.room.RoomType;
import io.tsubame.domain.room.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A room as plain lists, of which everything is counted by looking at all of it: what the views
/// must agree with.
final class NaiveRoom {
  /// @param markedRead whether it was posted as read by its author
  record Posted(MessageView view, Mentions mentions, boolean markedRead, List<Edit> edits) {
    Posted with(MessageView newView) {
      return new Posted(newView, mentions, markedRead, edits);
    }
  }

  final RoomId id;
  final List<Posted> messages = new ArrayList<>();
  final Map<TaskId, TaskView> tasks = new TreeMap<>(Comparator.comparingInt(TaskId::value));
  final Map<FileId, FileView> files = new TreeMap<>();
  final Map<FileId, String> texts = new TreeMap<>();
  final Map<FileId, OrganizationId> organizations = new TreeMap<>();
  final Map<AccountId, Role> members = new TreeMap<>();
  final Map<AccountId, ReadMarker> markers = new TreeMap<>();
  final Map<AccountId, Instant> joinRequests = new TreeMap<>();
  boolean present;
  RoomType type = RoomType.GROUP;
  String name = "";
  String description = "";
  IconPreset icon = IconPreset.GROUP;
  RoomSettings settings = RoomSettings.OPEN;
  @Nullable InvitationLink link;
  long version;
  Instant lastUpdate = Instant.EPOCH;

  NaiveRoom(RoomId id) {
    this.id = id;
  }

  void apply(RoomEvent event, Instant at) {
    version += event.isPrivate() ? 0 : 1;
    switch (event) {
      case RoomCreated created -> create(created, at);
      case RoomEdited(var newName, var newDescription, var newIcon) -> {
        name = newName;
        description = newDescription;
        icon = newIcon;
      }
      case RoomSettingsChanged(var newSettings) -> settings = newSettings;
      case InvitationLinkChanged(var newLink) -> link = newLink;
      case MembersChanged changed -> changeMembers(changed);
      case JoinRequested(var account, var requestedAt) -> joinRequests.put(account, requestedAt);
      case JoinDeclined(var account) -> joinRequests.remove(account);
      case RoomDeleted _ -> present = false;
      case MessagePosted posted -> post(posted);
      case MessageEdited edited -> edit(edited);
      case MessageDeleted(int sequence, _) ->
          change(sequence, old -> view(old, "", true, List.of()), List.of());
      case ReactionAdded(int sequence, var account, var reaction) -> {
        Map<String, List<AccountId>> reactions = reactions(sequence);
        reactions.computeIfAbsent(reaction, _ -> new ArrayList<>()).add(account);
        react(sequence, reactions);
      }
      case ReactionRemoved(int sequence, var account, var reaction) -> {
        Map<String, List<AccountId>> reactions = reactions(sequence);
        reactions.getOrDefault(reaction, new ArrayList<>()).remove(account);
        reactions.values().removeIf(List::isEmpty);
        react(sequence, reactions);
      }
      case ReadMarkerMoved(var account, var marker) -> markers.put(account, marker);
      case TaskAdded added -> tasks.put(added.task(), task(added));
      case TaskEdited edited ->
          tasks.computeIfPresent(edited.task(), (_, old) -> edited(old, edited));
      case TaskStatusChanged(var task, var status, _, var changedAt) ->
          tasks.computeIfPresent(task, (_, old) -> withStatus(old, status, changedAt));
      case TaskDeleted(var task) -> tasks.remove(task);
      case FileAttached attached -> files.put(attached.file(), file(attached));
      case FileExamined(var file, var found, _) ->
          files.computeIfPresent(file, (_, old) -> examined(old, found));
      case FileDeleted(var file, _) -> files.remove(file);
      case FileTextFound(var file, var text) -> texts.put(file, text);
      case FilesErased _ -> {}
    }
  }

  private void create(RoomCreated event, Instant at) {
    present = true;
    type = event.type();
    name = event.name();
    description = event.description();
    icon = event.icon();
    settings = event.settings();
    lastUpdate = at;
    event.members().forEach(member -> members.put(member.account(), member.role()));
  }

  private void changeMembers(MembersChanged event) {
    for (Member member : event.entered()) {
      if (!members.containsKey(member.account())) {
        markers.put(member.account(), ReadMarker.at(messages.size()));
        joinRequests.remove(member.account());
      }
      members.put(member.account(), member.role());
    }
    for (AccountId account : event.removed()) {
      members.remove(account);
      tasks.values().removeIf(task -> task.assignee().equals(account));
      files.values().removeIf(file -> file.uploader().equals(account));
    }
  }

  private void post(MessagePosted event) {
    lastUpdate = event.at();
    MessageView view =
        new MessageView(
            id,
            event.sequence(),
            event.author(),
            event.kind(),
            event.body(),
            false,
            event.at(),
            null,
            0,
            List.of());
    messages.add(new Posted(view, event.mentions(), event.markedRead(), List.of()));
  }

  private void edit(MessageEdited event) {
    Posted old = messages.get(event.sequence() - 1);
    MessageView was = old.view();
    List<Edit> edits = new ArrayList<>(old.edits());
    edits.add(new Edit(edits.size() + 1, was.body(), event.at()));
    MessageView view =
        new MessageView(
            id,
            was.sequence(),
            was.author(),
            was.kind(),
            event.body(),
            false,
            was.sentAt(),
            event.at(),
            was.edits() + 1,
            was.reactions());
    messages.set(event.sequence() - 1, new Posted(view, event.mentions(), old.markedRead(), edits));
  }

  private void change(int sequence, UnaryOperator<MessageView> change, List<Edit> edits) {
    Posted old = messages.get(sequence - 1);
    messages.set(
        sequence - 1,
        new Posted(change.apply(old.view()), old.mentions(), old.markedRead(), edits));
  }

  private Map<String, List<AccountId>> reactions(int sequence) {
    Map<String, List<AccountId>> reactions = new LinkedHashMap<>();
    for (MessageView.Reaction each : messages.get(sequence - 1).view().reactions()) {
      reactions.put(each.reaction(), new ArrayList<>(each.accounts()));
    }
    return reactions;
  }

  private void react(int sequence, Map<String, List<AccountId>> reactions) {
    List<MessageView.Reaction> all = new ArrayList<>();
    reactions.forEach(
        (reaction, accounts) -> all.add(new MessageView.Reaction(reaction, accounts)));
    Posted old = messages.get(sequence - 1);
    messages.set(
        sequence - 1, old.with(view(old.view(), old.view().body(), old.view().deleted(), all)));
  }

  private static MessageView view(
      MessageView old, String body, boolean deleted, List<MessageView.Reaction> reactions) {
    return new MessageView(
        old.room(),
        old.sequence(),
        old.author(),
        old.kind(),
        body,
        deleted,
        old.sentAt(),
        old.editedAt(),
        old.edits(),
        reactions);
  }

  private TaskView task(TaskAdded event) {
    return new TaskView(
        id,
        event.task(),
        event.assignee(),
        event.assignedBy(),
        event.body(),
        event.deadline(),
        TaskStatus.OPEN,
        event.messageSequence(),
        event.at(),
        null);
  }

  private FileView file(FileAttached event) {
    organizations.put(event.file(), event.organization());
    return new FileView(
        id,
        event.file(),
        event.uploader(),
        event.content(),
        event.messageSequence(),
        event.at(),
        null);
  }

  private static FileView examined(FileView old, FileExamination found) {
    return new FileView(
        old.room(),
        old.id(),
        old.uploader(),
        old.content(),
        old.messageSequence(),
        old.at(),
        found);
  }

  private static TaskView edited(TaskView old, TaskEdited event) {
    return new TaskView(
        old.room(),
        old.id(),
        event.assignee(),
        old.assignedBy(),
        event.body(),
        event.deadline(),
        old.status(),
        old.messageSequence(),
        old.createdAt(),
        old.doneAt());
  }

  private static TaskView withStatus(TaskView old, TaskStatus status, Instant at) {
    return new TaskView(
        old.room(),
        old.id(),
        old.assignee(),
        old.assignedBy(),
        old.body(),
        old.deadline(),
        status,
        old.messageSequence(),
        old.createdAt(),
        status == TaskStatus.DONE ? at : null);
  }

  @Nullable Role roleOf(AccountId account) {
    return present ? members.get(account) : null;
  }

  List<MessageView> views() {
    return messages.stream().map(Posted::view).toList();
  }

  List<JoinRequestView> waiting() {
    return joinRequests.entrySet().stream()
        .map(entry -> new JoinRequestView(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparing(JoinRequestView::at).thenComparing(JoinRequestView::account))
        .toList();
  }

  RoomView.Counts counts(AccountId reader) {
    ReadMarker marker = markers.getOrDefault(reader, ReadMarker.NOTHING);
    int unread = 0;
    int mentions = 0;
    for (Posted posted : messages) {
      boolean own = posted.view().author().equals(reader);
      int sequence = posted.view().sequence();
      boolean ownRead = own && posted.markedRead() && sequence > marker.ownReadFrom();
      if (sequence > marker.readUpTo() && !ownRead) {
        unread++;
      }
      boolean addressed = posted.mentions().all() || posted.mentions().accounts().contains(reader);
      if (sequence > marker.readUpTo() && !own && addressed) {
        mentions++;
      }
    }
    int open =
        (int)
            tasks.values().stream()
                .filter(task -> task.assignee().equals(reader))
                .filter(task -> task.status() == TaskStatus.OPEN)
                .count();
    return new RoomView.Counts(unread, mentions, open);
  }
}
