package io.tsubame.application.query;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.BlobKey;
import io.tsubame.domain.FileId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.Deadline;
import io.tsubame.domain.room.FileContent;
import io.tsubame.domain.room.FileExamination;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.InvitationLink;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.RoomCommand;
import io.tsubame.domain.room.RoomCommand.ImportedMessage;
import io.tsubame.domain.room.RoomCommand.ImportedReaction;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import io.tsubame.domain.room.RoomSettings;
import io.tsubame.domain.room.TaskStatus;
import io.tsubame.testkit.properties.Choices;
import io.tsubame.testkit.properties.Gen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Commands of five people to two rooms of different shards, about so few messages and tasks that
/// they meet often.
final class RoomSteps {
  static final RoomId GROUP = new RoomId(65);
  static final OrganizationId ORGANIZATION = new OrganizationId(7);
  static final RoomId OTHER = new RoomId(130);
  static final List<AccountId> PEOPLE =
      List.of(account(1), account(2), account(3), account(4), account(5));

  record Step(RoomId room, Actor actor, RoomCommand command) {}

  private static final Gen<AccountId> ACCOUNTS = Gen.ints(1, 5).map(RoomSteps::account);
  private static final Gen<Role> ROLES = Gen.elements(Role.MEMBER, Role.READONLY, Role.ADMIN);
  private static final Gen<Integer> SEQUENCES = Gen.ints(1, 12);
  private static final Gen<String> BODIES =
      Gen.elements("a", "b", "[To:1]x", "[To:2][To:3]", "[toall]", "[To:2][toall]", "");
  private static final Gen<String> ADDRESSES =
      Gen.elements("a", "[To:1]", "[To:2]", "[To:2][To:3]", "[toall]", "[To:1][toall]");
  private static final Gen<String> REACTIONS = Gen.elements("like", "great", "thanks");
  private static final Gen<String> NAMES = Gen.elements("plan.pdf", "巣.png", "a[/download].txt");

  private static final Gen<FileContent> CONTENTS =
      choices ->
          new FileContent(
              choices.draw(NAMES),
              choices.draw(Gen.longs(1, 5_000_000_000L)),
              choices.draw(Gen.elements("image/png", "application/pdf", "application/zip")),
              "9f86d081",
              new BlobKey("20260401/abcdefghijabcdefghij"));

  private static final Gen<String> TEXTS = Gen.elements("", "nest", "巣の材料\n枝");

  private static final Gen<FileExamination> FOUND =
      Gen.elements(
          FileExamination.NOTHING,
          FileExamination.DANGEROUS,
          new FileExamination(
              FileExamination.Safety.FINE, FileExamination.Preview.PICTURE, 800, 600));

  private static final Gen<Deadline> DEADLINES =
      Gen.elements(
          Deadline.NONE,
          new Deadline.Day(Instant.ofEpochSecond(1_000)),
          new Deadline.Time(Instant.ofEpochSecond(2_000)));
  private static final Gen<Member> MEMBERS =
      choices -> new Member(choices.draw(ACCOUNTS), choices.draw(ROLES));

  private static final Gen<ImportedMessage> IMPORTED =
      choices ->
          new ImportedMessage(
              choices.draw(ACCOUNTS),
              choices.draw(BODIES),
              Instant.ofEpochSecond(100),
              choices.oneIn(3) ? Instant.ofEpochSecond(200) : null,
              choices.draw(
                  Gen.lists(
                      inner -> new ImportedReaction(inner.draw(REACTIONS), inner.draw(ACCOUNTS)),
                      0,
                      2)));

  private static final Gen<RoomCommand> TALK =
      Gen.oneOf(
          choices ->
              new RoomCommand.PostMessage(choices.draw(BODIES), choices.draw(Gen.booleans())),
          choices -> new RoomCommand.EditMessage(choices.draw(SEQUENCES), choices.draw(BODIES)),
          choices -> new RoomCommand.DeleteMessage(choices.draw(SEQUENCES)),
          choices -> new RoomCommand.AddReaction(choices.draw(SEQUENCES), choices.draw(REACTIONS)),
          choices ->
              new RoomCommand.RemoveReaction(choices.draw(SEQUENCES), choices.draw(REACTIONS)));

  private static Gen<RoomCommand> work(RoomId room) {
    Gen<TaskId> tasks =
        Gen.ints(1, 6).map(n -> new TaskId(room.value() % 64 + 64 * (n + room.value() / 64)));
    return Gen.oneOf(
        choices ->
            new RoomCommand.AddTasks(
                choices.draw(BODIES),
                choices.draw(Gen.lists(ACCOUNTS, 1, 3)).stream().distinct().toList(),
                choices.draw(DEADLINES)),
        choices ->
            new RoomCommand.EditTask(
                choices.draw(tasks),
                choices.oneIn(2) ? choices.draw(ACCOUNTS) : null,
                choices.oneIn(2) ? choices.draw(BODIES) : null,
                choices.oneIn(2) ? choices.draw(DEADLINES) : null),
        choices ->
            new RoomCommand.ChangeTaskStatus(
                choices.draw(tasks), choices.draw(Gen.elements(TaskStatus.values()))),
        choices -> new RoomCommand.DeleteTask(choices.draw(tasks)));
  }

