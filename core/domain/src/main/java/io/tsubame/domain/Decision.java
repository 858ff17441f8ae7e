package io.tsubame.domain;

import java.util.List;

/// What an aggregate answers to a command. Accepting without an event means that the wish was
/// already fulfilled.
public sealed interface Decision<E extends Event> {
  record Accepted<E extends Event>(List<E> events) implements Decision<E> {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  record Rejected<E extends Event>(Rejection reason) implements Decision<E> {}

  static <E extends Event> Decision<E> accept(List<? extends E> events) {
    return new Accepted<>(List.copyOf(events));
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // List.of copies and keeps no reference
  static <E extends Event> Decision<E> accept(E... events) {
    return new Accepted<>(List.of(events));
  }

  static <E extends Event> Decision<E> reject(Rejection reason) {
    return new Rejected<>(reason);
  }
}
