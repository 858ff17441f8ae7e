package io.tsubame.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.testkit.properties.Gen;
import io.tsubame.testkit.properties.Property;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What holds for every decider: whatever commands come, deciding and replaying do not fail, and
/// the state that was live equals the replayed one, in one piece or in two.
public final class DeciderProperties {
  private DeciderProperties() {}

  /// A command with its circumstances.
  public record Step<C>(C command, Actor actor, Instant at) {}

  /// Steps some seconds apart, by one of the actors.
  public static <C extends Command> Gen<List<Step<C>>> histories(
      Gen<C> commands, Gen<Actor> actors) {
    Gen<Integer> seconds = Gen.ints(0, 100);
    return Gen.lists(
        choices ->
            new Step<>(
                choices.draw(commands),
                choices.draw(actors),
                DeciderSpec.NOW.plusSeconds(choices.draw(seconds))),
        0,
        40);
  }

  /// @param invariant checked on the state after every step
  public static <C extends Command, S, E extends Event> void check(
      String name, Decider<C, S, E> decider, Gen<List<Step<C>>> histories, Consumer<S> invariant) {
    Property.check(
        name,
        2_000,
        histories,
        history -> {
          S live = decider.initial();
          List<E> events = new ArrayList<>();
          for (Step<C> step : history) {
            Context context =
                new Context(step.at(), step.actor(), new FreshIds(640 + 64 * events.size(), 64));
            Decision<E> decision = decider.decide(live, step.command(), context);
            assertThat(decider.decide(live, step.command(), context)).isEqualTo(decision);
            if (decision instanceof Decision.Accepted<E>(var decided)) {
              live = decider.evolveAll(live, decided);
              events.addAll(decided);
            }
            invariant.accept(live);
          }
          assertThat(decider.evolveAll(decider.initial(), events)).isEqualTo(live);
          int middle = events.size() / 2;
          S half = decider.evolveAll(decider.initial(), events.subList(0, middle));
          assertThat(decider.evolveAll(half, events.subList(middle, events.size())))
              .isEqualTo(live);
        });
  }
}