  private static Gen<RoomCommand> filing(RoomId room) {
    Gen<FileId> files =
        Gen.ints(1, 6).map(n -> new FileId(room.value() % 64 + 64 * (n + room.value() / 64)));
    return Gen.oneOf(
        choices ->
            new RoomCommand.AttachFiles(
                choices.oneIn(3) ? new OrganizationId(8) : ORGANIZATION,
                choices.draw(Gen.lists(CONTENTS, 1, 2)),
                choices.draw(BODIES)),
        choices -> new RoomCommand.DeleteFile(choices.draw(files)),
        choices ->
            new RoomCommand.RecordExamination(
                choices.draw(files), choices.draw(FOUND), choices.draw(TEXTS)),
        choices -> new RoomCommand.RecordErasure(choices.draw(Gen.lists(files, 1, 2))));
  }

  private static final Gen<RoomCommand> MEMBERSHIP =
      Gen.oneOf(
          choices -> new RoomCommand.AddMembers(choices.draw(Gen.lists(MEMBERS, 1, 3))),
          choices -> new RoomCommand.RemoveMember(choices.draw(ACCOUNTS)),
          _ -> new RoomCommand.JoinByLink("nest"),
          choices -> new RoomCommand.ApproveJoin(choices.draw(ACCOUNTS)),
          choices -> new RoomCommand.DeclineJoin(choices.draw(ACCOUNTS)),
          _ -> new RoomCommand.LeaveRoom());

  private static final Gen<RoomCommand> ROOM_ITSELF =
      Gen.oneOf(
          choices ->
              new RoomCommand.EditRoom(choices.draw(BODIES), choices.draw(BODIES), IconPreset.STAR),
          choices ->
              new RoomCommand.ChangeRoomSettings(
                  new RoomSettings(true, true, true, choices.draw(Gen.booleans()))),
          choices ->
              new RoomCommand.CreateLink(
                  new InvitationLink("nest", choices.draw(Gen.booleans()), "come")),
          _ -> new RoomCommand.DeleteLink(),
          choices ->
              new RoomCommand.ImportMessages(
                  choices.draw(Gen.ints(0, 6)), choices.draw(Gen.lists(IMPORTED, 1, 3))),
          choices -> new RoomCommand.PublishImport(choices.draw(Gen.lists(MEMBERS, 1, 3))),
          choices ->
              choices.oneIn(6) ? new RoomCommand.DeleteRoom() : new RoomCommand.DeleteLink());

  private static Step step(Choices choices) {
    RoomId room = choices.oneIn(4) ? OTHER : GROUP;
    AccountId account = choices.oneIn(2) ? choices.draw(ACCOUNTS) : account(1);
    RoomCommand command =
        switch (choices.below(9)) {
          case 0, 1, 2 -> choices.draw(TALK);
          case 3 -> choices.draw(work(room));
          case 8 -> choices.draw(filing(room));
          case 4 -> choices.draw(MEMBERSHIP);
          case 5 -> choices.draw(ROOM_ITSELF);
          case 6 ->
              new RoomCommand.MarkRead(account, choices.oneIn(2) ? choices.draw(SEQUENCES) : null);
          default -> new RoomCommand.MarkUnread(account, choices.draw(SEQUENCES));
        };
    return new Step(room, choices.oneIn(6) ? Actor.SERVER : Actor.of(account), command);
  }

  private static final Gen<Step> SECOND_ROOM =
      Gen.elements(
          new Step(
              OTHER,
              Actor.SERVER,
              new RoomCommand.CreateDirectRoom(OTHER, account(1), account(2), account(2))),
          new Step(OTHER, Actor.SERVER, new RoomCommand.CreateMyRoom(OTHER, account(1))),
          new Step(OTHER, Actor.SERVER, new RoomCommand.CreateImportRoom(OTHER, "old", "")));

  static final Gen<List<Step>> LIVES =
      choices -> {
        List<Step> steps = new ArrayList<>();
        steps.add(creation());
        steps.add(choices.draw(SECOND_ROOM));
        steps.addAll(choices.draw(Gen.lists(RoomSteps::step, 10, 80)));
        return List.copyOf(steps);
      };

  /// Three people who mostly address each other, edit that, and mark read and unread.
  static final Gen<List<Step>> TALKS =
      choices -> {
        List<Step> steps = new ArrayList<>();
        steps.add(creation());
        steps.addAll(choices.draw(Gen.lists(RoomSteps::talk, 20, 100)));
        return List.copyOf(steps);
      };

  private static Step talk(Choices choices) {
    AccountId account = account(1 + choices.below(3));
    Gen<Integer> sequences = Gen.ints(1, 10);
    RoomCommand command =
        switch (choices.below(8)) {
          case 0, 1 -> new RoomCommand.PostMessage(choices.draw(ADDRESSES), choices.oneIn(3));
          case 2, 3, 4 ->
              new RoomCommand.EditMessage(choices.draw(sequences), choices.draw(ADDRESSES));
          case 5 -> new RoomCommand.DeleteMessage(choices.draw(sequences));
          case 6 -> new RoomCommand.MarkRead(account, choices.draw(sequences));
          default -> new RoomCommand.MarkUnread(account, choices.draw(sequences));
        };
    return new Step(GROUP, Actor.of(account), command);
  }

  private RoomSteps() {}

  private static Step creation() {
    return new Step(
        GROUP,
        Actor.of(account(1)),
        new RoomCommand.CreateGroupRoom(
            GROUP,
            "Spring",
            "",
            IconPreset.GROUP,
            new MemberLists(
                List.of(account(1)), List.of(account(2), account(3)), List.of(account(4))),
            null));
  }

  private static AccountId account(int number) {
    return new AccountId(number);
  }
}
