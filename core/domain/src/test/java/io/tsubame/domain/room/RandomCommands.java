package io.tsubame.domain.room;

import static io.tsubame.domain.room.RoomScenario.ROOM;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.BlobKey;
import io.tsubame.domain.FileId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.RoomCommand.ImportedMessage;
import io.tsubame.domain.room.RoomCommand.ImportedReaction;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import io.tsubame.testkit.properties.Choices;
import io.tsubame.testkit.properties.Gen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Commands by a handful of people about a handful of messages and tasks, so that they meet often.
final class RandomCommands {
  static final int STRIDE = 64;

  /// @param actor on whose behalf
  record Step(Actor actor, RoomCommand command) {}

  private static final Gen<AccountId> ACCOUNTS = Gen.ints(1, 5).map(AccountId::new);
  private static final Gen<Role> ROLES = Gen.elements(Role.ADMIN, Role.MEMBER, Role.READONLY);
  private static final Gen<Integer> SEQUENCES = Gen.ints(1, 8);
  private static final Gen<TaskId> TASKS = Gen.ints(1, 4).map(n -> new TaskId(n * STRIDE));
  private static final Gen<String> BODIES =
      Gen.elements("a", "b", "", "[To:1]x", "[rp aid=2 to=640-1][toall]", "[qt][To:3][/qt]");
  private static final Gen<String> REACTIONS = Gen.elements("like", "great", "thanks", "boo");
  private static final Gen<IconPreset> ICONS = Gen.elements(IconPreset.GROUP, IconPreset.STAR);
  private static final Gen<String> CODES = Gen.elements("nest", "nest", "nest", "tree", "");
  private static final Gen<FileId> FILES = Gen.ints(1, 6).map(n -> new FileId(n * STRIDE));
  private static final Gen<String> NAMES =
      Gen.elements("plan.pdf", "巣.png", "a[/download].txt", "");

