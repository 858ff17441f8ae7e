package io.tsubame.application.shard;

import io.tsubame.domain.Command;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decider;
import io.tsubame.domain.Decision;
import io.tsubame.domain.Event;
import io.tsubame.domain.Rejection;
import java.util.List;
import java.util.function.ToLongFunction;

/// One aggregate at one moment: its state and the rules for it. Immutable, so whatever fails while
/// a command is decided leaves it as it was.
record Aggregate<C extends Command, S, E extends Event>(Kind<C, S, E> kind, S state) {

  /// What is common to all aggregates of a kind.
  ///
  /// @param weight about how many bytes of memory a state takes
  record Kind<C extends Command, S, E extends Event>(
      Class<C> commands, Decider<C, S, E> decider, ToLongFunction<S> weight) {
    Aggregate<C, S, E> initial() {
      return of(decider.initial());
    }

    Aggregate<C, S, E> of(S state) {
      return new Aggregate<>(this, state);
    }
  }

  sealed interface Verdict {
    /// @param after the aggregate as it will be when the events are durable
    record Accepted(List<? extends Event> events, Aggregate<?, ?, ?> after) implements Verdict {}

    record Rejected(Rejection reason) implements Verdict {}
  }

  /// @throws IllegalArgumentException where the command is for another kind of aggregate
  Verdict decide(Command command, Context context) {
    if (!kind.commands().isInstance(command)) {
      throw new IllegalArgumentException(
          command.getClass().getSimpleName() + " is no " + kind.commands().getSimpleName());
    }
    return switch (kind.decider().decide(state, kind.commands().cast(command), context)) {
      case Decision.Accepted<E>(var events) ->
          new Verdict.Accepted(events, kind.of(kind.decider().evolveAll(state, events)));
      case Decision.Rejected<E>(var reason) -> new Verdict.Rejected(reason);
    };
  }

  long weight() {
    return kind.weight().applyAsLong(state);
  }
}
