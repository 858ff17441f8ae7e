package io.tsubame.protocol;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.room.Mentions;
import io.tsubame.domain.room.ReadMarker;
import io.tsubame.domain.room.RoomEvent.MessageDeleted;
import io.tsubame.domain.room.RoomEvent.MessageEdited;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.domain.room.RoomEvent.ReactionAdded;
import io.tsubame.domain.room.RoomEvent.ReactionRemoved;
import io.tsubame.domain.room.RoomEvent.ReadMarkerMoved;
import io.tsubame.protocol.EventVersion.Current;
import io.tsubame.protocol.schema.RoomProto;
import java.util.List;

/// The messages of a room, their reactions and what is read of them.
final class MessageEvents {
  static final List<EventVersion<?>> VERSIONS =
      List.of(
          new Current<>(
              1,
              "room.message-posted",
              1,
              MessagePosted.class,
              RoomProto.MessagePosted.parser(),
              MessageEvents::write,
              MessageEvents::read),
          new Current<>(
              2,
              "room.read-marker-moved",
              1,
              ReadMarkerMoved.class,
              RoomProto.ReadMarkerMoved.parser(),
              MessageEvents::write,
              MessageEvents::read),
          new Current<>(
              3,
              "room.message-edited",
              1,
              MessageEdited.class,
              RoomProto.MessageEdited.parser(),
              MessageEvents::write,
              MessageEvents::read),
          new Current<>(
              4,
              "room.message-deleted",
              1,
              MessageDeleted.class,
              RoomProto.MessageDeleted.parser(),
              MessageEvents::write,
              MessageEvents::read),
          new Current<>(
              5,
              "room.reaction-added",
              1,
              ReactionAdded.class,
              RoomProto.ReactionAdded.parser(),
              MessageEvents::write,
              MessageEvents::read),
          new Current<>(
              6,
              "room.reaction-removed",
              1,
              ReactionRemoved.class,
              RoomProto.ReactionRemoved.parser(),
              MessageEvents::write,
              MessageEvents::read));

  private MessageEvents() {}

  private static RoomProto.MessagePosted write(MessagePosted event) {
    RoomProto.MessagePosted.Builder message =
        RoomProto.MessagePosted.newBuilder()
            .setSequence(event.sequence())
            .setAuthor(event.author().value())
            .setKind(RoomValues.MESSAGE_KINDS.toPublished(event.kind()))
            .setBody(event.body())
            .setAuthorUnread(!event.markedRead())
            .setAtMillis(Times.millis(event.at()));
    if (!event.mentions().equals(Mentions.NONE)) {
      message.setMentions(RoomValues.write(event.mentions()));
    }
    return message.build();
  }

  private static MessagePosted read(RoomProto.MessagePosted message) {
    return new MessagePosted(
        message.getSequence(),
        new AccountId(message.getAuthor()),
        RoomValues.MESSAGE_KINDS.toDomain(message.getKind()),
        message.getBody(),
        RoomValues.read(message.getMentions()),
        !message.getAuthorUnread(),
        Times.time(message.getAtMillis()));
  }

  private static RoomProto.ReadMarkerMoved write(ReadMarkerMoved event) {
    return RoomProto.ReadMarkerMoved.newBuilder()
        .setAccount(event.account().value())
        .setReadUpTo(event.marker().readUpTo())
        .setOwnReadFrom(event.marker().ownReadFrom())
        .build();
  }

  private static ReadMarkerMoved read(RoomProto.ReadMarkerMoved message) {
    return new ReadMarkerMoved(
        new AccountId(message.getAccount()),
        new ReadMarker(message.getReadUpTo(), message.getOwnReadFrom()));
  }

  private static RoomProto.MessageEdited write(MessageEdited event) {
    RoomProto.MessageEdited.Builder message =
        RoomProto.MessageEdited.newBuilder()
            .setSequence(event.sequence())
            .setBody(event.body())
            .setAtMillis(Times.millis(event.at()));
    if (!event.mentions().equals(Mentions.NONE)) {
      message.setMentions(RoomValues.write(event.mentions()));
    }
    return message.build();
  }

  private static MessageEdited read(RoomProto.MessageEdited message) {
    return new MessageEdited(
        message.getSequence(),
        message.getBody(),
        RoomValues.read(message.getMentions()),
        Times.time(message.getAtMillis()));
  }

  private static RoomProto.MessageDeleted write(MessageDeleted event) {
    return RoomProto.MessageDeleted.newBuilder()
        .setSequence(event.sequence())
        .setAtMillis(Times.millis(event.at()))
        .build();
  }

  private static MessageDeleted read(RoomProto.MessageDeleted message) {
    return new MessageDeleted(message.getSequence(), Times.time(message.getAtMillis()));
  }

  private static RoomProto.ReactionAdded write(ReactionAdded event) {
    return RoomProto.ReactionAdded.newBuilder()
        .setSequence(event.sequence())
        .setAccount(event.account().value())
        .setReaction(event.reaction())
        .build();
  }

  private static ReactionAdded read(RoomProto.ReactionAdded message) {
    return new ReactionAdded(
        message.getSequence(), new AccountId(message.getAccount()), message.getReaction());
  }

  private static RoomProto.ReactionRemoved write(ReactionRemoved event) {
    return RoomProto.ReactionRemoved.newBuilder()
        .setSequence(event.sequence())
        .setAccount(event.account().value())
        .setReaction(event.reaction())
        .build();
  }

  private static ReactionRemoved read(RoomProto.ReactionRemoved message) {
    return new ReactionRemoved(
        message.getSequence(), new AccountId(message.getAccount()), message.getReaction());
  }
}
