package io.tsubame.application.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.Answer;
import io.tsubame.application.query.MessageView;
import io.tsubame.application.query.RoomView;
import io.tsubame.application.query.RoomView.Counts;
import io.tsubame.application.query.TaskQueries.Filter;
import io.tsubame.application.query.TaskView;
import io.tsubame.application.view.Table;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.Deadline;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Mentions;
import io.tsubame.domain.room.ReadMarker;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.RoomEvent.MembersChanged;
import io.tsubame.domain.room.RoomEvent.MessageDeleted;
import io.tsubame.domain.room.RoomEvent.MessageEdited;
import io.tsubame.domain.room.RoomEvent.ReadMarkerMoved;
import io.tsubame.domain.room.RoomEvent.RoomDeleted;
import io.tsubame.domain.room.RoomEvent.TaskAdded;
import io.tsubame.domain.room.RoomRejection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What happens in a room, and what its members then see. See `docs/spec/views.md`.
final class RoomViewsTest {
  private static final RoomId ROOM = new RoomId(65);
  private static final AccountId AYA = new AccountId(129);
  private static final AccountId BEN = new AccountId(193);
  private static final AccountId CHIE = new AccountId(257);
  private static final TaskId TASK = new TaskId(321);

  private final World world = new World();

  @BeforeEach
  void createRoom() {
    world.happens(
        ROOM,
        World.group(
            ROOM,
            new Member(AYA, Role.ADMIN),
            new Member(BEN, Role.MEMBER),
            new Member(CHIE, Role.READONLY)));
  }

  @Test
  void ownMessagesPostedAsReadAreNotUnread() {
    world.happens(ROOM, world.posted(1, AYA, "one"), world.posted(2, BEN, "two"));

    assertThat(counts(AYA)).isEqualTo(new Counts(1, 0, 0));
    assertThat(counts(CHIE)).isEqualTo(new Counts(2, 0, 0));
  }

  @Test
  void whoMarksUnreadHasOwnMessagesUnreadToo() {
    world.happens(ROOM, world.posted(1, AYA, "one"), world.posted(2, BEN, "two"));
    world.happens(ROOM, new ReadMarkerMoved(AYA, new ReadMarker(0, 2)));
    world.happens(ROOM, world.posted(3, AYA, "three"));

    assertThat(counts(AYA)).isEqualTo(new Counts(2, 0, 0));
  }

  @Test
  void aMessageToAllAddressesEverybodyButItsAuthorOnce() {
    world.happens(ROOM, world.posted(1, AYA, "[toall]", new Mentions(List.of(BEN), true)));

    assertThat(counts(AYA)).isEqualTo(new Counts(0, 0, 0));
    assertThat(counts(BEN)).isEqualTo(new Counts(1, 1, 0));
    assertThat(counts(CHIE)).isEqualTo(new Counts(1, 1, 0));
  }

  @Test
  void anEditChangesWhoIsAddressed() {
    world.happens(ROOM, world.posted(1, AYA, "[To:193]", new Mentions(List.of(BEN), false)));
    world.happens(
        ROOM, new MessageEdited(1, "[To:257]", new Mentions(List.of(CHIE), false), world.now()));

    assertThat(counts(BEN)).isEqualTo(new Counts(1, 0, 0));
    assertThat(counts(CHIE)).isEqualTo(new Counts(1, 1, 0));
  }

  @Test
  void aDeletedMessageCountsUntilItIsRead() {
    world.happens(ROOM, world.posted(1, AYA, "[To:193]", new Mentions(List.of(BEN), false)));
    world.happens(ROOM, new MessageDeleted(1, world.now()));
    assertThat(counts(BEN)).isEqualTo(new Counts(1, 1, 0));

    world.happens(ROOM, new ReadMarkerMoved(BEN, ReadMarker.at(1)));
    assertThat(counts(BEN)).isEqualTo(new Counts(0, 0, 0));
  }

