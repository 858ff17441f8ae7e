package io.tsubame.api;

import java.util.concurrent.atomic.AtomicReference;

/// Whether a request was begun before the server gave it up. It is decided once: who tells a client
/// that nothing was done must be right, also where the time is over just when the handler begins.
final class Fate {
  private enum State {
    WAITING,
    BEGUN,
    GIVEN_UP
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

  /// Whether the handler may begin.
  boolean begin() {
    return state.compareAndSet(State.WAITING, State.BEGUN);
  }

  /// The client is told that it will not be answered.
  ///
  /// @return whether the handler had begun; else it never will
  boolean giveUp() {
    return !state.compareAndSet(State.WAITING, State.GIVEN_UP) && state.get() == State.BEGUN;
  }
}
