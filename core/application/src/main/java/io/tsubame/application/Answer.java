package io.tsubame.application;

import io.tsubame.domain.Rejection;
import java.util.function.Function;

/// What a query or a use case answers: the value, or why the actor does not get it.
public sealed interface Answer<T> {
  record Found<T>(T value) implements Answer<T> {}

  record Refused<T>(Rejection reason) implements Answer<T> {}

  static <T> Answer<T> of(T value) {
    return new Found<>(value);
  }

  static <T> Answer<T> refuse(Rejection reason) {
    return new Refused<>(reason);
  }

  default <R> Answer<R> map(Function<? super T, ? extends R> change) {
    return switch (this) {
      case Found<T>(T value) -> of(change.apply(value));
      case Refused<T>(Rejection reason) -> refuse(reason);
    };
  }
}
