package io.tsubame.domain.room;

import static io.tsubame.domain.room.RoomScenario.ADA;
import static io.tsubame.domain.room.RoomScenario.MIO;
import static io.tsubame.domain.room.RoomScenario.NOW;
import static io.tsubame.domain.room.RoomScenario.REN;
import static io.tsubame.domain.room.RoomScenario.SORA;
import static io.tsubame.domain.room.RoomScenario.direct;
import static io.tsubame.domain.room.RoomScenario.group;
import static io.tsubame.domain.room.RoomScenario.lists;
import static io.tsubame.domain.room.RoomScenario.my;
import static io.tsubame.domain.room.RoomScenario.posted;
import static io.tsubame.domain.room.RoomScenario.settings;
import static io.tsubame.domain.room.RoomScenario.taskAdded;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.BlobKey;
import io.tsubame.domain.Decision;
import io.tsubame.domain.FileId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.RoomEvent.InvitationLinkChanged;
import io.tsubame.domain.room.RoomEvent.JoinRequested;
import io.tsubame.domain.room.RoomEvent.MembersChanged;
import io.tsubame.domain.room.RoomEvent.RoomSettingsChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every command by everybody, in a room in which nothing but a lack of rights can refuse it.
class PermissionsTest {
  private static final AccountId REMOVED = new AccountId(15);
  private static final AccountId ASKING = new AccountId(16);
  private static final InvitationLink LINK = new InvitationLink("nest", false, "");
  private static final TaskId TASK = new TaskId(64);
  private static final FileId FILE = new FileId(128);
  private static final OrganizationId NEST = new OrganizationId(7);
  private static final FileContent CONTENT =
      new FileContent(
          "a.txt", 3, "text/plain", "9f86", new BlobKey("20260401/abcdefghijabcdefghij"));

  /// Administrator, member, read-only, removed member, stranger: `+` accepted, `-` not permitted,
  /// `.` room not found, `=` a member already.
  private static final Map<String, String> TABLE =
      Map.ofEntries(
          Map.entry("CreateMyRoom", "....."),
          Map.entry("CreateDirectRoom", "....."),
          Map.entry("CreateImportRoom", "....."),
          Map.entry("ImportMessages", "....."),
          Map.entry("PublishImport", "....."),
          Map.entry("EditRoom", "+--.."),
          Map.entry("ChangeRoomSettings", "+--.."),
          Map.entry("ReplaceMembers", "+--.."),
          Map.entry("AddMembers", "+--.."),
          Map.entry("RemoveMember", "+--.."),
          Map.entry("JoinByLink", "===++"),
          Map.entry("ApproveJoin", "+--.."),
          Map.entry("DeclineJoin", "+--.."),
          Map.entry("LeaveRoom", "+++.."),
          Map.entry("DeleteRoom", "+--.."),
          Map.entry("CreateLink", "+--.."),
          Map.entry("EditLink", "+--.."),
          Map.entry("DeleteLink", "+--.."),
          Map.entry("PostMessage", "++-.."),
          Map.entry("EditMessage", "++-.."),
          Map.entry("DeleteMessage", "++-.."),
          Map.entry("AddReaction", "++-.."),
          Map.entry("RemoveReaction", "++-.."),
          Map.entry("MarkRead", "+++.."),
          Map.entry("MarkUnread", "+++.."),
          Map.entry("AddTasks", "++-.."),
          Map.entry("EditTask", "++-.."),
          Map.entry("ChangeTaskStatus", "++-.."),
          Map.entry("DeleteTask", "++-.."),
          Map.entry("AttachFiles", "++-.."),
          Map.entry("DeleteFile", "++-.."),
          Map.entry("RecordExamination", "....."),
          Map.entry("RecordErasure", "....."));

  /// Who is who in [#TABLE], in its order.
  private static final List<AccountId> EVERYBODY = List.of(ADA, MIO, REN, REMOVED, SORA);