  @Test
  void whoComesBackHasEverythingReadAndNoTask() {
    world.happens(ROOM, world.posted(1, AYA, "do it"), task());
    assertThat(counts(BEN)).isEqualTo(new Counts(1, 0, 1));

    world.happens(ROOM, new MembersChanged(List.of(), List.of(BEN)));
    assertThat(world.queries().rooms().rooms(BEN)).isEmpty();
    assertThat(world.queries().rooms().room(BEN, ROOM))
        .isEqualTo(Answer.refuse(new RoomRejection.RoomNotFound()));

    world.happens(ROOM, new MembersChanged(List.of(new Member(BEN, Role.MEMBER)), List.of()));
    assertThat(counts(BEN)).isEqualTo(new Counts(0, 0, 0));
    assertThat(world.queries().tasks().assignedTo(BEN, Filter.OPEN, null, 10)).isEmpty();
  }

  @Test
  void aDeletedRoomIsInNobodysList() {
    world.happens(ROOM, world.posted(1, AYA, "do it"), task());
    world.happens(ROOM, new RoomDeleted(AYA));

    assertThat(world.queries().rooms().rooms(AYA)).isEmpty();
    assertThat(world.queries().messages().before(AYA, ROOM, Integer.MAX_VALUE, 10))
        .isEqualTo(Answer.refuse(new RoomRejection.RoomNotFound()));
    assertThat(world.queries().tasks().assignedTo(BEN, Filter.OPEN, null, 10)).isEmpty();
  }

  @Test
  void pagesOfMessagesAreOldestFirst() {
    for (int sequence = 1; sequence <= 5; sequence++) {
      world.happens(ROOM, world.posted(sequence, AYA, "number " + sequence));
    }

    assertThat(sequences(world.queries().messages().before(BEN, ROOM, Integer.MAX_VALUE, 2)))
        .containsExactly(4, 5);
    assertThat(sequences(world.queries().messages().before(BEN, ROOM, 4, 2))).containsExactly(2, 3);
    assertThat(sequences(world.queries().messages().after(BEN, ROOM, 1, 2))).containsExactly(2, 3);
    assertThat(world.queries().messages().firstSince(BEN, ROOM, World.START.plusSeconds(3)))
        .isEqualTo(Answer.of(3));
  }

  @Test
  void theRoomListTellsWhatIsToDo() {
    world.happens(ROOM, world.posted(1, AYA, "do it"), task());

    List<RoomView> rooms = world.queries().rooms().rooms(BEN);

    assertThat(rooms).hasSize(1);
    assertThat(rooms.getFirst().counts()).isEqualTo(new Counts(1, 0, 1));
    assertThat(rooms.getFirst().tasks()).isEqualTo(1);
    assertThat(rooms.getFirst().members()).isEqualTo(3);
    assertThat(rooms.getFirst().version()).isEqualTo(3);
    assertThat(world.queries().tasks().inRoom(CHIE, ROOM, Filter.OPEN, null, 10))
        .isInstanceOfSatisfying(
            Answer.Found.class, found -> assertThat((List<?>) found.value()).hasSize(1));
    assertThat(world.queries().tasks().assignedTo(BEN, Filter.OPEN, null, 10))
        .extracting(TaskView::id)
        .containsExactly(TASK);
  }

  @Test
  void aMessageTakesFewBytesBesideItsText() {
    String body = "x".repeat(200);
    int messages = 1_000;
    for (int sequence = 1; sequence <= messages; sequence++) {
      world.happens(ROOM, world.posted(sequence, AYA, body));
    }

    assertThat(world.store().bytes(Table.MESSAGES) / messages).isLessThan(225);
    assertThat(world.store().bytes(Table.AUTHORED) / messages).isLessThan(16);
    assertThat(world.store().bytes(Table.ROOM_CHANGES) / messages).isLessThan(17);
    assertThat(world.store().bytes(Table.COMMANDS) / messages).isLessThan(25);
  }

  private TaskAdded task() {
    return new TaskAdded(TASK, BEN, AYA, "do it", Deadline.NONE, 1, world.now());
  }

  private Counts counts(AccountId reader) {
    return found(world.queries().rooms().counts(reader, ROOM));
  }

  private static List<Integer> sequences(Answer<List<MessageView>> answer) {
    return found(answer).stream().map(MessageView::sequence).toList();
  }

  private static <T> T found(Answer<T> answer) {
    if (answer instanceof Answer.Found<T>(T value)) {
      return value;
    }
    throw new AssertionError("refused: " + answer);
  }
}
