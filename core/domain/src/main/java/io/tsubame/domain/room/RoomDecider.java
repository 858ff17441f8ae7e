package io.tsubame.domain.room;

import io.tsubame.domain.Actor;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decider;
import io.tsubame.domain.Decision;
import io.tsubame.domain.Limits;
import io.tsubame.domain.room.RoomCommand.AddMembers;
import io.tsubame.domain.room.RoomCommand.AddReaction;
import io.tsubame.domain.room.RoomCommand.AddTasks;
import io.tsubame.domain.room.RoomCommand.ApproveJoin;
import io.tsubame.domain.room.RoomCommand.AttachFiles;
import io.tsubame.domain.room.RoomCommand.ChangeRoomSettings;
import io.tsubame.domain.room.RoomCommand.ChangeTaskStatus;
import io.tsubame.domain.room.RoomCommand.CreateDirectRoom;
import io.tsubame.domain.room.RoomCommand.CreateGroupRoom;
import io.tsubame.domain.room.RoomCommand.CreateImportRoom;
import io.tsubame.domain.room.RoomCommand.CreateLink;
import io.tsubame.domain.room.RoomCommand.CreateMyRoom;
import io.tsubame.domain.room.RoomCommand.DeclineJoin;
import io.tsubame.domain.room.RoomCommand.DeleteFile;
import io.tsubame.domain.room.RoomCommand.DeleteLink;
import io.tsubame.domain.room.RoomCommand.DeleteMessage;
import io.tsubame.domain.room.RoomCommand.DeleteRoom;
import io.tsubame.domain.room.RoomCommand.DeleteTask;
import io.tsubame.domain.room.RoomCommand.EditLink;
import io.tsubame.domain.room.RoomCommand.EditMessage;
import io.tsubame.domain.room.RoomCommand.EditRoom;
import io.tsubame.domain.room.RoomCommand.EditTask;
import io.tsubame.domain.room.RoomCommand.ImportMessages;
import io.tsubame.domain.room.RoomCommand.JoinByLink;
import io.tsubame.domain.room.RoomCommand.LeaveRoom;
import io.tsubame.domain.room.RoomCommand.MarkRead;
import io.tsubame.domain.room.RoomCommand.MarkUnread;
import io.tsubame.domain.room.RoomCommand.PostMessage;
import io.tsubame.domain.room.RoomCommand.PublishImport;
import io.tsubame.domain.room.RoomCommand.RecordErasure;
import io.tsubame.domain.room.RoomCommand.RecordExamination;
import io.tsubame.domain.room.RoomCommand.RemoveMember;
import io.tsubame.domain.room.RoomCommand.RemoveReaction;
import io.tsubame.domain.room.RoomCommand.ReplaceMembers;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules of a room; `docs/spec/rooms.md` numbers them. Access is decided here for all commands
/// before the rules of the command's own concern are asked.
public final class RoomDecider implements Decider<RoomCommand, Room, RoomEvent> {
  /// The reactions that every server has, by what they mean, in the order in which to offer them.
  public static final List<String> REACTIONS =
      List.of("understood", "thanks", "congratulations", "hooray", "great", "like");

  /// From here on a room takes notices only, so that it can still be tidied up and left.
  private static final int LAST_SEQUENCE = Integer.MAX_VALUE - 1_000_000;

  private final CreationRules creation;
  private final MemberRules members;
  private final LinkRules links;
  private final MessageRules messages;
  private final MarkerRules markers;
  private final TaskRules tasks;
  private final FileRules files;
  private final ImportRules imports;

  /// @param reactions what members may react with
  public RoomDecider(Limits limits, Set<String> reactions) {
    MemberChange changes = new MemberChange(limits);
    this.creation = new CreationRules(limits, changes);
    this.members = new MemberRules(changes);
    this.links = new LinkRules(limits, changes);
    this.messages = new MessageRules(limits, reactions);
    this.markers = new MarkerRules();
    this.tasks = new TaskRules(limits);
    this.files = new FileRules(limits, messages);
    this.imports = new ImportRules(limits, changes);
  }

  @Override
  public Room initial() {
    return Room.NONE;
  }

  @Override
  public Decision<RoomEvent> decide(Room room, RoomCommand command, Context context) {
    RoomRejection refusal =
        Bounds.first(refusal(room, command, context.actor()), whenFull(room, command));
    return refusal == null ? permitted(room, command, context) : Decision.reject(refusal);
  }

  @Override
  public Room evolve(Room room, RoomEvent event) {
    return RoomEvolution.evolve(room, event);
  }

