package io.tsubame.application.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Context;
import io.tsubame.domain.Creation;
import io.tsubame.domain.Decision;
import io.tsubame.domain.FreshIds;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.Deadline;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomCommand;
import io.tsubame.domain.room.RoomCommand.AddReaction;
import io.tsubame.domain.room.RoomCommand.AddTasks;
import io.tsubame.domain.room.RoomCommand.ChangeTaskStatus;
import io.tsubame.domain.room.RoomCommand.CreateGroupRoom;
import io.tsubame.domain.room.RoomCommand.DeleteMessage;
import io.tsubame.domain.room.RoomCommand.DeleteTask;
import io.tsubame.domain.room.RoomCommand.EditMessage;
import io.tsubame.domain.room.RoomCommand.MarkRead;
import io.tsubame.domain.room.RoomCommand.MarkUnread;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import io.tsubame.domain.room.RoomCommand.PostMessage;
import io.tsubame.domain.room.RoomEvent;
import io.tsubame.domain.room.TaskStatus;
import io.tsubame.testkit.properties.Choices;
import io.tsubame.testkit.properties.Gen;
import io.tsubame.testkit.properties.Property;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A room whose parts come and go is decided like one that has everything in memory.
final class LoadedPartsTest {
  private static final AccountId ANN = new AccountId(1);
  private static final AccountId BEN = new AccountId(2);

  sealed interface Step {
    /// @param part which of the messages or tasks that there may be
    record Order(AccountId by, Wish wish, int part) implements Step {}

    record StopViews() implements Step {}

    record FollowViews() implements Step {}
  }

  enum Wish {
    POST,
    EDIT,
    DELETE,
    REACT,
    READ,
    UNREAD,
    ADD_TASK,
    FINISH_TASK,
    DELETE_TASK
  }

  private static final Gen<Step> STEPS =
      choices ->
          switch (choices.below(12)) {
            case 10 -> new Step.StopViews();
            case 11 -> new Step.FollowViews();
            default -> order(choices);
          };

  private static Step order(Choices choices) {
    return new Step.Order(
        choices.draw(Gen.elements(ANN, BEN)),
        choices.draw(Gen.elements(Wish.values())),
        choices.below(12));
  }

  @Test
  @DisplayName("[SL20] parts that come and go change no decision")
  void sameDecisions() {
    Property.check("loaded parts", 120, Gen.lists(STEPS, 1, 60), steps -> new Run().run(steps));
  }

  @Test
  @DisplayName("[SL20] parts that only refused commands need leave memory as well")
  void boundedParts() {
    Run run = new Run();
    try (ShardWorld world = run.world) {
      run.create();
      for (int i = 0; i < 40; i++) {
        run.compare(ANN, new PostMessage("text", false));
      }
      for (int sequence = 1; sequence <= 40; sequence++) {
        run.compare(BEN, new EditMessage(sequence, "not mine"));
      }
      long threeParts = StateWeight.of(run.model.withoutLoaded()) + 3 * StateWeight.PART;
      assertThat(world.shards.numbers()).allMatch(shard -> shard.cachedBytes() <= threeParts);
    }
  }

  private static final class Run {
    private final ShardWorld world = new ShardWorld(ShardWorld.withLoadedParts(2));
    private Room model = AppendingRules.ROOMS.initial();
    private RoomId room = new RoomId(1);
    private int nextId;

    void run(List<Step> steps) {
      try (world) {
        create();
        for (Step step : steps) {
          switch (step) {
            case Step.Order order -> compare(order.by(), commandOf(order));
            case Step.StopViews() -> world.views.stop();
            case Step.FollowViews() -> world.views.follow();
          }
        }
      }
    }

    private void create() {
      Outcome.Accepted created =
          (Outcome.Accepted) world.shards.create(creation(), Actor.of(ANN), null);
      room = ((AggregateId.Room) created.commit().aggregate()).id();
      nextId = room.value() + ShardWorld.SHARDS;
      created.commit().events().forEach(event -> evolve((RoomEvent) event));
    }

    private static CreateGroupRoom creation() {
      MemberLists members = new MemberLists(List.of(ANN), List.of(BEN), List.of());
      return new CreateGroupRoom(
          new RoomId(Creation.UNNUMBERED), "room", "", IconPreset.GROUP, members, null);
    }

    private void compare(AccountId by, RoomCommand command) {
      Actor actor = Actor.of(by);
      Context context =
          new Context(
              ShardWorld.NOW.truncatedTo(ChronoUnit.MILLIS),
              actor,
              new FreshIds(nextId, ShardWorld.SHARDS));
      Decision<RoomEvent> expected = AppendingRules.ROOMS.decide(model, command, context);
      Outcome outcome = world.shards.send(new AggregateId.Room(room), command, actor, null);
      switch (expected) {
        case Decision.Rejected<RoomEvent>(var reason) ->
            assertThat(outcome).isEqualTo(new Outcome.Rejected(reason));
        case Decision.Accepted<RoomEvent>(var events) -> {
          assertThat(((Outcome.Accepted) outcome).commit().events()).isEqualTo(events);
          events.forEach(this::evolve);
        }
      }
    }

    private void evolve(RoomEvent event) {
      model = AppendingRules.ROOMS.evolve(model, event);
      if (event instanceof RoomEvent.TaskAdded added) {
        nextId = added.task().value() + ShardWorld.SHARDS;
      }
    }

    private RoomCommand commandOf(Step.Order order) {
      int message = order.part() + 1;
      TaskId task = new TaskId(room.value() + (order.part() + 1) * ShardWorld.SHARDS);
      return switch (order.wish()) {
        case POST -> new PostMessage("text", false);
        case EDIT -> new EditMessage(message, "edit " + order.part());
        case DELETE -> new DeleteMessage(message);
        case REACT -> new AddReaction(message, "thanks");
        case READ -> new MarkRead(order.by(), null);
        case UNREAD -> new MarkUnread(order.by(), message);
        case ADD_TASK -> new AddTasks("task", List.of(ANN, BEN), Deadline.NONE);
        case FINISH_TASK -> new ChangeTaskStatus(task, TaskStatus.DONE);
        case DELETE_TASK -> new DeleteTask(task);
      };
    }
  }
}