  private static final Gen<FileContent> CONTENTS =
      choices ->
          new FileContent(
              choices.draw(NAMES),
              choices.draw(Gen.longs(1, 5_000_000_000L)),
              choices.draw(Gen.elements("image/png", "application/pdf", "application/zip")),
              "9f86d081",
              new BlobKey("20260401/abcdefghijabcdefghij"));

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
          new Deadline.Time(Instant.ofEpochSecond(-1)));

  private static final Gen<Member> MEMBERS =
      choices -> new Member(choices.draw(ACCOUNTS), choices.draw(ROLES));

  private static final Gen<List<AccountId>> LISTS = Gen.lists(ACCOUNTS, 0, 3);

  private static final Gen<MemberLists> MEMBER_LISTS =
      choices -> new MemberLists(choices.draw(LISTS), choices.draw(LISTS), choices.draw(LISTS));

  private static final Gen<InvitationLink> LINKS =
      choices -> new InvitationLink(choices.draw(CODES), choices.draw(Gen.booleans()), "");

  private static final Gen<RoomSettings> SETTINGS =
      choices ->
          new RoomSettings(
              !choices.oneIn(4), !choices.oneIn(4), !choices.oneIn(4), !choices.oneIn(4));

  private static final Gen<ImportedMessage> IMPORTED =
      choices ->
          new ImportedMessage(
              choices.draw(ACCOUNTS),
              choices.draw(BODIES),
              Instant.EPOCH,
              choices.oneIn(3) ? Instant.ofEpochSecond(1) : null,
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

  private static final Gen<RoomCommand> WORK =
      Gen.oneOf(
          choices ->
              new RoomCommand.AddTasks(
                  choices.draw(BODIES), choices.draw(LISTS), choices.draw(DEADLINES)),
          choices ->
              new RoomCommand.EditTask(
                  choices.draw(TASKS),
                  choices.oneIn(2) ? choices.draw(ACCOUNTS) : null,
                  choices.oneIn(2) ? choices.draw(BODIES) : null,
                  choices.oneIn(2) ? choices.draw(DEADLINES) : null),
          choices ->
              new RoomCommand.ChangeTaskStatus(
                  choices.draw(TASKS),
                  choices.draw(Gen.elements(TaskStatus.DONE, TaskStatus.OPEN))),
          choices -> new RoomCommand.DeleteTask(choices.draw(TASKS)));

  private static final Gen<RoomCommand> FILING =
      Gen.oneOf(
          choices ->
              new RoomCommand.AttachFiles(
                  new OrganizationId(7),
                  choices.draw(Gen.lists(CONTENTS, 1, 2)),
                  choices.draw(BODIES)),
          choices -> new RoomCommand.DeleteFile(choices.draw(FILES)),
          choices -> examination(choices.draw(FILES), choices.draw(FOUND)),
          choices -> new RoomCommand.RecordErasure(choices.draw(Gen.lists(FILES, 1, 2))));

  private static final Gen<RoomCommand> PEOPLE =
      Gen.oneOf(
          choices -> new RoomCommand.ReplaceMembers(choices.draw(MEMBER_LISTS)),
          choices -> new RoomCommand.AddMembers(choices.draw(Gen.lists(MEMBERS, 0, 3))),
          choices -> new RoomCommand.RemoveMember(choices.draw(ACCOUNTS)),
          choices -> new RoomCommand.JoinByLink(choices.draw(CODES)),
          choices -> new RoomCommand.ApproveJoin(choices.draw(ACCOUNTS)),
          choices -> new RoomCommand.DeclineJoin(choices.draw(ACCOUNTS)),
          _ -> new RoomCommand.LeaveRoom());

  private static final Gen<RoomCommand> ROOM_ITSELF =
      Gen.oneOf(
          choices -> new RoomCommand.EditRoom(choices.draw(BODIES), null, choices.draw(ICONS)),
          choices -> new RoomCommand.EditRoom(null, choices.draw(BODIES), null),
          choices -> new RoomCommand.ChangeRoomSettings(choices.draw(SETTINGS)),
          choices -> new RoomCommand.CreateLink(choices.draw(LINKS)),
          choices -> new RoomCommand.EditLink(choices.draw(LINKS)),
          _ -> new RoomCommand.DeleteLink(),
          choices ->
              new RoomCommand.ImportMessages(
                  choices.draw(Gen.ints(0, 5)), choices.draw(Gen.lists(IMPORTED, 0, 3))),
          choices -> new RoomCommand.PublishImport(choices.draw(Gen.lists(MEMBERS, 0, 3))),
          // Rare, since nothing happens after it.
          choices ->
              choices.oneIn(5) ? new RoomCommand.DeleteRoom() : new RoomCommand.DeleteLink());

  private static Step step(Choices choices) {
    AccountId account = choices.oneIn(2) ? choices.draw(ACCOUNTS) : new AccountId(1);
    Actor actor = choices.oneIn(5) ? Actor.SERVER : Actor.of(account);
    RoomCommand command =
        switch (choices.below(7)) {
          case 0, 1 -> choices.draw(TALK);
          case 5 -> choices.draw(FILING);
          case 2 -> choices.draw(WORK);
          case 3 -> choices.draw(PEOPLE);
          case 4 -> choices.draw(ROOM_ITSELF);
          default ->
              choices.oneIn(2)
                  ? new RoomCommand.MarkRead(
                      account, choices.oneIn(2) ? choices.draw(SEQUENCES) : null)
                  : new RoomCommand.MarkUnread(account, choices.draw(SEQUENCES));
        };
    return new Step(actor, command);
  }

  private static final Gen<Step> GROUP_CREATION =
      choices ->
          new Step(
              Actor.of(new AccountId(1)),
              new RoomCommand.CreateGroupRoom(
                  ROOM,
                  "x",
                  "",
                  choices.draw(ICONS),
                  new MemberLists(
                      List.of(new AccountId(1)),
                      List.of(new AccountId(2), new AccountId(3)),
                      List.of(new AccountId(4))),
                  choices.oneIn(2) ? choices.draw(LINKS) : null));

  private static final Gen<Step> OTHER_CREATION =
      Gen.elements(
          new Step(Actor.SERVER, new RoomCommand.CreateImportRoom(ROOM, "x", "")),
          new Step(Actor.SERVER, new RoomCommand.CreateMyRoom(ROOM, new AccountId(1))),
          new Step(
              Actor.SERVER,
              new RoomCommand.CreateDirectRoom(
                  ROOM, new AccountId(1), new AccountId(2), new AccountId(2))));

  /// A creation, mostly of a group, and what people then do.
  static final Gen<List<Step>> LIVES =
      choices -> {
        List<Step> steps = new ArrayList<>();
        steps.add(choices.draw(choices.oneIn(4) ? OTHER_CREATION : GROUP_CREATION));
        steps.addAll(choices.draw(Gen.lists(RandomCommands::step, 20, 120)));
        return List.copyOf(steps);
      };

  private RandomCommands() {}

  private static RoomCommand examination(FileId file, FileExamination found) {
    return new RoomCommand.RecordExamination(file, found, found.width() > 0 ? "nest" : "");
  }
}
