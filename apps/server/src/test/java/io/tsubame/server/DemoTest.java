package io.tsubame.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.api.HttpSettings;
import io.tsubame.application.Answer;
import io.tsubame.application.query.MessageView;
import io.tsubame.application.query.Queries;
import io.tsubame.application.query.RoomQueries;
import io.tsubame.application.query.RoomView;
import io.tsubame.application.query.TaskQueries.Filter;
import io.tsubame.application.query.TaskView;
import io.tsubame.application.secret.Tokens;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.room.Deadline;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.RoomType;
import io.tsubame.domain.room.TaskStatus;
import io.tsubame.server.demo.Cast;
import io.tsubame.server.demo.Demo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody sees who tries the demo.
final class DemoTest {
  @TempDir private static Path folder;
  private static Core core;
  private static Demo.Login login;
  private static AccountId guest;
  private static Queries queries;

  @BeforeAll
  static void fill() throws InterruptedException {
    ServerSettings settings = ServerSettings.in(folder, HttpSettings.local(0));
    login = DemoData.fill(settings).orElseThrow();
    assertThat(DemoData.fill(settings)).as("once is enough").isEmpty();
    core = Core.open(settings);
    core.engine().start();
    core.awaitViews(Duration.ofSeconds(1), _ -> {});
    queries = core.queries();
    guest = queries.credentials().byApiToken(Tokens.hash(login.apiToken())).orElseThrow();
  }

  @AfterAll
  static void close() {
    core.close();
  }

  @Test
  @DisplayName("the e-mail address and the password that are printed let the guest in")
  void signIn() {
    assertThat(core.application().signIn().withPassword(login.email(), login.password()))
        .isEqualTo(Answer.of(guest));
    assertThat(login.email()).isEqualTo(Cast.GUEST.email());
  }

  @Test
  @DisplayName("there are several hundred messages in rooms of every kind and role")
  void rooms() {
    List<RoomView> rooms = queries.rooms().rooms(guest);
    assertThat(rooms.stream().mapToInt(RoomView::messages).sum()).isBetween(250, 1_000);
    assertThat(rooms).hasSize(9);
    assertThat(rooms).extracting(RoomView::type).contains(RoomType.values());
    assertThat(rooms).extracting(RoomView::role).contains(Role.values());
    assertThat(rooms.getFirst().pinned()).isTrue();
  }

  @Test
  @DisplayName("the guest has messages to read, mentions, and tasks open, overdue and done")
  void toDo() {
    RoomQueries.Totals totals = queries.rooms().totals(guest);
    assertThat(totals.unread()).isBetween(5, 20);
    assertThat(totals.mentions()).isBetween(2, 10);
    List<TaskView> open = queries.tasks().assignedTo(guest, Filter.OPEN, null, 100);
    assertThat(open).extracting(TaskView::deadline).anyMatch(DemoTest::isOverdue);
    assertThat(open).extracting(TaskView::deadline).anyMatch(due -> !isOverdue(due));
    Filter done = new Filter(TaskStatus.DONE, null, null);
    assertThat(queries.tasks().assignedTo(guest, done, null, 100)).isNotEmpty();
    assertThat(queries.tasks().assignedBy(guest, Filter.OPEN, null, 100)).isNotEmpty();
    assertThat(queries.people().incomingRequests(guest)).hasSize(1);
  }

  @Test
  @DisplayName("in every room time goes on, and ends before now")
  void timeline() {
    for (RoomView room : queries.rooms().rooms(guest)) {
      List<Instant> times = messages(room).stream().map(MessageView::sentAt).toList();
      assertThat(times).as(room.name()).isSorted();
      assertThat(times).allMatch(time -> time.isBefore(Instant.now()));
    }
  }

  @Test
  @DisplayName("messages reply, quote, mention and are reacted to")
  void variety() {
    List<MessageView> all =
        queries.rooms().rooms(guest).stream().flatMap(room -> messages(room).stream()).toList();
    assertThat(all).extracting(MessageView::body).anyMatch(body -> body.startsWith("[rp aid="));
    assertThat(all).extracting(MessageView::body).anyMatch(body -> body.startsWith("[qt][qtmeta"));
    assertThat(all).extracting(MessageView::body).anyMatch(body -> body.startsWith("[To:"));
    assertThat(all).extracting(MessageView::body).noneMatch(body -> body.contains("||"));
    assertThat(all).filteredOn(message -> !message.reactions().isEmpty()).hasSizeGreaterThan(30);
  }

  @Test
  @DisplayName("the launch room can be entered by its link")
  void link() {
    assertThat(queries.rooms().byLinkCode("spring-launch"))
        .hasValueSatisfying(preview -> assertThat(preview.link().needsApproval()).isTrue());
  }

  private static boolean isOverdue(Deadline due) {
    return switch (due) {
      case Deadline.None() -> false;
      case Deadline.Day(Instant at) -> at.isBefore(Instant.now().minus(Duration.ofHours(12)));
      case Deadline.Time(Instant at) -> at.isBefore(Instant.now());
    };
  }

  private static List<MessageView> messages(RoomView room) {
    return switch (queries.messages().after(guest, room.id(), 0, 1_000)) {
      case Answer.Found<List<MessageView>>(var found) -> found;
      case Answer.Refused<List<MessageView>>(var reason) -> throw new AssertionError(reason);
    };
  }
}
