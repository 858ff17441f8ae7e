package io.tsubame.application.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.shard.FaultyLog.Fault;
import io.tsubame.domain.AggregateId;
import io.tsubame.testkit.properties.Gen;
import io.tsubame.testkit.properties.Property;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Whatever fails and however often, what was acknowledged is there, in order and once.
final class ShardPropertyTest {
  private static final int AGGREGATES = 3;

  sealed interface Step {
    /// Commands that are sent without waiting for one another.
    record Send(List<Order> orders) implements Step {}

    record Fail(Fault fault) implements Step {}

    /// The process is closed and started again.
    record Restart() implements Step {}

    /// Another process takes the shards over, and the old one does not know.
    record TakeOver() implements Step {}

    record StopViews() implements Step {}

    record FollowViews() implements Step {}
  }

  /// @param insists repeats the command until it is answered
  record Order(int aggregate, boolean insists) {}

  private static final Gen<Order> ORDERS =
      choices -> new Order(choices.below(AGGREGATES), choices.oneIn(2));

  private static final Gen<Step> STEPS =
      Gen.oneOf(
          Gen.lists(ORDERS, 1, 12).map(Step.Send::new),
          Gen.lists(ORDERS, 1, 3).map(Step.Send::new),
          Gen.elements(Fault.values()).map(Step.Fail::new),
          Gen.constant(new Step.Restart()),
          Gen.constant(new Step.TakeOver()),
          Gen.constant(new Step.StopViews()),
          Gen.constant(new Step.FollowViews()));

  @Test
  @DisplayName("[SL23] random commands with random faults and restarts equal a sequential run")
  void equalsSequentialRun() {
    Property.check("shards survive", 150, Gen.lists(STEPS, 1, 25), steps -> new Run().run(steps));
  }

  private static final class Run {
    private final ShardWorld world = new ShardWorld();
    private final List<AggregateId.Organization> aggregates = new ArrayList<>();
    private final Map<Integer, List<String>> acknowledged = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private int tokens;

    /// A shard that has to open waits for views, so views that stand still would only waste time.
    private boolean faulty;

    void run(List<Step> steps) {
      try (world) {
        for (int i = 0; i < AGGREGATES; i++) {
          aggregates.add(world.found(""));
          acknowledged.put(i, new ArrayList<>());
        }
        steps.forEach(this::run);
        world.views.follow();
        check();
      }
    }

    private void run(Step step) {
      switch (step) {
        case Step.Send(var orders) -> send(orders);
        case Step.Fail(var fault) -> {
          faulty = true;
          world.log.failNext(fault);
        }
        case Step.Restart() -> {
          world.views.follow();
          world.restart();
          world.awaitServing();
        }
        case Step.TakeOver() -> {
          world.views.follow();
          world.takeOver();
          world.awaitServing();
        }
        case Step.StopViews() -> world.views.stop();
        case Step.FollowViews() -> world.views.follow();
      }
    }

    private void send(List<Order> orders) {
      List<Runnable> answers = new ArrayList<>();
      for (Order order : orders) {
        String token = "<" + tokens++ + ">";
        answers.add(awaited(order, token));
      }
      if (faulty) {
        world.views.follow();
      }
      answers.forEach(Runnable::run);
    }

    private Runnable awaited(Order order, String token) {
      AggregateId.Organization to = aggregates.get(order.aggregate());
      CommandId id = order.insists() ? new CommandId(token) : null;
      Submission submission;
      try {
        submission = world.put(to, token, id);
      } catch (OperatingFailure _) {
        refused.add(token);
        return () -> {};
      }
      return () -> {
        try {
          acknowledge(order, ShardWorld.answerOf(submission));
        } catch (OutcomeUnknown _) {
          insist(order, to, token, id);
        } catch (OperatingFailure _) {
          if (id == null) {
            refused.add(token);
          }
          insist(order, to, token, id);
        }
      };
    }

    private void insist(Order order, AggregateId to, String token, CommandId id) {
      world.views.follow();
      while (id != null) {
        try {
          acknowledge(order, world.append(to, token, id));
          return;
        } catch (OperatingFailure _) {
          // once more
        }
      }
    }

    private void acknowledge(Order order, Outcome outcome) {
      String text = ShardWorld.textOf(outcome);
      acknowledged.get(order.aggregate()).add(text);
    }

    private void check() {
      for (int i = 0; i < AGGREGATES; i++) {
        String text = world.textOf(aggregates.get(i));
        assertThat(acknowledged.get(i)).allMatch(text::startsWith).doesNotHaveDuplicates();
        assertThat(refused).noneMatch(text::contains);
        List<String> all = List.of(text.split("(?<=>)"));
        assertThat(all).doesNotHaveDuplicates();
      }
    }
  }
}