  private static @Nullable RoomRejection refusal(Room room, RoomCommand command, Actor actor) {
    return switch (command) {
      case CreateMyRoom _, CreateDirectRoom _, CreateImportRoom _, RecordErasure _ ->
          unlessServer(actor);
      case CreateGroupRoom _ -> null;
      case ImportMessages _, PublishImport _, RecordExamination _ -> {
        RoomRejection serverOnly = unlessServer(actor);
        yield serverOnly == null ? unlessOpen(room) : serverOnly;
      }
      // By those who are not members: LinkRules looks at who they are.
      case JoinByLink _, DeclineJoin _ -> unlessOpen(room);
      case EditRoom _ -> RoomAccess.refusal(room, actor, RoomOperation.EDIT_ROOM);
      case ChangeRoomSettings _ -> RoomAccess.refusal(room, actor, RoomOperation.CHANGE_SETTINGS);
      case ReplaceMembers _, AddMembers _, RemoveMember _ ->
          RoomAccess.refusal(room, actor, RoomOperation.CHANGE_MEMBERS);
      case ApproveJoin _ -> RoomAccess.refusal(room, actor, RoomOperation.ANSWER_JOIN_REQUEST);
      case LeaveRoom _ -> RoomAccess.refusal(room, actor, RoomOperation.LEAVE);
      case DeleteRoom _ -> RoomAccess.refusal(room, actor, RoomOperation.DELETE_ROOM);
      case CreateLink _, EditLink _, DeleteLink _ ->
          RoomAccess.refusal(room, actor, RoomOperation.CHANGE_LINK);
      case PostMessage _ -> RoomAccess.refusal(room, actor, RoomOperation.POST_MESSAGE);
      case EditMessage _ -> RoomAccess.refusal(room, actor, RoomOperation.EDIT_OWN_MESSAGE);
      case DeleteMessage _ -> RoomAccess.refusal(room, actor, RoomOperation.DELETE_OWN_MESSAGE);
      case AddReaction _, RemoveReaction _ -> RoomAccess.refusal(room, actor, RoomOperation.REACT);
      case MarkRead _, MarkUnread _ -> RoomAccess.refusal(room, actor, RoomOperation.MARK_READ);
      case AddTasks _ -> RoomAccess.refusal(room, actor, RoomOperation.ADD_TASK);
      case EditTask _, ChangeTaskStatus _, DeleteTask _ ->
          RoomAccess.refusal(room, actor, RoomOperation.CHANGE_TASK);
      case AttachFiles _ -> RoomAccess.refusal(room, actor, RoomOperation.SEND_FILE);
      case DeleteFile _ -> RoomAccess.refusal(room, actor, RoomOperation.DELETE_FILE);
    };
  }

  private Decision<RoomEvent> permitted(Room room, RoomCommand command, Context context) {
    return switch (command) {
      case PostMessage post -> messages.post(room, post, context);
      case EditMessage edit -> messages.edit(room, edit, context);
      case DeleteMessage delete -> messages.delete(room, delete, context);
      case AddReaction add -> messages.react(room, add, context);
      case RemoveReaction remove -> messages.unreact(room, remove, context);
      case MarkRead read -> markers.markRead(room, read, context);
      case MarkUnread unread -> markers.markUnread(room, unread, context);
      case AddTasks add -> tasks.add(room, add, context);
      case EditTask edit -> tasks.edit(room, edit, context);
      case ChangeTaskStatus change -> tasks.changeStatus(room, change, context);
      case DeleteTask delete -> tasks.delete(room, delete, context);
      case AttachFiles attach -> files.attach(room, attach, context);
      case DeleteFile delete -> files.delete(room, delete, context);
      case RecordExamination found -> files.examine(room, found, context);
      case RecordErasure gone -> files.erase(room, gone);
      case CreateMyRoom create -> creation.my(room, create);
      case CreateDirectRoom create -> creation.direct(room, create, context);
      case CreateGroupRoom create -> creation.group(room, create, context);
      case EditRoom edit -> creation.edit(room, edit, context);
      case ChangeRoomSettings(var settings) -> creation.changeSettings(room, settings);
      case DeleteRoom _ -> Decision.accept(new RoomEvent.RoomDeleted(Acting.account(context)));
      case ReplaceMembers(var lists) -> members.replace(room, lists, context);
      case AddMembers(var added) -> members.add(room, added, context);
      case RemoveMember(var account) -> members.remove(room, account, context);
      case LeaveRoom _ -> members.leave(room, context);
      case JoinByLink(var code) -> links.join(room, code, context);
      case ApproveJoin(var account) -> links.approve(room, account, context);
      case DeclineJoin(var account) -> links.decline(room, account, context);
      case CreateLink(var link) -> links.create(room, link);
      case EditLink(var link) -> links.edit(room, link);
      case DeleteLink _ -> links.delete(room);
      case CreateImportRoom create -> imports.create(room, create);
      case ImportMessages batch -> imports.messages(room, batch);
      case PublishImport(var imported) -> imports.publish(room, imported);
    };
  }

  private static @Nullable RoomRejection whenFull(Room room, RoomCommand command) {
    boolean grows =
        command instanceof PostMessage
            || command instanceof AddTasks
            || command instanceof AttachFiles
            || command instanceof ImportMessages;
    return grows && room.lastSequence() >= LAST_SEQUENCE
        ? new RoomRejection.OutOfBounds("messages", 0, LAST_SEQUENCE)
        : null;
  }

  private static @Nullable RoomRejection unlessServer(Actor actor) {
    return switch (actor) {
      case Actor.Server() -> null;
      case Actor.Person _ -> new RoomRejection.RoomNotFound();
    };
  }

  private static @Nullable RoomRejection unlessOpen(Room room) {
    return room.status() == Room.Status.ACTIVE ? null : new RoomRejection.RoomNotFound();
  }
}
