package io.tsubame.application.projection;

import io.tsubame.application.shard.Commit;
import io.tsubame.application.view.BareNumber;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.RoomHead;
import io.tsubame.application.view.Table;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Event;
import io.tsubame.domain.account.AccountEvent;
import io.tsubame.domain.contact.ContactEvent;
import io.tsubame.domain.handle.HandleEvent;
import io.tsubame.domain.organization.OrganizationEvent;
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
import java.time.Duration;

/// Folds every event into all tables of [Table], a feature at a time. The rules are numbered in
/// `docs/spec/views.md`.
public final class ViewProjection implements Projection {
  /// To be changed when rows change in a way that old ones cannot be read: all views are then made
  /// anew from the log.
  public static final String NAME = "views";

  private final TaskProjection tasks = new TaskProjection();
  private final FileProjection files = new FileProjection();
  private final RoomProjection rooms = new RoomProjection(tasks, files);
  private final MarkerProjection markers = new MarkerProjection();
  private final MessageProjection messages = new MessageProjection();
  private final AccountProjection accounts = new AccountProjection();
  private final ContactProjection contacts = new ContactProjection();
  private final HandleProjection handles = new HandleProjection();
  private final OrganizationProjection organizations = new OrganizationProjection();
  private final ShardProjection shards;

  /// @param remembered how long ids of commands are kept; see
  ///   [io.tsubame.application.shard.ShardLimits]
  public ViewProjection(Duration remembered) {
    shards = new ShardProjection(remembered);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void apply(int shard, long position, Commit commit, ViewWriter writer) {
    shards.apply(shard, position, commit, writer);
    switch (commit.aggregate()) {
      case AggregateId.Room(var room) ->
          applyToRoom(position, commit, new RoomRows(room, shard, writer));
      case AggregateId.Account(var account) -> {
        for (Event event : commit.events()) {
          accounts.apply((AccountEvent) event, account, position, writer);
        }
      }
      case AggregateId.Organization(var organization) ->
          commit
              .events()
              .forEach(
                  event -> organizations.apply((OrganizationEvent) event, organization, writer));
      case AggregateId.ContactPair pair ->
          commit.events().forEach(event -> contacts.apply((ContactEvent) event, pair, writer));
      case AggregateId.Handle _ ->
          commit.events().forEach(event -> handles.apply((HandleEvent) event, writer));
    }
  }

  private void applyToRoom(long position, Commit commit, RoomRows rows) {
    int changes = 0;
    for (Event each : commit.events()) {
      RoomEvent event = (RoomEvent) each;
      apply(event, commit, rows);
      changes += event.isPrivate() ? 0 : 1;
    }
    if (changes > 0) {
      RoomHead head = rows.head();
      long version = head.version() + changes;
      rows.put(head.withVersion(version));
      rows.writer()
          .put(Table.ROOM_CHANGES, Keys.change(rows.room(), version), BareNumber.encode(position));
    }
  }

  private void apply(RoomEvent event, Commit commit, RoomRows rows) {
    switch (event) {
      case MessagePosted posted -> {
        markers.post(posted, rows);
        messages.post(posted, rows);
      }
      case MessageEdited edited -> {
        markers.edit(edited, rows);
        messages.edit(edited, rows);
      }
      case MessageDeleted deleted -> messages.delete(deleted, rows);
      case ReactionAdded added -> messages.react(added, rows);
      case ReactionRemoved removed -> messages.unreact(removed, rows);
      case ReadMarkerMoved moved -> markers.move(moved, rows);
      case TaskAdded added -> tasks.add(added, rows);
      case TaskEdited edited -> tasks.edit(edited, rows);
      case TaskStatusChanged changed -> tasks.changeStatus(changed, rows);
      case TaskDeleted deleted -> tasks.delete(deleted, rows);
      case FileAttached attached -> files.attach(attached, rows);
      case FileExamined examined -> files.examine(examined, rows);
      case FileTextFound found -> files.find(found, rows);
      case FileDeleted deleted -> files.delete(deleted, rows);
      case FilesErased erased -> files.erase(erased, rows);
      case RoomCreated created -> rooms.create(created, commit.at(), rows);
      case RoomEdited edited -> rooms.edit(edited, rows);
      case RoomSettingsChanged changed -> rooms.change(changed, rows);
      case InvitationLinkChanged changed -> rooms.change(changed, rows);
      case MembersChanged changed -> rooms.change(changed, commit.at(), rows);
      case JoinRequested requested -> rooms.request(requested, rows);
      case JoinDeclined declined -> rooms.decline(declined, rows);
      case RoomDeleted _ -> rooms.delete(commit.at(), rows);
    }
  }
}
