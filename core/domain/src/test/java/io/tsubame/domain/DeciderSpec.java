package io.tsubame.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;

/// Cases of a decider, told as: given events, when a command comes, then events or a rejection.
/// Beside the answer, each case checks that the decider can apply what it decided.
public final class DeciderSpec<C extends Command, S, E extends Event> {
  public static final Instant NOW = Instant.parse("2026-04-01T09:00:00Z");

  /// The fresh ids of all cases: 640, 704, 768, …
  public static final FreshIds IDS = new FreshIds(640, 64);

  private final Decider<C, S, E> decider;
  private final List<E> given;

  private DeciderSpec(Decider<C, S, E> decider, List<E> given) {
    this.decider = decider;
    this.given = List.copyOf(given);
  }

  public static <C extends Command, S, E extends Event> DeciderSpec<C, S, E> of(
      Decider<C, S, E> decider) {
    return new DeciderSpec<>(decider, List.of());
  }

  /// The same with more events before the command.
  @SafeVarargs
  @SuppressWarnings("varargs") // List.of copies and keeps no reference
  public final DeciderSpec<C, S, E> given(E... events) {
    return given(List.of(events));
  }

  public DeciderSpec<C, S, E> given(List<? extends E> events) {
    List<E> all = new ArrayList<>(given);
    all.addAll(events);
    return new DeciderSpec<>(decider, all);
  }

  public S state() {
    return decider.evolveAll(decider.initial(), given);
  }

  public When when(Actor actor, C command) {
    return new When(actor, command, NOW);
  }

  /// A command that waits for its expected answer.
  public final class When {
    private final Actor actor;
    private final C command;
    private final Instant now;

    private When(Actor actor, C command, Instant now) {
      this.actor = actor;
      this.command = command;
      this.now = now;
    }

    public When at(Instant time) {
      return new When(actor, command, time);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // List.of copies and keeps no reference
    public final DynamicTest then(String rule, E... events) {
      return test(rule, Decision.accept(List.of(events)));
    }

    public DynamicTest thenNothing(String rule) {
      return test(rule, Decision.accept(List.of()));
    }

    public DynamicTest thenRejected(String rule, Rejection reason) {
      return test(rule, Decision.reject(reason));
    }

    private DynamicTest test(String rule, Decision<E> expected) {
      return DynamicTest.dynamicTest(
          rule + ": " + command.getClass().getSimpleName() + " by " + actor,
          () -> {
            S before = state();
            Decision<E> decision = decider.decide(before, command, new Context(now, actor, IDS));
            assertThat(decision).isEqualTo(expected);
            if (decision instanceof Decision.Accepted<E>(var events)) {
              assertThat(decider.evolveAll(before, events)).isNotNull();
            }
          });
    }
  }
}
