package io.tsubame.domain.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decision;
import io.tsubame.domain.FreshIds;
import io.tsubame.domain.Limits;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.domain.room.RoomEvent.RoomCreated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A room with a history, for specifications of the form: given events, when a command, then events
/// or a rejection.
final class RoomScenario {
  static final RoomId ROOM = new RoomId(640);
  static final Instant NOW = Instant.parse("2026-04-01T09:00:00Z");
  static final int FIRST_TASK = 6464;
  static final int STRIDE = 64;

  /// The administrator, a member, one who may only read, and one who is not in the room.
  static final AccountId ADA = new AccountId(11);

  static final AccountId MIO = new AccountId(12);
  static final AccountId REN = new AccountId(13);
  static final AccountId SORA = new AccountId(14);

  /// Small, so that a test reaches each bound.
  static final Limits LIMITS =
      new Limits(
          2_000, 20, 100, 5, 2, 3, 2, 10, 2, 3, 2, 3, 255, 50, 1_000, 1_000, 1_000, 100, 2_000,
          2_000, 10, 100, 1_000, 100_000, 1_000);

  static final RoomDecider DECIDER =
      new RoomDecider(LIMITS, Set.of("like", "great", "thanks", "hooray"));

  private final Room room;

  private RoomScenario(Room room) {
    this.room = room;
  }

  static RoomScenario nothing() {
    return new RoomScenario(Room.NONE);
  }

  static RoomScenario given(RoomEvent... events) {
    return nothing().and(events);
  }

  /// A group of [#ADA], [#MIO] and [#REN] without any message.
  static RoomScenario group(RoomEvent... further) {
    return given(groupCreated()).and(further);
  }

  static RoomScenario my(RoomEvent... further) {
    return given(created(RoomType.MY, new Member(ADA, Role.ADMIN))).and(further);
  }

  static RoomScenario direct(RoomEvent... further) {
    return given(created(RoomType.DIRECT, new Member(ADA, Role.ADMIN), new Member(MIO, Role.ADMIN)))
        .and(further);
  }

  static RoomCreated groupCreated() {
    return new RoomCreated(
        ROOM,
        RoomType.GROUP,
        "Swallows",
        "All about nests",
        IconPreset.GROUP,
        RoomSettings.OPEN,
        List.of(
            new Member(ADA, Role.ADMIN),
            new Member(MIO, Role.MEMBER),
            new Member(REN, Role.READONLY)),
        ADA);
  }

  private static RoomCreated created(RoomType type, Member... members) {
    return new RoomCreated(
        ROOM, type, "", "", IconPreset.GROUP, RoomSettings.OPEN, List.of(members), ADA);
  }

  RoomScenario and(RoomEvent... events) {
    return new RoomScenario(DECIDER.evolveAll(room, List.of(events)));
  }

  /// After a command that must be accepted.
  RoomScenario after(AccountId actor, RoomCommand command) {
    return after(Actor.of(actor), command);
  }

  RoomScenario after(Actor actor, RoomCommand command) {
    return new RoomScenario(DECIDER.evolveAll(room, when(actor, command).accepted()));
  }

  Room room() {
    return room;
  }

  Answer when(AccountId actor, RoomCommand command) {
    return when(Actor.of(actor), command);
  }

  Answer when(Actor actor, RoomCommand command) {
    return new Answer(DECIDER.decide(room, command, context(actor)));
  }

  static Context context(Actor actor) {
    return new Context(NOW, actor, new FreshIds(FIRST_TASK, STRIDE));
  }

  /// What the room answered.
  record Answer(Decision<RoomEvent> decision) {
    void accepts(RoomEvent... events) {
      assertThat(decision).isEqualTo(Decision.accept(events));
    }

    void rejects(Rejection reason) {
      assertThat(decision).isEqualTo(Decision.reject(reason));
    }

    /// As often as there are rejections that are told by their type alone.
    void notPermitted(RoomOperation operation) {
      rejects(new RoomRejection.NotPermitted(operation));
    }

    List<RoomEvent> accepted() {
      assertThat(decision).isInstanceOf(Decision.Accepted.class);
      return ((Decision.Accepted<RoomEvent>) decision).events();
    }

    /// The texts of the system messages among the accepted events.
    List<String> notices() {
      List<String> bodies = new ArrayList<>();
      for (RoomEvent event : accepted()) {
        if (event instanceof MessagePosted posted && posted.kind() == MessageKind.SYSTEM) {
          assertThat(posted.mentions()).isEqualTo(Mentions.NONE);
          assertThat(posted.markedRead()).isTrue();
          bodies.add(posted.body());
        }
      }
      return bodies;
    }
  }

  static MessagePosted posted(int sequence, AccountId author, String body) {
    return new MessagePosted(sequence, author, MessageKind.USER, body, Mentions.NONE, true, NOW);
  }

  static MessagePosted system(int sequence, AccountId author, String body) {
    return new MessagePosted(sequence, author, MessageKind.SYSTEM, body, Mentions.NONE, true, NOW);
  }

  static RoomEvent taskAdded(int task, AccountId assignee, AccountId assigner) {
    return new RoomEvent.TaskAdded(
        new TaskId(task), assignee, assigner, "Feed them", Deadline.NONE, 1, NOW);
  }

  static MemberLists lists(
      List<AccountId> admins, List<AccountId> members, List<AccountId> readonly) {
    return new MemberLists(admins, members, readonly);
  }

  static RoomSettings settings(boolean post, boolean tasks, boolean files, boolean seeMembers) {
    return new RoomSettings(post, tasks, files, seeMembers);
  }
}
