package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decision;
import io.tsubame.domain.room.RoomCommand.MarkRead;
import io.tsubame.domain.room.RoomCommand.MarkUnread;
import io.tsubame.domain.room.RoomEvent.ReadMarkerMoved;
import io.tsubame.domain.room.RoomRejection.AlreadyRead;
import io.tsubame.domain.room.RoomRejection.AlreadyUnread;
import io.tsubame.domain.room.RoomRejection.MessageNotFound;
import io.tsubame.domain.room.RoomRejection.NotAMember;
import io.tsubame.domain.room.RoomRejection.NotPermitted;
import org.jspecify.annotations.Nullable;

/// What members have read.
final class MarkerRules {
  Decision<RoomEvent> markRead(Room room, MarkRead command, Context context) {
    AccountId account = command.account();
    RoomRejection refusal = markerRefusal(room, account, context);
    if (refusal != null) {
      return Decision.reject(refusal);
    }
    int upTo = command.sequence() == null ? room.lastSequence() : command.sequence();
    if (command.sequence() != null && !exists(room, upTo)) {
      return Decision.reject(new MessageNotFound());
    }
    ReadMarker marker = room.markerOf(account);
    if (upTo <= marker.readUpTo() || hasNothingUnread(room, account, marker)) {
      return Decision.reject(new AlreadyRead());
    }
    // Own messages that were marked unread stay so where they are not covered.
    ReadMarker moved = new ReadMarker(upTo, Math.max(upTo, marker.ownReadFrom()));
    return Decision.accept(new ReadMarkerMoved(account, moved));
  }

  Decision<RoomEvent> markUnread(Room room, MarkUnread command, Context context) {
    AccountId account = command.account();
    RoomRejection refusal = markerRefusal(room, account, context);
    if (refusal != null) {
      return Decision.reject(refusal);
    }
    int from = command.sequence();
    if (!exists(room, from)) {
      return Decision.reject(new MessageNotFound());
    }
    ReadMarker marker = room.markerOf(account);
    int read = hasNothingUnread(room, account, marker) ? room.lastSequence() : marker.readUpTo();
    if (from > read && !countsAsOwnRead(room, account, from, marker)) {
      return Decision.reject(new AlreadyUnread());
    }
    ReadMarker moved = new ReadMarker(Math.min(read, from - 1), room.lastSequence());
    return Decision.accept(new ReadMarkerMoved(account, moved));
  }

  private static @Nullable RoomRejection markerRefusal(
      Room room, AccountId account, Context context) {
    return switch (context.actor()) {
      case Actor.Server() -> room.roleOf(account) == null ? new NotAMember(account) : null;
      case Actor.Person(var actor) ->
          actor.equals(account) ? null : new NotPermitted(RoomOperation.MARK_READ);
    };
  }

  private static boolean exists(Room room, int sequence) {
    return sequence >= 1 && sequence <= room.lastSequence();
  }

  /// Whether only own messages come after the marker, all of which count as read.
  private static boolean hasNothingUnread(Room room, AccountId account, ReadMarker marker) {
    Room.Tail tail = room.tail();
    return tail != null
        && tail.author().equals(account)
        && tail.first() <= marker.readUpTo() + 1
        && marker.ownReadFrom() <= marker.readUpTo();
  }

  private static boolean countsAsOwnRead(
      Room room, AccountId account, int sequence, ReadMarker marker) {
    MessageState message = room.loaded().messages().get(sequence);
    return sequence > marker.ownReadFrom() && message != null && message.author().equals(account);
  }
}