  @TestFactory
  @DisplayName("[RM4][RM7][RM8][RM9] every command by everybody")
  Stream<DynamicTest> permits() {
    return TABLE.keySet().stream()
        .sorted()
        .flatMap(name ->
            EVERYBODY.stream()
                .map(actor ->
                    DynamicTest.dynamicTest(name + " by " + actor, () -> permits(name, actor))));
  }

  @Test
  @DisplayName("[RM4] the table has every command")
  void isComplete() {
    Set<String> names =
        Stream.of(RoomCommand.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .collect(Collectors.toSet());
    // Whoever makes a group needs no rights in it.
    names.remove("CreateGroupRoom");
    assertThat(TABLE).containsOnlyKeys(names);
    assertThat(TABLE.keySet()).allSatisfy(name -> assertThat(command(name, ADA)).isNotNull());
  }

  @Test
  @DisplayName("[RM8] a member does what the settings forbid no more")
  void heedsSettings() {
    RoomSettings closing = settings(false, false, false, false);
    RoomScenario closed = room(MIO).and(new RoomSettingsChanged(closing));
    RoomScenario closedForAda = room(ADA).and(new RoomSettingsChanged(closing));
    Map.of(
            "PostMessage", RoomOperation.POST_MESSAGE,
            "EditMessage", RoomOperation.EDIT_OWN_MESSAGE,
            "AddTasks", RoomOperation.ADD_TASK,
            "AttachFiles", RoomOperation.SEND_FILE)
        .forEach((name, operation) -> {
          closed.when(MIO, command(name, MIO)).notPermitted(operation);
          assertThat(closedForAda.when(ADA, command(name, ADA)).accepted()).isNotEmpty();
        });
    assertThat(closed.when(MIO, command("DeleteMessage", MIO)).accepted()).isNotEmpty();
    assertThat(closed.when(MIO, command("AddReaction", MIO)).accepted()).isNotEmpty();
  }

  @Test
  @DisplayName("[RM10] what only groups have is refused elsewhere")
  void refusesGroupCommandsElsewhere() {
    List<String> groupsOnly =
        List.of(
            "ChangeRoomSettings",
            "ReplaceMembers",
            "AddMembers",
            "RemoveMember",
            "ApproveJoin",
            "LeaveRoom",
            "DeleteRoom",
            "CreateLink",
            "EditLink",
            "DeleteLink");
    for (RoomScenario room : List.of(my(), direct())) {
      for (String name : groupsOnly) {
        room.when(ADA, command(name, ADA)).rejects(new RoomRejection.NotAGroupRoom());
        room.when(SORA, command(name, SORA)).rejects(new RoomRejection.RoomNotFound());
      }
      assertThat(room.when(ADA, command("PostMessage", ADA)).accepted()).hasSize(1);
      assertThat(room.when(ADA, command("AddTasks", ADA)).accepted()).hasSize(2);
    }
  }

  private static void permits(String name, AccountId actor) {
    RoomCommand command = command(name, actor);
    RoomScenario room = name.equals("CreateLink") ? unlinked(actor) : room(actor);
    RoomScenario.Answer answer = room.when(actor, command);
    switch (TABLE.get(name).charAt(EVERYBODY.indexOf(actor))) {
      case '+' -> assertThat(answer.accepted()).isNotEmpty();
      case '-' ->
          assertThat(((Decision.Rejected<RoomEvent>) answer.decision()).reason())
              .isInstanceOf(RoomRejection.NotPermitted.class);
      case '.' -> answer.rejects(new RoomRejection.RoomNotFound());
      case '=' -> answer.rejects(new RoomRejection.AlreadyAMember());
      default -> throw new IllegalStateException(name);
    }
  }

  /// With a second administrator, a message and a task of the actor, and one message to read.
  private static RoomScenario unlinked(AccountId actor) {
    List<Member> all = new ArrayList<>();
    all.add(new Member(new AccountId(17), Role.ADMIN));
    all.add(new Member(REMOVED, Role.MEMBER));
    return group(
        new MembersChanged(all, List.of()),
        new JoinRequested(ASKING, NOW),
        posted(1, actor, "mine"),
        posted(2, new AccountId(17), "yours"),
        new RoomEvent.ReactionAdded(1, actor, "great"),
        taskAdded(64, actor, actor),
        new RoomEvent.FileAttached(FILE, actor, NEST, CONTENT, 1, NOW),
        new MembersChanged(List.of(), List.of(REMOVED)));
  }

  private static RoomScenario room(AccountId actor) {
    return unlinked(actor).and(new InvitationLinkChanged(LINK));
  }

  private static RoomCommand command(String name, AccountId actor) {
    Function<AccountId, RoomCommand> command = COMMANDS.get(name);
    return command.apply(actor);
  }

  private static final Map<String, Function<AccountId, RoomCommand>> COMMANDS =
      Map.ofEntries(
          command(a -> new RoomCommand.CreateMyRoom(RoomScenario.ROOM, a)),
          command(a -> new RoomCommand.CreateDirectRoom(RoomScenario.ROOM, a, ASKING, a)),
          command(_ -> new RoomCommand.CreateImportRoom(RoomScenario.ROOM, "x", "")),
          command(_ -> new RoomCommand.ImportMessages(2, List.of())),
          command(a -> new RoomCommand.PublishImport(List.of(new Member(a, Role.ADMIN)))),
          command(_ -> new RoomCommand.EditRoom("Martins", null, null)),
          command(_ -> new RoomCommand.ChangeRoomSettings(settings(true, true, true, false))),
          command(a -> new RoomCommand.ReplaceMembers(lists(List.of(a), List.of(), List.of()))),
          command(_ -> new RoomCommand.AddMembers(List.of(new Member(ASKING, Role.MEMBER)))),
          command(_ -> new RoomCommand.RemoveMember(new AccountId(17))),
          command(_ -> new RoomCommand.JoinByLink("nest")),
          command(_ -> new RoomCommand.ApproveJoin(ASKING)),
          command(_ -> new RoomCommand.DeclineJoin(ASKING)),
          command(_ -> new RoomCommand.LeaveRoom()),
          command(_ -> new RoomCommand.DeleteRoom()),
          command(_ -> new RoomCommand.CreateLink(LINK)),
          command(_ -> new RoomCommand.EditLink(new InvitationLink("tree", true, ""))),
          command(_ -> new RoomCommand.DeleteLink()),
          command(_ -> new RoomCommand.PostMessage("hi", false)),
          command(_ -> new RoomCommand.EditMessage(1, "ho")),
          command(_ -> new RoomCommand.DeleteMessage(1)),
          command(_ -> new RoomCommand.AddReaction(1, "like")),
          command(_ -> new RoomCommand.RemoveReaction(1, "great")),
          command(a -> new RoomCommand.MarkRead(a, null)),
          command(a -> new RoomCommand.MarkUnread(a, 1)),
          command(a -> new RoomCommand.AddTasks("x", List.of(a), Deadline.NONE)),
          command(_ -> new RoomCommand.EditTask(TASK, null, "y", null)),
          command(_ -> new RoomCommand.ChangeTaskStatus(TASK, TaskStatus.DONE)),
          command(_ -> new RoomCommand.DeleteTask(TASK)),
          command(_ -> new RoomCommand.AttachFiles(NEST, List.of(CONTENT), "")),
          command(_ -> new RoomCommand.DeleteFile(FILE)),
          command(_ -> new RoomCommand.RecordExamination(FILE, FileExamination.NOTHING, "")),
          command(_ -> new RoomCommand.RecordErasure(List.of(FILE))));

  private static Map.Entry<String, Function<AccountId, RoomCommand>> command(
      Function<AccountId, RoomCommand> command) {
    return Map.entry(command.apply(ADA).getClass().getSimpleName(), command);
  }
}
