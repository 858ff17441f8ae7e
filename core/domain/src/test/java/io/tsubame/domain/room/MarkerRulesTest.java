package io.tsubame.domain.room;

import static io.tsubame.domain.room.RoomScenario.ADA;
import static io.tsubame.domain.room.RoomScenario.MIO;
import static io.tsubame.domain.room.RoomScenario.NOW;
import static io.tsubame.domain.room.RoomScenario.SORA;
import static io.tsubame.domain.room.RoomScenario.group;
import static io.tsubame.domain.room.RoomScenario.posted;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.room.RoomCommand.MarkRead;
import io.tsubame.domain.room.RoomCommand.MarkUnread;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.domain.room.RoomEvent.ReadMarkerMoved;
import io.tsubame.domain.room.RoomRejection.AlreadyRead;
import io.tsubame.domain.room.RoomRejection.AlreadyUnread;
import io.tsubame.domain.room.RoomRejection.MessageNotFound;
import io.tsubame.domain.room.RoomRejection.NotAMember;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MarkerRulesTest {
  @Test
  @DisplayName("[RM70] marking read moves the marker to a message, or to the last one")
  void marksRead() {
    threeByAda().when(MIO, read(2)).accepts(moved(2, 2));
    threeByAda().when(MIO, read(null)).accepts(moved(3, 3));
    threeByAda().and(moved(1, 1)).when(MIO, read(2)).accepts(moved(2, 2));
  }

  @Test
  @DisplayName("[RM71] what is read is not marked read again")
  void refusesReadAgain() {
    threeByAda().and(moved(2, 2)).when(MIO, read(2)).rejects(new AlreadyRead());
    threeByAda().and(moved(2, 2)).when(MIO, read(1)).rejects(new AlreadyRead());
    threeByAda().and(moved(3, 3)).when(MIO, read(null)).rejects(new AlreadyRead());
    group().when(MIO, read(null)).rejects(new AlreadyRead());
  }

  @Test
  @DisplayName("[RM71] own messages are read, unless they were posted as unread")
  void knowsOwnMessages() {
    RoomScenario own = threeByAda().and(moved(3, 3), posted(4, MIO, "a"), posted(5, MIO, "b"));
    own.when(MIO, read(null)).rejects(new AlreadyRead());
    own.when(MIO, read(5)).rejects(new AlreadyRead());
    own.and(posted(6, ADA, "c")).when(MIO, read(null)).accepts(moved(6, 6));
    threeByAda().and(moved(2, 2), posted(4, MIO, "a")).when(MIO, read(null)).accepts(moved(4, 4));
    threeByAda()
        .and(
            moved(3, 3),
            new MessagePosted(4, MIO, MessageKind.USER, "x", Mentions.NONE, false, NOW))
        .when(MIO, read(null))
        .accepts(moved(4, 4));
  }

  @Test
  @DisplayName("[RM72] marking unread moves the marker to just before a message")
  void marksUnread() {
    threeByAda().and(moved(3, 3)).when(MIO, unread(2)).accepts(moved(1, 3));
    threeByAda().and(moved(3, 3)).when(MIO, unread(1)).accepts(moved(0, 3));
  }

  @Test
  @DisplayName("[RM72] own messages become unread, too")
  void marksOwnUnread() {
    RoomScenario ownAtEnd = threeByAda().and(moved(3, 3), posted(4, MIO, "a"), posted(5, MIO, "b"));
    ownAtEnd.when(MIO, unread(5)).accepts(moved(4, 5));
    ownAtEnd.when(MIO, unread(4)).accepts(moved(3, 5));
    ownAtEnd.when(MIO, unread(2)).accepts(moved(1, 5));
    RoomScenario ownBetween =
        threeByAda().and(moved(2, 2), posted(4, MIO, "a"), posted(5, ADA, "b"));
    ownBetween.when(MIO, unread(4)).accepts(moved(2, 5));
  }

  @Test
  @DisplayName("[RM73] what is unread is not marked unread again")
  void refusesUnreadAgain() {
    threeByAda().when(MIO, unread(1)).rejects(new AlreadyUnread());
    threeByAda().and(moved(1, 1)).when(MIO, unread(2)).rejects(new AlreadyUnread());
    threeByAda()
        .and(moved(3, 3), posted(4, MIO, "a"), moved(3, 4))
        .when(MIO, unread(4))
        .rejects(new AlreadyUnread());
  }

  @Test
  @DisplayName("[RM74] a message that was never posted is not found")
  void findsNoOtherMessage() {
    for (int sequence : new int[] {4, 0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      threeByAda().when(MIO, read(sequence)).rejects(new MessageNotFound());
      threeByAda().when(MIO, unread(sequence)).rejects(new MessageNotFound());
    }
  }

  @Test
  @DisplayName("[RM75] nobody but the server moves somebody else's marker")
  void movesOwnMarkerOnly() {
    threeByAda().when(ADA, read(2)).notPermitted(RoomOperation.MARK_READ);
    threeByAda().when(ADA, unread(2)).notPermitted(RoomOperation.MARK_READ);
    threeByAda().when(Actor.SERVER, read(2)).accepts(moved(2, 2));
    threeByAda().when(Actor.SERVER, new MarkRead(SORA, null)).rejects(new NotAMember(SORA));
    threeByAda().when(Actor.SERVER, new MarkUnread(SORA, 1)).rejects(new NotAMember(SORA));
  }

  @Test
  @DisplayName("[RM76] own messages that were marked unread stay so until they are marked read")
  void keepsOwnUnread() {
    RoomScenario own =
        group(posted(1, MIO, "a"), posted(2, MIO, "b"), posted(3, MIO, "c")).after(MIO, unread(1));
    own.when(MIO, read(2)).accepts(moved(2, 3));
    own.after(MIO, read(2)).when(MIO, read(null)).accepts(moved(3, 3));
  }

  private static RoomScenario threeByAda() {
    return group(posted(1, ADA, "one"), posted(2, ADA, "two"), posted(3, ADA, "three"));
  }

  private static MarkRead read(Integer sequence) {
    return new MarkRead(MIO, sequence);
  }

  private static MarkUnread unread(int sequence) {
    return new MarkUnread(MIO, sequence);
  }

  private static ReadMarkerMoved moved(int readUpTo, int ownReadFrom) {
    return moved(MIO, readUpTo, ownReadFrom);
  }

  private static ReadMarkerMoved moved(AccountId account, int readUpTo, int ownReadFrom) {
    return new ReadMarkerMoved(account, new ReadMarker(readUpTo, ownReadFrom));
  }
}
