package io.tsubame.domain.room;

import static io.tsubame.domain.room.RoomScenario.ADA;
import static io.tsubame.domain.room.RoomScenario.DECIDER;
import static io.tsubame.domain.room.RoomScenario.FIRST_TASK;
import static io.tsubame.domain.room.RoomScenario.LIMITS;
import static io.tsubame.domain.room.RoomScenario.MIO;
import static io.tsubame.domain.room.RoomScenario.NOW;
import static io.tsubame.domain.room.RoomScenario.REN;
import static io.tsubame.domain.room.RoomScenario.SORA;
import static io.tsubame.domain.room.RoomScenario.STRIDE;
import static io.tsubame.domain.room.RoomScenario.group;
import static io.tsubame.domain.room.RoomScenario.posted;
import static io.tsubame.domain.room.RoomScenario.system;
import static io.tsubame.domain.room.RoomScenario.taskAdded;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decision;
import io.tsubame.domain.FreshIds;
import io.tsubame.domain.Limits;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.RoomCommand.AddTasks;
import io.tsubame.domain.room.RoomCommand.ChangeTaskStatus;
import io.tsubame.domain.room.RoomCommand.DeleteTask;
import io.tsubame.domain.room.RoomCommand.EditTask;
import io.tsubame.domain.room.RoomEvent.MembersChanged;
import io.tsubame.domain.room.RoomEvent.TaskAdded;
import io.tsubame.domain.room.RoomEvent.TaskDeleted;
import io.tsubame.domain.room.RoomEvent.TaskEdited;
import io.tsubame.domain.room.RoomEvent.TaskStatusChanged;
import io.tsubame.domain.room.RoomRejection.NotAMember;
import io.tsubame.domain.room.RoomRejection.OutOfBounds;
import io.tsubame.domain.room.RoomRejection.TaskNotFound;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TaskRulesTest {
  private static final TaskId TASK = new TaskId(64);
  private static final TaskId FRESH = new TaskId(FIRST_TASK);
  private static final Deadline FRIDAY = new Deadline.Day(Instant.ofEpochSecond(1_775_174_400));
  private static final Deadline NOON = new Deadline.Time(Instant.ofEpochSecond(1_775_185_200));

  @Test
  @DisplayName("[RM80] one task for each assignee, and one notice for all")
  void adds() {
    group(posted(1, ADA, "x"))
        .when(MIO, new AddTasks("Feed them", List.of(REN, ADA, REN), FRIDAY))
        .accepts(
            system(2, MIO, notice("added", "13,11", "open", "lt=1775174400 ltype=date")),
            new TaskAdded(FRESH, REN, MIO, "Feed them", FRIDAY, 2, NOW),
            new TaskAdded(new TaskId(FIRST_TASK + STRIDE), ADA, MIO, "Feed them", FRIDAY, 2, NOW));
  }

  @Test
  @DisplayName("[RM81] assignees are members, at least one, and bounded")
  void boundsAssignees() {
    group().when(MIO, add(List.of(ADA, SORA))).rejects(new NotAMember(SORA));
    group().when(MIO, add(List.of())).rejects(new OutOfBounds("to_ids", 1, 3));
    group().when(MIO, add(List.of(ADA, MIO, REN, SORA))).rejects(new OutOfBounds("to_ids", 1, 3));
    assertThat(group().when(MIO, add(List.of(ADA, MIO, REN))).accepted()).hasSize(4);
  }

  @Test
  @DisplayName("[RM82] a task's text and deadline are bounded")
  void boundsTasks() {
    group()
        .when(MIO, new AddTasks("", List.of(ADA), Deadline.NONE))
        .rejects(new OutOfBounds("body", 1, LIMITS.messageLength()));
    for (long seconds : new long[] {0, -1, 1L << 31, Instant.MAX.getEpochSecond()}) {
      Instant at = Instant.ofEpochSecond(seconds);
      OutOfBounds reason = new OutOfBounds("limit", 1, Integer.MAX_VALUE);
      group().when(MIO, new AddTasks("x", List.of(ADA), new Deadline.Time(at))).rejects(reason);
      task().when(ADA, edit(null, null, new Deadline.Day(at))).rejects(reason);
    }
    task().when(ADA, edit(null, "", null)).rejects(new OutOfBounds("body", 1, 2_000));
  }

  @Test
  @DisplayName("[RM82] the longest text is given to four people at once, not to five")
  void boundsTextsOfAllTasks() {
    List<AccountId> five = IntStream.rangeClosed(21, 25).mapToObj(AccountId::new).toList();
    List<Member> entered = five.stream().map(each -> new Member(each, Role.MEMBER)).toList();
    Room room = group(new MembersChanged(entered, List.of())).room();
    RoomDecider usual = new RoomDecider(Limits.DEFAULT, Set.of());
    Context context = new Context(NOW, Actor.of(MIO), new FreshIds(FIRST_TASK, STRIDE));
    String longest = "\ud83d\udc26".repeat(Limits.DEFAULT.messageLength());

    assertThat(usual.decide(room, tasks(longest, five.subList(0, 4)), context))
        .isInstanceOf(Decision.Accepted.class);
    assertThat(usual.decide(room, tasks(longest, five), context))
        .isEqualTo(Decision.reject(new OutOfBounds("body", 1, 52_428)));
    assertThat(usual.decide(room, tasks("x".repeat(52_428), five), context))
        .isInstanceOf(Decision.Accepted.class);
  }

  @Test
  @DisplayName("[RM82] where the ids are used up, no task is added")
  void endsWithTheIds() {
    Context last =
        new Context(NOW, Actor.of(MIO), new FreshIds(Integer.MAX_VALUE - STRIDE, STRIDE));
    assertThat(DECIDER.decide(group().room(), add(List.of(ADA, MIO)), last))
        .isInstanceOf(Decision.Accepted.class);
    assertThat(DECIDER.decide(group().room(), add(List.of(ADA, MIO, REN)), last))
        .isEqualTo(Decision.reject(new OutOfBounds("tasks", 1, 2)));
  }

  @Test
  @DisplayName("[RM5] the server adds no tasks")
  void needsAnAssigner() {
    group().when(Actor.SERVER, add(List.of(ADA))).notPermitted(RoomOperation.ADD_TASK);
  }

  @Test
  @DisplayName("[RM83] assignee, assigner and administrators change a task, others do not")
  void letsThoseConcernedChange() {
    RoomScenario betweenMembers =
        group(
            new MembersChanged(
                List.of(new Member(REN, Role.MEMBER), new Member(SORA, Role.MEMBER)), List.of()),
            taskAdded(64, MIO, REN));
    TaskStatusChanged byEach = new TaskStatusChanged(TASK, TaskStatus.DONE, MIO, NOW);
    for (AccountId account : List.of(ADA, MIO, REN)) {
      assertThat(betweenMembers.when(account, done()).accepted())
          .last()
          .isEqualTo(new TaskStatusChanged(TASK, TaskStatus.DONE, account, NOW));
      assertThat(betweenMembers.when(account, edit(null, "x", null)).accepted()).hasSize(2);
      assertThat(betweenMembers.when(account, new DeleteTask(TASK)).accepted()).hasSize(2);
    }
    assertThat(betweenMembers.when(MIO, done()).accepted()).last().isEqualTo(byEach);
    betweenMembers.when(SORA, done()).notPermitted(RoomOperation.CHANGE_TASK);
    betweenMembers.when(SORA, edit(null, "x", null)).notPermitted(RoomOperation.CHANGE_TASK);
    betweenMembers.when(SORA, new DeleteTask(TASK)).notPermitted(RoomOperation.CHANGE_TASK);
  }

  @Test
  @DisplayName("[RM84] editing replaces what is given, and posts a notice")
  void edits() {
    task()
        .when(ADA, edit(REN, "Clean up", NOON))
        .accepts(
            system(
                1,
                ADA,
                notice("edited", "13", "open", "lt=1775185200 ltype=time")
                    .replace("Feed them", "Clean up")),
            new TaskEdited(TASK, REN, "Clean up", NOON, NOW));
    task()
        .when(ADA, edit(null, "Clean up", null))
        .accepts(
            system(
                1,
                ADA,
                notice("edited", "12", "open", "lt=0 ltype=date").replace("Feed them", "Clean up")),
            new TaskEdited(TASK, MIO, "Clean up", Deadline.NONE, NOW));
    task().when(ADA, edit(SORA, null, null)).rejects(new NotAMember(SORA));
  }

  @Test
  @DisplayName("[RM84] finishing and reopening post a notice")
  void changesStatus() {
    task()
        .when(MIO, done())
        .accepts(
            system(1, MIO, notice("done", "12", "done", "lt=0 ltype=date")),
            new TaskStatusChanged(TASK, TaskStatus.DONE, MIO, NOW));
    task()
        .and(new TaskStatusChanged(TASK, TaskStatus.DONE, MIO, NOW))
        .when(ADA, new ChangeTaskStatus(TASK, TaskStatus.OPEN))
        .accepts(
            system(1, ADA, notice("reverted", "12", "open", "lt=0 ltype=date")),
            new TaskStatusChanged(TASK, TaskStatus.OPEN, ADA, NOW));
  }

  @Test
  @DisplayName("[RM84] deleting posts a notice, and the task is not found any more")
  void deletes() {
    task()
        .when(ADA, new DeleteTask(TASK))
        .accepts(
            system(1, ADA, notice("deleted", "12", "open", "lt=0 ltype=date")),
            new TaskDeleted(TASK));
    task().and(new TaskDeleted(TASK)).when(ADA, done()).rejects(new TaskNotFound());
  }

  @Test
  @DisplayName("[RM6] a change to what is there does nothing")
  void changesNothing() {
    task().when(ADA, new ChangeTaskStatus(TASK, TaskStatus.OPEN)).accepts();
    task().when(ADA, edit(MIO, "Feed them", Deadline.NONE)).accepts();
    task().when(ADA, edit(null, null, null)).accepts();
  }

  @Test
  @DisplayName("[RM85] a task for somebody who once left becomes a new task")
  void renewsForReturned() {
    RoomScenario returned = task().and(left(REN), returned(REN));
    returned
        .when(ADA, edit(REN, null, null))
        .accepts(
            system(1, ADA, notice("edited", "13", "open", "lt=0 ltype=date")),
            new TaskDeleted(TASK),
            new TaskAdded(FRESH, REN, ADA, "Feed them", Deadline.NONE, 1, NOW));
    TaskState renewed =
        returned
            .and(new TaskStatusChanged(TASK, TaskStatus.DONE, MIO, NOW))
            .after(ADA, edit(REN, null, null))
            .room()
            .loaded()
            .tasks()
            .get(FIRST_TASK);
    assertThat(renewed.status()).isEqualTo(TaskStatus.DONE);
  }

  @Test
  @DisplayName("[RM86] an unknown task is not found")
  void findsNoOtherTask() {
    group().when(ADA, done()).rejects(new TaskNotFound());
    group().when(ADA, edit(null, "x", null)).rejects(new TaskNotFound());
    group().when(ADA, new DeleteTask(TASK)).rejects(new TaskNotFound());
  }

  @Test
  @DisplayName("[RM86] a task that went with its assignee is not found, also when they return")
  void findsNoDepartedTask() {
    RoomScenario left = task().and(left(MIO));
    left.when(ADA, done()).rejects(new TaskNotFound());
    RoomScenario back = left.and(returned(MIO));
    back.when(MIO, done()).rejects(new TaskNotFound());
    assertThat(back.and(taskAdded(128, MIO, ADA)).when(MIO, done(128)).accepted()).hasSize(2);
  }

  @Test
  @DisplayName("[RM5] the server changes tasks, in the name of who assigned them")
  void letsTheServerChange() {
    assertThat(task().when(Actor.SERVER, done()).accepted())
        .last()
        .isEqualTo(new TaskStatusChanged(TASK, TaskStatus.DONE, ADA, NOW));
  }

  /// A group in which Mio has a task from Ada.
  private static RoomScenario task() {
    return group(taskAdded(64, MIO, ADA));
  }

  private static MembersChanged left(AccountId account) {
    return new MembersChanged(List.of(), List.of(account));
  }

  private static MembersChanged returned(AccountId account) {
    return new MembersChanged(List.of(new Member(account, Role.MEMBER)), List.of());
  }

  private static AddTasks add(List<AccountId> assignees) {
    return tasks("Feed them", assignees);
  }

  private static AddTasks tasks(String body, List<AccountId> assignees) {
    return new AddTasks(body, assignees, Deadline.NONE);
  }

  private static EditTask edit(AccountId assignee, String body, Deadline deadline) {
    return new EditTask(TASK, assignee, body, deadline);
  }

  private static ChangeTaskStatus done() {
    return done(TASK.value());
  }

  private static ChangeTaskStatus done(int task) {
    return new ChangeTaskStatus(new TaskId(task), TaskStatus.DONE);
  }

  private static String notice(String what, String assignees, String status, String due) {
    return "[info][title][dtext:task_%s][/title][task aid=%s st=%s %s]Feed them[/task][/info]"
        .formatted(what, assignees, status, due);
  }
}
