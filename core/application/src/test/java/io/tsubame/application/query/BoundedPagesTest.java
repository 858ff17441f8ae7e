package io.tsubame.application.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.Answer;
import io.tsubame.application.projection.World;
import io.tsubame.application.query.MessageQueries.Edit;
import io.tsubame.application.query.TaskQueries.Filter;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.Deadline;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Mentions;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.RoomEvent.MessageEdited;
import io.tsubame.domain.room.RoomEvent.TaskAdded;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A page is bounded by the length of its texts, too, and pages one after the other give all.
final class BoundedPagesTest {
  private static final AccountId AYA = new AccountId(64);
  private static final RoomId ROOM = new RoomId(65);
  private static final int COUNT = 60;

  /// The longest message: 65,535 code points of four bytes.
  private static final String LONG = "\ud83d\udc26".repeat(65_535);

  private static final int MOST = QueryLimits.PAGE_BYTES + LONG.length() * 2;

  private final World world =
      new World().happens(ROOM, World.group(ROOM, new Member(AYA, Role.ADMIN)));
  private final Queries queries = world.queries();

  private void post(String body) {
    for (int i = 1; i <= COUNT; i++) {
      world.happens(ROOM, world.posted(i, AYA, body));
    }
  }

  @Test
  @DisplayName("[VW38] long messages make short pages, forwards and backwards")
  void messages() {
    post(LONG);
    List<Integer> forwards =
        walk(
            last -> found(queries.messages().after(AYA, ROOM, last, 200)),
            MessageView::sequence,
            MessageView::body,
            0);
    assertThat(forwards).isEqualTo(IntStream.rangeClosed(1, COUNT).boxed().toList());
    List<Integer> backwards =
        walk(
            last -> found(queries.messages().before(AYA, ROOM, last, 200)).reversed(),
            MessageView::sequence,
            MessageView::body,
            Integer.MAX_VALUE);
    assertThat(backwards).isEqualTo(forwards.reversed());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 59, 60, 100})
  @DisplayName("[VW38] usual messages fill a page by number")
  void usual(int limit) {
    post("x".repeat(2_000));
    assertThat(found(queries.messages().after(AYA, ROOM, 0, limit)))
        .hasSize(Math.min(limit, COUNT));
    assertThat(found(queries.messages().before(AYA, ROOM, Integer.MAX_VALUE, limit)))
        .hasSize(Math.min(limit, COUNT));
  }

  @Test
  @DisplayName("[VW38] messages by id end where the texts are long enough")
  void byId() {
    post(LONG);
    List<MessageId> ids =
        IntStream.rangeClosed(1, COUNT).mapToObj(i -> MessageId.of(ROOM, i)).toList();
    List<Integer> all =
        walk(
            last -> queries.messages().firstOf(AYA, ids.subList(last, COUNT)),
            MessageView::sequence,
            MessageView::body,
            0);
    assertThat(all).hasSize(COUNT).isSorted();
  }

  @Test
  @DisplayName("[VW38] earlier texts come in pages")
  void edits() {
    post(LONG);
    for (int i = 1; i < COUNT; i++) {
      world.happens(ROOM, new MessageEdited(1, LONG, Mentions.NONE, world.now()));
    }
    MessageId message = MessageId.of(ROOM, 1);
    List<Integer> numbers =
        walk(
            last -> found(queries.messages().edits(AYA, ROOM, message, last)),
            Edit::number,
            Edit::body,
            0);
    assertThat(numbers).isEqualTo(IntStream.range(1, COUNT).boxed().toList());
  }

  @Test
  @DisplayName("[VW38] long tasks make short pages, in a room and over all rooms")
  void tasks() {
    post("x");
    for (int i = 1; i <= COUNT; i++) {
      TaskId task = new TaskId(64 * i + 1);
      world.happens(ROOM, new TaskAdded(task, AYA, AYA, LONG, Deadline.NONE, 1, world.now()));
    }
    TaskQueries tasks = queries.tasks();
    List<Integer> inRoom =
        walk(
            last -> found(tasks.inRoom(AYA, ROOM, Filter.OPEN, task(last), 200)),
            task -> task.id().value(),
            TaskView::body,
            0);
    List<Integer> assigned =
        walk(
            last -> tasks.assignedTo(AYA, Filter.OPEN, task(last), 200),
            task -> task.id().value(),
            TaskView::body,
            0);
    assertThat(inRoom).hasSize(COUNT).doesNotHaveDuplicates();
    assertThat(assigned).isEqualTo(inRoom);
  }

  private static TaskId task(int number) {
    return number == 0 ? null : new TaskId(number);
  }

  /// Asks for page after page until one is empty.
  private static <T> List<Integer> walk(
      Function<Integer, List<T>> pages,
      Function<T, Integer> number,
      Function<T, String> text,
      int first) {
    List<Integer> numbers = new ArrayList<>();
    List<T> page = pages.apply(first);
    while (!page.isEmpty()) {
      assertThat(page.stream().mapToInt(each -> text.apply(each).length()).sum())
          .isLessThanOrEqualTo(MOST);
      page.forEach(each -> numbers.add(number.apply(each)));
      page = pages.apply(numbers.getLast());
    }
    return numbers;
  }

  private static <T> T found(Answer<T> answer) {
    return ((Answer.Found<T>) answer).value();
  }
}
