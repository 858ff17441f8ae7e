package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decision;
import io.tsubame.domain.Limits;
import io.tsubame.domain.collection.IntMap;
import io.tsubame.domain.notation.Mentioned;
import io.tsubame.domain.notation.Notation;
import io.tsubame.domain.room.RoomCommand.AddReaction;
import io.tsubame.domain.room.RoomCommand.DeleteMessage;
import io.tsubame.domain.room.RoomCommand.EditMessage;
import io.tsubame.domain.room.RoomCommand.PostMessage;
import io.tsubame.domain.room.RoomCommand.RemoveReaction;
import io.tsubame.domain.room.RoomEvent.MessageDeleted;
import io.tsubame.domain.room.RoomEvent.MessageEdited;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.domain.room.RoomEvent.ReactionAdded;
import io.tsubame.domain.room.RoomEvent.ReactionRemoved;
import io.tsubame.domain.room.RoomRejection.MessageNotFound;
import io.tsubame.domain.room.RoomRejection.NotPermitted;
import io.tsubame.domain.room.RoomRejection.OutOfBounds;
import io.tsubame.domain.room.RoomRejection.UnknownReaction;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Posting, editing and deleting messages, and reacting to them. Each needs an author, so the
/// server cannot do it.
final class MessageRules {
  private final Limits limits;
  private final Set<String> reactions;

  MessageRules(Limits limits, Set<String> reactions) {
    this.limits = limits;
    this.reactions = Set.copyOf(reactions);
  }

  Decision<RoomEvent> post(Room room, PostMessage command, Context context) {
    AccountId author = Acting.account(context);
    if (author == null) {
      return Decision.reject(new NotPermitted(RoomOperation.POST_MESSAGE));
    }
    RoomRejection refusal = bodyRefusal(command.body());
    if (refusal != null) {
      return Decision.reject(refusal);
    }
    return Decision.accept(
        new MessagePosted(
            room.lastSequence() + 1,
            author,
            MessageKind.USER,
            command.body(),
            mentions(room, author, command.body()),
            !command.selfUnread(),
            context.now()));
  }

  Decision<RoomEvent> edit(Room room, EditMessage command, Context context) {
    MessageState message = room.loaded().messages().get(command.sequence());
    RoomRejection refusal =
        message == null || message.deleted()
            ? new MessageNotFound()
            : Bounds.first(
                unlessOwn(message, context, RoomOperation.EDIT_OWN_MESSAGE),
                bodyRefusal(command.body()));
    if (message == null || refusal != null) {
      return Decision.reject(refusal == null ? new MessageNotFound() : refusal);
    }
    if (message.body().equals(command.body())) {
      return Decision.accept();
    }
    if (message.edits() >= limits.editsPerMessage()) {
      return Decision.reject(new OutOfBounds("edits", 0, limits.editsPerMessage()));
    }
    return Decision.accept(
        new MessageEdited(
            command.sequence(),
            command.body(),
            mentions(room, message.author(), command.body()),
            context.now()));
  }

  Decision<RoomEvent> delete(Room room, DeleteMessage command, Context context) {
    MessageState message = room.loaded().messages().get(command.sequence());
    if (message == null) {
      return Decision.reject(new MessageNotFound());
    }
    RoomRejection refusal = unlessOwn(message, context, RoomOperation.DELETE_OWN_MESSAGE);
    if (refusal != null) {
      return Decision.reject(refusal);
    }
    return message.deleted()
        ? Decision.accept()
        : Decision.accept(new MessageDeleted(command.sequence(), context.now()));
  }

  Decision<RoomEvent> react(Room room, AddReaction command, Context context) {
    AccountId account = Acting.account(context);
    MessageState message = room.loaded().messages().get(command.sequence());
    if (account == null) {
      return Decision.reject(new NotPermitted(RoomOperation.REACT));
    }
    if (message == null || message.deleted()) {
      return Decision.reject(new MessageNotFound());
    }
    String reaction = command.reaction();
    if (!reactions.contains(reaction)) {
      return Decision.reject(new UnknownReaction(reaction));
    }
    if (hasReacted(message, account, reaction)) {
      return Decision.accept();
    }
    int kinds = message.reactions().size();
    if (!message.reactions().containsKey(reaction) && kinds >= limits.reactionKindsPerMessage()) {
      return Decision.reject(new OutOfBounds("reaction", 0, limits.reactionKindsPerMessage()));
    }
    return Decision.accept(new ReactionAdded(command.sequence(), account, reaction));
  }

  /// Whether the reaction is still allowed does not matter for taking it back.
  Decision<RoomEvent> unreact(Room room, RemoveReaction command, Context context) {
    AccountId account = Acting.account(context);
    MessageState message = room.loaded().messages().get(command.sequence());
    if (account == null) {
      return Decision.reject(new NotPermitted(RoomOperation.REACT));
    }
    if (message == null || message.deleted()) {
      return Decision.reject(new MessageNotFound());
    }
    return hasReacted(message, account, command.reaction())
        ? Decision.accept(new ReactionRemoved(command.sequence(), account, command.reaction()))
        : Decision.accept();
  }

  private static boolean hasReacted(MessageState message, AccountId account, String reaction) {
    IntMap<AccountId> accounts = message.reactions().get(reaction);
    return accounts != null && accounts.containsKey(account.value());
  }

  private static @Nullable RoomRejection unlessOwn(
      MessageState message, Context context, RoomOperation operation) {
    return message.kind() == MessageKind.USER && Acting.is(message.author(), context)
        ? null
        : new NotPermitted(operation);
  }

  private @Nullable RoomRejection bodyRefusal(String body) {
    return Bounds.ofText("body", body, 1, limits.messageLength());
  }

  /// Whom a text of the author addresses, of those who are in the room.
  Mentions mentions(Room room, AccountId author, String body) {
    Mentioned mentioned = Notation.mentions(body);
    if (mentioned.equals(Mentioned.NOBODY)) {
      return Mentions.NONE;
    }
    List<AccountId> accounts =
        mentioned.accounts().stream()
            .filter(account -> !account.equals(author) && room.roleOf(account) != null)
            .sorted()
            .distinct()
            .limit(limits.mentionsPerMessage())
            .toList();
    return new Mentions(accounts, mentioned.all());
  }
}
