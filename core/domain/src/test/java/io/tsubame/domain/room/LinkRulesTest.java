package io.tsubame.domain.room;

import static io.tsubame.domain.room.RoomScenario.ADA;
import static io.tsubame.domain.room.RoomScenario.MIO;
import static io.tsubame.domain.room.RoomScenario.NOW;
import static io.tsubame.domain.room.RoomScenario.SORA;
import static io.tsubame.domain.room.RoomScenario.direct;
import static io.tsubame.domain.room.RoomScenario.group;
import static io.tsubame.domain.room.RoomScenario.settings;
import static io.tsubame.domain.room.RoomScenario.system;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.room.RoomCommand.ApproveJoin;
import io.tsubame.domain.room.RoomCommand.CreateLink;
import io.tsubame.domain.room.RoomCommand.DeclineJoin;
import io.tsubame.domain.room.RoomCommand.DeleteLink;
import io.tsubame.domain.room.RoomCommand.EditLink;
import io.tsubame.domain.room.RoomCommand.JoinByLink;
import io.tsubame.domain.room.RoomEvent.InvitationLinkChanged;
import io.tsubame.domain.room.RoomEvent.JoinDeclined;
import io.tsubame.domain.room.RoomEvent.JoinRequested;
import io.tsubame.domain.room.RoomEvent.MembersChanged;
import io.tsubame.domain.room.RoomEvent.RoomDeleted;
import io.tsubame.domain.room.RoomEvent.RoomSettingsChanged;
import io.tsubame.domain.room.RoomRejection.AlreadyAMember;
import io.tsubame.domain.room.RoomRejection.LinkExists;
import io.tsubame.domain.room.RoomRejection.NoLink;
import io.tsubame.domain.room.RoomRejection.NoSuchJoinRequest;
import io.tsubame.domain.room.RoomRejection.NotAGroupRoom;
import io.tsubame.domain.room.RoomRejection.OutOfBounds;
import io.tsubame.domain.room.RoomRejection.RoomNotFound;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LinkRulesTest {
  private static final InvitationLink OPEN = new InvitationLink("nest", false, "");
  private static final InvitationLink GUARDED = new InvitationLink("nest", true, "Knock");
  private static final Member NEW_MEMBER = new Member(SORA, Role.MEMBER);

  @Test
  @DisplayName("[RM40] a room has one link or none")
  void changesTheLink() {
    group().when(ADA, new CreateLink(OPEN)).accepts(new InvitationLinkChanged(OPEN));
    linked(OPEN).when(ADA, new CreateLink(GUARDED)).rejects(new LinkExists());
    linked(OPEN).when(ADA, new EditLink(GUARDED)).accepts(new InvitationLinkChanged(GUARDED));
    linked(OPEN).when(ADA, new EditLink(OPEN)).accepts();
    group().when(ADA, new EditLink(OPEN)).rejects(new NoLink());
    linked(OPEN).when(ADA, new DeleteLink()).accepts(new InvitationLinkChanged(null));
    group().when(ADA, new DeleteLink()).rejects(new NoLink());
  }

  @Test
  @DisplayName("[RM41] a link's code and description are bounded")
  void boundsLinks() {
    group()
        .when(ADA, new CreateLink(new InvitationLink("", false, "")))
        .rejects(new OutOfBounds("code", 1, 50));
    linked(OPEN)
        .when(ADA, new EditLink(new InvitationLink("x".repeat(51), false, "")))
        .rejects(new OutOfBounds("code", 1, 50));
    group()
        .when(ADA, new CreateLink(new InvitationLink("x", false, "y".repeat(101))))
        .rejects(new OutOfBounds("description", 0, 100));
  }

  @Test
  @DisplayName("[RM10] only a group has a link")
  void refusesLinksElsewhere() {
    direct().when(ADA, new CreateLink(OPEN)).rejects(new NotAGroupRoom());
  }

  @Test
  @DisplayName("[RM42] who comes by an open link is a member at once")
  void joins() {
    linked(OPEN)
        .when(SORA, new JoinByLink("nest"))
        .accepts(
            new MembersChanged(List.of(NEW_MEMBER), List.of()),
            system(1, SORA, "[info][dtext:chatroom_chat_joined][/info]"));
    linked(OPEN)
        .and(new RoomSettingsChanged(settings(true, true, true, false)))
        .when(SORA, new JoinByLink("nest"))
        .accepts(new MembersChanged(List.of(NEW_MEMBER), List.of()));
  }

  @Test
  @DisplayName("[RM42] who comes by a guarded link asks")
  void asks() {
    linked(GUARDED).when(SORA, new JoinByLink("nest")).accepts(new JoinRequested(SORA, NOW));
  }

  @Test
  @DisplayName("[RM43] another code, an old link or no link is not found")
  void refusesOtherCodes() {
    linked(OPEN).when(SORA, new JoinByLink("tree")).rejects(new RoomNotFound());
    group().when(SORA, new JoinByLink("nest")).rejects(new RoomNotFound());
    linked(OPEN)
        .and(new InvitationLinkChanged(null))
        .when(SORA, new JoinByLink("nest"))
        .rejects(new RoomNotFound());
    linked(OPEN)
        .and(new RoomDeleted(ADA))
        .when(SORA, new JoinByLink("nest"))
        .rejects(new RoomNotFound());
    linked(OPEN).when(Actor.SERVER, new JoinByLink("nest")).rejects(new RoomNotFound());
  }

  @Test
  @DisplayName("[RM44] a member cannot join again")
  void refusesMembers() {
    linked(OPEN).when(MIO, new JoinByLink("nest")).rejects(new AlreadyAMember());
  }

  @Test
  @DisplayName("[RM31] a full room is not joined")
  void refusesWhenFull() {
    linked(OPEN)
        .and(
            new MembersChanged(
                List.of(
                    new Member(new AccountId(21), Role.MEMBER),
                    new Member(new AccountId(22), Role.MEMBER)),
                List.of()))
        .when(SORA, new JoinByLink("nest"))
        .rejects(new OutOfBounds("members", 1, 5));
  }

  @Test
  @DisplayName("[RM45] requests are bounded, and asking again changes nothing")
  void boundsRequests() {
    RoomScenario full =
        linked(GUARDED)
            .and(
                new JoinRequested(new AccountId(21), NOW),
                new JoinRequested(new AccountId(22), NOW));
    full.when(SORA, new JoinByLink("nest")).rejects(new OutOfBounds("join_requests", 0, 2));
    full.when(new AccountId(22), new JoinByLink("nest")).accepts();
  }

  @Test
  @DisplayName("[RM46] an administrator lets in who asked")
  void approves() {
    requested()
        .when(ADA, new ApproveJoin(SORA))
        .accepts(
            new MembersChanged(List.of(NEW_MEMBER), List.of()),
            system(
                1,
                ADA,
                "[info][title][dtext:chatroom_chat_edited][/title]"
                    + "[dtext:chatroom_member_is][piconname:14][dtext:chatroom_added][/info]"));
    assertThat(requested().after(ADA, new ApproveJoin(SORA)).room().joinRequests().isEmpty())
        .isTrue();
    requested().when(MIO, new ApproveJoin(SORA)).notPermitted(RoomOperation.ANSWER_JOIN_REQUEST);
    requested().when(SORA, new ApproveJoin(SORA)).rejects(new RoomNotFound());
  }

  @Test
  @DisplayName("[RM46] an administrator declines, and who asked takes back")
  void declines() {
    requested().when(ADA, new DeclineJoin(SORA)).accepts(new JoinDeclined(SORA));
    requested().when(SORA, new DeclineJoin(SORA)).accepts(new JoinDeclined(SORA));
    requested().when(Actor.SERVER, new DeclineJoin(SORA)).accepts(new JoinDeclined(SORA));
    requested().when(MIO, new DeclineJoin(SORA)).notPermitted(RoomOperation.ANSWER_JOIN_REQUEST);
    requested().when(new AccountId(99), new DeclineJoin(SORA)).rejects(new RoomNotFound());
    assertThat(requested().and(new JoinDeclined(SORA)).room().joinRequests().isEmpty()).isTrue();
  }

  @Test
  @DisplayName("[RM47] where nobody asked there is nothing to answer")
  void answersNoOtherRequest() {
    group().when(ADA, new ApproveJoin(SORA)).rejects(new NoSuchJoinRequest());
    group().when(ADA, new DeclineJoin(SORA)).rejects(new NoSuchJoinRequest());
    group().when(SORA, new DeclineJoin(SORA)).rejects(new RoomNotFound());
  }

  private static RoomScenario linked(InvitationLink link) {
    return group(new InvitationLinkChanged(link));
  }

  private static RoomScenario requested() {
    return linked(GUARDED).and(new JoinRequested(SORA, NOW));
  }
}
