package io.tsubame.domain;

/// The rules of one kind of aggregate. Both methods are pure and total: they never throw for any
/// state, command or event of their types, and read no clock, id source or random number.
///
/// @param <C> its commands
/// @param <S> its state
/// @param <E> its events
public interface Decider<C extends Command, S, E extends Event> {
  /// The state before the first event.
  S initial();

  Decision<E> decide(S state, C command, Context context);

  /// The only mutation: applies a fact and validates nothing. Replay and live use it alike.
  S evolve(S state, E event);

  /// The state after all the events, in order.
  default S evolveAll(S state, Iterable<? extends E> events) {
    S result = state;
    for (E event : events) {
      result = evolve(result, event);
    }
    return result;
  }
}
