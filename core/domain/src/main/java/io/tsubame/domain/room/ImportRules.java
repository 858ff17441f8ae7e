package io.tsubame.domain.room;

import io.tsubame.domain.Decision;
import io.tsubame.domain.Limits;
import io.tsubame.domain.collection.IntMap;
import io.tsubame.domain.room.RoomCommand.CreateImportRoom;
import io.tsubame.domain.room.RoomCommand.ImportMessages;
import io.tsubame.domain.room.RoomCommand.ImportedMessage;
import io.tsubame.domain.room.RoomCommand.ImportedReaction;
import io.tsubame.domain.room.RoomEvent.MembersChanged;
import io.tsubame.domain.room.RoomEvent.MessageEdited;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.domain.room.RoomEvent.ReactionAdded;
import io.tsubame.domain.room.RoomEvent.RoomCreated;
import io.tsubame.domain.room.RoomRejection.RoomAlreadyExists;
import io.tsubame.domain.room.RoomRejection.UnexpectedSequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rooms that come from elsewhere, written by the server with their real times before anybody is in
/// them.
final class ImportRules {
  private final Limits limits;
  private final MemberChange changes;

  ImportRules(Limits limits, MemberChange changes) {
    this.limits = limits;
    this.changes = changes;
  }

  Decision<RoomEvent> create(Room room, CreateImportRoom command) {
    if (room.status() != Room.Status.ABSENT) {
      return Decision.reject(new RoomAlreadyExists());
    }
    RoomRejection refusal =
        CreationRules.textRefusal(limits, command.name(), command.description());
    if (refusal != null) {
      return Decision.reject(refusal);
    }
    return Decision.accept(
        new RoomCreated(
            command.room(),
            RoomType.GROUP,
            command.name(),
            command.description(),
            IconPreset.GROUP,
            RoomSettings.OPEN,
            List.of(),
            null));
  }

  Decision<RoomEvent> messages(Room room, ImportMessages batch) {
    if (batch.expectedSequence() != room.lastSequence()) {
      return Decision.reject(new UnexpectedSequence(room.lastSequence()));
    }
    RoomRejection refusal =
        Bounds.ofCount("messages", batch.messages().size(), 0, limits.importBatch());
    List<RoomEvent> events = new ArrayList<>();
    int sequence = room.lastSequence();
    for (ImportedMessage message : batch.messages()) {
      refusal = Bounds.first(refusal, messageRefusal(message));
      sequence++;
      addEvents(sequence, message, events);
    }
    return refusal == null ? Decision.accept(events) : Decision.reject(refusal);
  }

  Decision<RoomEvent> publish(Room room, List<Member> members) {
    if (!room.members().isEmpty()) {
      return Decision.reject(new RoomAlreadyExists());
    }
    IntMap<Role> after = MemberChange.with(IntMap.empty(), members);
    RoomRejection refusal = Bounds.first(changes.listRefusal(members), changes.roomRefusal(after));
    return refusal == null
        ? Decision.accept(new MembersChanged(members, List.of()))
        : Decision.reject(refusal);
  }

  private @Nullable RoomRejection messageRefusal(ImportedMessage message) {
    RoomRejection refusal =
        Bounds.first(
            Bounds.ofText("body", message.body(), 1, limits.messageLength()),
            Bounds.ofCount(
                "reactions",
                (int)
                    message.reactions().stream().map(ImportedReaction::reaction).distinct().count(),
                0,
                limits.reactionKindsPerMessage()));
    for (ImportedReaction reaction : message.reactions()) {
      refusal =
          Bounds.first(
              refusal, Bounds.ofText("reaction", reaction.reaction(), 1, limits.reactionLength()));
    }
    return refusal;
  }

  /// An edited message is told as posted and edited with the same text, since the first one is not
  /// known.
  private static void addEvents(int sequence, ImportedMessage message, List<RoomEvent> events) {
    events.add(
        new MessagePosted(
            sequence,
            message.author(),
            MessageKind.USER,
            message.body(),
            Mentions.NONE,
            true,
            message.at()));
    if (message.editedAt() != null) {
      events.add(new MessageEdited(sequence, message.body(), Mentions.NONE, message.editedAt()));
    }
    for (ImportedReaction reaction : new LinkedHashSet<>(message.reactions())) {
      events.add(new ReactionAdded(sequence, reaction.account(), reaction.reaction()));
    }
  }
}
