package io.tsubame.domain.room;

import static io.tsubame.domain.room.RoomScenario.ADA;
import static io.tsubame.domain.room.RoomScenario.MIO;
import static io.tsubame.domain.room.RoomScenario.NOW;
import static io.tsubame.domain.room.RoomScenario.REN;
import static io.tsubame.domain.room.RoomScenario.ROOM;
import static io.tsubame.domain.room.RoomScenario.SORA;
import static io.tsubame.domain.room.RoomScenario.given;
import static io.tsubame.domain.room.RoomScenario.group;
import static io.tsubame.domain.room.RoomScenario.lists;
import static io.tsubame.domain.room.RoomScenario.posted;
import static io.tsubame.domain.room.RoomScenario.settings;
import static io.tsubame.domain.room.RoomScenario.system;
import static io.tsubame.domain.room.RoomScenario.taskAdded;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.Decision;
import io.tsubame.domain.Limits;
import io.tsubame.domain.room.RoomCommand.AddMembers;
import io.tsubame.domain.room.RoomCommand.LeaveRoom;
import io.tsubame.domain.room.RoomCommand.RemoveMember;
import io.tsubame.domain.room.RoomCommand.ReplaceMembers;
import io.tsubame.domain.room.RoomEvent.JoinRequested;
import io.tsubame.domain.room.RoomEvent.MembersChanged;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.domain.room.RoomEvent.ReadMarkerMoved;
import io.tsubame.domain.room.RoomEvent.RoomCreated;
import io.tsubame.domain.room.RoomEvent.RoomDeleted;
import io.tsubame.domain.room.RoomEvent.RoomSettingsChanged;
import io.tsubame.domain.room.RoomRejection.NoAdministrator;
import io.tsubame.domain.room.RoomRejection.NotAMember;
import io.tsubame.domain.room.RoomRejection.OutOfBounds;
import io.tsubame.domain.room.RoomRejection.RepeatedMember;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MemberRulesTest {
  private static final String EDITED = "[info][title][dtext:chatroom_chat_edited][/title]";
  private static final RoomSettings HIDDEN_MEMBERS = settings(true, true, true, false);

  @Test
  @DisplayName("[RM30] replacing the list becomes who came, who has another role, who went")
  void replaces() {
    group()
        .when(ADA, new ReplaceMembers(lists(List.of(MIO, ADA), List.of(SORA), List.of())))
        .accepts(
            new MembersChanged(
                List.of(new Member(SORA, Role.MEMBER), new Member(MIO, Role.ADMIN)), List.of(REN)),
            system(
                1,
                ADA,
                EDITED
                    + "[dtext:chatroom_member_is][piconname:14][dtext:chatroom_added]\n"
                    + "[dtext:chatroom_member_is][piconname:12][dtext:chatroom_priv_changed]\n"
                    + "[dtext:chatroom_member_is][piconname:13][dtext:chatroom_deleted][/info]"));
  }

  @Test
  @DisplayName("[RM30] adding gives a role to who is there, and to who comes")
  void adds() {
    group()
        .when(ADA, add(new Member(SORA, Role.READONLY)))
        .accepts(
            new MembersChanged(List.of(new Member(SORA, Role.READONLY)), List.of()),
            system(
                1,
                ADA,
                EDITED + "[dtext:chatroom_member_is][piconname:14][dtext:chatroom_added][/info]"));
    assertThat(group().after(ADA, add(new Member(REN, Role.ADMIN))).room().roleOf(REN))
        .isEqualTo(Role.ADMIN);
  }

  @Test
  @DisplayName("[RM6] a list as it is changes nothing")
  void changesNothing() {
    group()
        .when(ADA, new ReplaceMembers(lists(List.of(ADA), List.of(MIO), List.of(REN))))
        .accepts();
    group().when(ADA, add(new Member(MIO, Role.MEMBER))).accepts();
    group().when(ADA, add()).accepts();
  }

  @Test
  @DisplayName("[RM31] every list has an administrator, nobody twice, and is bounded")
  void refusesOddLists() {
    group()
        .when(ADA, new ReplaceMembers(lists(List.of(), List.of(ADA), List.of())))
        .rejects(new NoAdministrator());
    group()
        .when(ADA, new ReplaceMembers(lists(List.of(ADA), List.of(MIO), List.of(MIO))))
        .rejects(new RepeatedMember(MIO));
    group().when(ADA, add(new Member(ADA, Role.MEMBER))).rejects(new NoAdministrator());
    group()
        .when(ADA, add(new Member(SORA, Role.MEMBER), new Member(SORA, Role.ADMIN)))
        .rejects(new RepeatedMember(SORA));
    group()
        .when(ADA, add(member(21), member(22), member(23)))
        .rejects(new OutOfBounds("members", 1, 5));
    assertThat(group().when(ADA, add(member(21), member(22))).accepted()).hasSize(2);
  }

  @Test
  @DisplayName("[RM32] a room that hides its members posts no notice of their changes")
  void hidesNotices() {
    RoomScenario hiding = group(new RoomSettingsChanged(HIDDEN_MEMBERS));
    hiding.when(ADA, add(member(21))).accepts(new MembersChanged(List.of(member(21)), List.of()));
    hiding.when(MIO, new LeaveRoom()).accepts(new MembersChanged(List.of(), List.of(MIO)));
  }

  @Test
  @DisplayName("[RM33] who comes has everything read that was posted before")
  void entersWithEverythingRead() {
    RoomScenario room = group(posted(1, ADA, "a"), posted(2, ADA, "b"));
    assertThat(room.after(ADA, add(new Member(SORA, Role.MEMBER))).room().markerOf(SORA))
        .isEqualTo(ReadMarker.at(2));
    RoomScenario returned =
        room.and(new ReadMarkerMoved(MIO, ReadMarker.at(1)))
            .after(MIO, new LeaveRoom())
            .after(ADA, add(new Member(MIO, Role.MEMBER)));
    assertThat(returned.room().markerOf(MIO)).isEqualTo(ReadMarker.at(3));
  }

  @Test
  @DisplayName("[RM33] another role does not touch what is read")
  void keepsMarkers() {
    RoomScenario room = group(posted(1, ADA, "a"));
    assertThat(room.after(ADA, add(new Member(MIO, Role.ADMIN))).room().markerOf(MIO))
        .isEqualTo(ReadMarker.NOTHING);
  }

  @Test
  @DisplayName("[RM34] only a member can be removed, and not the last administrator")
  void removes() {
    group()
        .when(ADA, new RemoveMember(MIO))
        .accepts(
            new MembersChanged(List.of(), List.of(MIO)),
            system(
                1,
                ADA,
                EDITED
                    + "[dtext:chatroom_member_is][piconname:12][dtext:chatroom_deleted][/info]"));
    group().when(ADA, new RemoveMember(SORA)).rejects(new NotAMember(SORA));
    group().when(ADA, new RemoveMember(ADA)).rejects(new NoAdministrator());
  }

  @Test
  @DisplayName("[RM35] everybody may leave, but not the last administrator while others stay")
  void leaves() {
    for (AccountId leaver : List.of(MIO, REN)) {
      group()
          .when(leaver, new LeaveRoom())
          .accepts(
              new MembersChanged(List.of(), List.of(leaver)),
              system(
                  1,
                  leaver,
                  EDITED
                      + "[dtext:chatroom_member_is][piconname:"
                      + leaver
                      + "][dtext:chatroom_leaved][/info]"));
    }
    group().when(ADA, new LeaveRoom()).rejects(new NoAdministrator());
    group().when(Actor.SERVER, new LeaveRoom()).notPermitted(RoomOperation.LEAVE);
  }

  @Test
  @DisplayName("[RM36] when the only member leaves, the room is deleted")
  void deletesWithTheLast() {
    RoomScenario alone = group(new MembersChanged(List.of(), List.of(MIO, REN)));
    alone
        .when(ADA, new LeaveRoom())
        .accepts(new MembersChanged(List.of(), List.of(ADA)), new RoomDeleted(ADA));
    assertThat(alone.after(ADA, new LeaveRoom()).room().status()).isEqualTo(Room.Status.DELETED);
  }

  @Test
  @DisplayName("[RM37] the tasks that the room had are gone for who leaves")
  void notesDeparture() {
    RoomScenario room = group(taskAdded(64, MIO, ADA), taskAdded(128, REN, ADA));
    assertThat(room.after(MIO, new LeaveRoom()).room().departed().get(MIO.value())).isEqualTo(128);
    assertThat(group().after(MIO, new LeaveRoom()).room().departed().isEmpty()).isTrue();
  }

  @Test
  @DisplayName("[RM47] who is added needs no answer to their request any more")
  void endsRequests() {
    RoomScenario asked = group(new JoinRequested(SORA, NOW));
    assertThat(asked.after(ADA, add(new Member(SORA, Role.MEMBER))).room().joinRequests().isEmpty())
        .isTrue();
  }

  @Test
  @DisplayName("[RM95] a notice names at most 100 accounts, and the number of the others")
  void boundsNotices() {
    List<Member> many =
        IntStream.rangeClosed(1, 103)
            .mapToObj(id -> new Member(new AccountId(id), id == 1 ? Role.ADMIN : Role.MEMBER))
            .toList();
    RoomDecider wide = new RoomDecider(Limits.DEFAULT, Set.of());
    Room room =
        wide.evolve(
            Room.NONE,
            new RoomCreated(
                ROOM,
                RoomType.GROUP,
                "x",
                "",
                IconPreset.GROUP,
                RoomSettings.OPEN,
                many.subList(0, 1),
                null));
    var decision =
        wide.decide(room, new AddMembers(many.subList(1, 103)), RoomScenario.context(Actor.SERVER));
    var events = ((Decision.Accepted<RoomEvent>) decision).events();
    assertThat(((MessagePosted) events.getLast()).body())
        .startsWith(EDITED + "[dtext:chatroom_member_is][piconname:2][piconname:3]")
        .endsWith("[piconname:101] +2 [dtext:chatroom_added][/info]");
  }

  @Test
  @DisplayName("[RM22] the members have the roles they were given")
  void keepsRoles() {
    Room room = given(RoomScenario.groupCreated()).room();
    assertThat(room.members().size()).isEqualTo(3);
    assertThat(room.roleOf(REN)).isEqualTo(Role.READONLY);
  }

  private static AddMembers add(Member... members) {
    return new AddMembers(List.of(members));
  }

  private static Member member(int account) {
    return new Member(new AccountId(account), Role.MEMBER);
  }
}
