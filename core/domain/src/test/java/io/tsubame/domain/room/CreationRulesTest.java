package io.tsubame.domain.room;

import static io.tsubame.domain.room.RoomScenario.ADA;
import static io.tsubame.domain.room.RoomScenario.MIO;
import static io.tsubame.domain.room.RoomScenario.REN;
import static io.tsubame.domain.room.RoomScenario.ROOM;
import static io.tsubame.domain.room.RoomScenario.SORA;
import static io.tsubame.domain.room.RoomScenario.direct;
import static io.tsubame.domain.room.RoomScenario.group;
import static io.tsubame.domain.room.RoomScenario.groupCreated;
import static io.tsubame.domain.room.RoomScenario.lists;
import static io.tsubame.domain.room.RoomScenario.my;
import static io.tsubame.domain.room.RoomScenario.nothing;
import static io.tsubame.domain.room.RoomScenario.posted;
import static io.tsubame.domain.room.RoomScenario.settings;
import static io.tsubame.domain.room.RoomScenario.system;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.room.RoomCommand.ChangeRoomSettings;
import io.tsubame.domain.room.RoomCommand.CreateDirectRoom;
import io.tsubame.domain.room.RoomCommand.CreateGroupRoom;
import io.tsubame.domain.room.RoomCommand.CreateMyRoom;
import io.tsubame.domain.room.RoomCommand.DeleteRoom;
import io.tsubame.domain.room.RoomCommand.EditRoom;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import io.tsubame.domain.room.RoomCommand.PostMessage;
import io.tsubame.domain.room.RoomEvent.InvitationLinkChanged;
import io.tsubame.domain.room.RoomEvent.RoomCreated;
import io.tsubame.domain.room.RoomEvent.RoomDeleted;
import io.tsubame.domain.room.RoomEvent.RoomEdited;
import io.tsubame.domain.room.RoomEvent.RoomSettingsChanged;
import io.tsubame.domain.room.RoomRejection.NoAdministrator;
import io.tsubame.domain.room.RoomRejection.NotAGroupRoom;
import io.tsubame.domain.room.RoomRejection.NotAMember;
import io.tsubame.domain.room.RoomRejection.OutOfBounds;
import io.tsubame.domain.room.RoomRejection.RepeatedMember;
import io.tsubame.domain.room.RoomRejection.RoomAlreadyExists;
import io.tsubame.domain.room.RoomRejection.RoomNotFound;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CreationRulesTest {
  private static final String GROUP_MADE =
      "[info][title][dtext:chatroom_groupchat_created][/title][dtext:chatroom_chatname_is]Swallows"
          + "[dtext:chatroom_set]\n\n"
          + "[dtext:chatroom_member_is][piconname:11][piconname:12][piconname:13]"
          + "[dtext:chatroom_added][/info]";

  private static final String EDITED = "[info][title][dtext:chatroom_chat_edited][/title]";

  private static final MemberLists PEOPLE = lists(List.of(ADA), List.of(MIO), List.of(REN));

  @Test
  @DisplayName("[RM20] a My chat has one administrator and no message")
  void createsMyRoom() {
    nothing()
        .when(Actor.SERVER, new CreateMyRoom(ROOM, ADA))
        .accepts(
            new RoomCreated(
                ROOM,
                RoomType.MY,
                "",
                "",
                IconPreset.GROUP,
                RoomSettings.OPEN,
                List.of(new Member(ADA, Role.ADMIN)),
                ADA));
  }

  @Test
  @DisplayName("[RM21] a direct room has two administrators and the notice of the contact")
  void createsDirectRoom() {
    nothing()
        .when(Actor.SERVER, new CreateDirectRoom(ROOM, ADA, MIO, MIO))
        .accepts(
            new RoomCreated(
                ROOM,
                RoomType.DIRECT,
                "",
                "",
                IconPreset.GROUP,
                RoomSettings.OPEN,
                List.of(new Member(ADA, Role.ADMIN), new Member(MIO, Role.ADMIN)),
                MIO),
            system(1, MIO, "[info][dtext:chatroom_contact_added][/info]"));
  }

  @Test
  @DisplayName("[RM21] a direct room is for two different people, made by one of them")
  void refusesOddPairs() {
    nothing()
        .when(Actor.SERVER, new CreateDirectRoom(ROOM, ADA, ADA, ADA))
        .rejects(new RepeatedMember(ADA));
    nothing()
        .when(Actor.SERVER, new CreateDirectRoom(ROOM, ADA, MIO, REN))
        .rejects(new NotAMember(REN));
  }

  @Test
  @DisplayName("[RM5] only the server makes My chats and direct rooms")
  void leavesOthersToTheServer() {
    nothing().when(ADA, new CreateMyRoom(ROOM, ADA)).rejects(new RoomNotFound());
    nothing().when(ADA, new CreateDirectRoom(ROOM, ADA, MIO, ADA)).rejects(new RoomNotFound());
  }

  @Test
  @DisplayName("[RM22] a group room begins with the notice that it was made")
  void createsGroup() {
    nothing().when(ADA, create(PEOPLE)).accepts(groupCreated(), system(1, ADA, GROUP_MADE));
    nothing()
        .when(Actor.SERVER, create(PEOPLE))
        .accepts(groupCreated(), system(1, ADA, GROUP_MADE));
  }

  @Test
  @DisplayName("[RM23] a group room is made with its link")
  void createsGroupWithLink() {
    InvitationLink link = new InvitationLink("nest", true, "");
    nothing()
        .when(ADA, create("Swallows", PEOPLE, link))
        .accepts(groupCreated(), new InvitationLinkChanged(link), system(1, ADA, GROUP_MADE));
    nothing()
        .when(ADA, create("Swallows", PEOPLE, new InvitationLink("", true, "")))
        .rejects(new OutOfBounds("code", 1, 50));
  }

  @Test
  @DisplayName("[RM22] a group room needs a name, an administrator, and everybody once")
  void refusesOddGroups() {
    refuses(create("", PEOPLE, null), new OutOfBounds("name", 1, 20));
    refuses(create("x".repeat(21), PEOPLE, null), new OutOfBounds("name", 1, 20));
    refuses(
        new CreateGroupRoom(ROOM, "x", "y".repeat(101), IconPreset.GROUP, PEOPLE, null),
        new OutOfBounds("description", 0, 100));
    refuses(create(lists(List.of(), List.of(ADA), List.of())), new NoAdministrator());
    refuses(create(lists(List.of(ADA), List.of(ADA), List.of())), new RepeatedMember(ADA));
    refuses(create(lists(List.of(MIO), List.of(ADA), List.of())), new NotAMember(ADA));
    refuses(create(lists(List.of(MIO), List.of(), List.of())), new NotAMember(ADA));
    refuses(
        create(lists(List.of(ADA), accounts(21, 5), List.of())), new OutOfBounds("members", 1, 5));
  }

  @Test
  @DisplayName("[RM24] a room is made once, also when it is deleted")
  void createsOnce() {
    for (RoomScenario room : List.of(group(), group(new RoomDeleted(ADA)))) {
      room.when(ADA, create(PEOPLE)).rejects(new RoomAlreadyExists());
      refusesToMakeAgain(room, new CreateMyRoom(ROOM, ADA));
      refusesToMakeAgain(room, new CreateDirectRoom(ROOM, ADA, MIO, ADA));
    }
    refusesToMakeAgain(my(), new CreateMyRoom(ROOM, MIO));
    refusesToMakeAgain(my(), new CreateDirectRoom(ROOM, ADA, MIO, ADA));
    refusesToMakeAgain(direct(), new CreateMyRoom(ROOM, ADA));
    refusesToMakeAgain(direct(), new CreateDirectRoom(ROOM, ADA, REN, ADA));
    refusesToMakeAgain(direct(new RoomDeleted(ADA)), new CreateDirectRoom(ROOM, ADA, MIO, ADA));
  }

  private static void refusesToMakeAgain(RoomScenario room, RoomCommand command) {
    room.when(Actor.SERVER, command).rejects(new RoomAlreadyExists());
  }

  @Test
  @DisplayName("[RM24] who orders a My chat or a direct room that is there has what was ordered")
  void madeBefore() {
    my().when(Actor.SERVER, new CreateMyRoom(ROOM, ADA)).accepts();
    direct().when(Actor.SERVER, new CreateDirectRoom(ROOM, ADA, MIO, ADA)).accepts();
    direct().when(Actor.SERVER, new CreateDirectRoom(ROOM, MIO, ADA, MIO)).accepts();
  }

  @Test
  @DisplayName("[RM25] editing tells each changed part in one notice")
  void edits() {
    group()
        .when(ADA, new EditRoom("Martins", "All about mud", IconPreset.STAR))
        .accepts(
            new RoomEdited("Martins", "All about mud", IconPreset.STAR),
            system(
                1,
                ADA,
                EDITED
                    + "[dtext:chatroom_chatname_is]Martins[dtext:chatroom_changed]\n"
                    + "[dtext:chatroom_description_is]All about mud[dtext:chatroom_changed]\n"
                    + "[dtext:chatroom_icon_updated][/info]"));
    group()
        .when(ADA, new EditRoom(null, null, IconPreset.BEER))
        .accepts(
            new RoomEdited("Swallows", "All about nests", IconPreset.BEER),
            system(1, ADA, EDITED + "[dtext:chatroom_icon_updated][/info]"));
  }

  @Test
  @DisplayName("[RM6] editing to what is there changes nothing")
  void editsToTheSame() {
    group().when(ADA, new EditRoom("Swallows", null, IconPreset.GROUP)).accepts();
    group().when(ADA, new ChangeRoomSettings(RoomSettings.OPEN)).accepts();
  }

  @Test
  @DisplayName("[RM25] names and descriptions are bounded")
  void boundsEdits() {
    group().when(ADA, new EditRoom("", null, null)).rejects(new OutOfBounds("name", 1, 20));
    group()
        .when(ADA, new EditRoom(null, "x".repeat(101), null))
        .rejects(new OutOfBounds("description", 0, 100));
  }

  @Test
  @DisplayName("[RM26] a My chat and a direct room have a description, but no name and icon")
  void editsDescriptionsOnly() {
    for (RoomScenario room : List.of(my(), direct())) {
      room.when(ADA, new EditRoom("x", null, null)).rejects(new NotAGroupRoom());
      room.when(ADA, new EditRoom(null, null, IconPreset.STAR)).rejects(new NotAGroupRoom());
      assertThat(room.when(ADA, new EditRoom(null, "notes", null)).accepted())
          .first()
          .isEqualTo(new RoomEdited("", "notes", IconPreset.GROUP));
    }
  }

  @Test
  @DisplayName("[RM27] the settings are changed whole")
  void changesSettings() {
    RoomSettings quiet = settings(false, true, true, false);
    group().when(ADA, new ChangeRoomSettings(quiet)).accepts(new RoomSettingsChanged(quiet));
    assertThat(group(new RoomSettingsChanged(quiet)).room().header().settings()).isEqualTo(quiet);
  }

  @Test
  @DisplayName("[RM28] deleting ends the room for all")
  void deletes() {
    group().when(ADA, new DeleteRoom()).accepts(new RoomDeleted(ADA));
    group().when(Actor.SERVER, new DeleteRoom()).accepts(new RoomDeleted(null));
  }

  @Test
  @DisplayName("[RM3] a deleted room answers like one that never was")
  void answersNobody() {
    for (RoomScenario room : List.of(nothing(), group(new RoomDeleted(ADA)))) {
      room.when(ADA, new PostMessage("x", false)).rejects(new RoomNotFound());
      room.when(SORA, new PostMessage("x", false)).rejects(new RoomNotFound());
      room.when(Actor.SERVER, new DeleteRoom()).rejects(new RoomNotFound());
      assertThat(room.room().roleOf(ADA)).isNull();
    }
  }

  @Test
  @DisplayName("[RM95] the server's notices are by the first member")
  void writesForTheServer() {
    assertThat(
            group(posted(1, MIO, "x")).when(Actor.SERVER, new EditRoom("A", null, null)).accepted())
        .last()
        .isEqualTo(
            system(
                2, ADA, EDITED + "[dtext:chatroom_chatname_is]A[dtext:chatroom_changed][/info]"));
  }

  private static void refuses(CreateGroupRoom command, RoomRejection reason) {
    nothing().when(ADA, command).rejects(reason);
  }

  private static CreateGroupRoom create(MemberLists members) {
    return create("Swallows", members, null);
  }

  private static CreateGroupRoom create(String name, MemberLists members, InvitationLink link) {
    return new CreateGroupRoom(ROOM, name, "All about nests", IconPreset.GROUP, members, link);
  }

  private static List<AccountId> accounts(int first, int count) {
    return IntStream.range(first, first + count).mapToObj(AccountId::new).toList();
  }
}
