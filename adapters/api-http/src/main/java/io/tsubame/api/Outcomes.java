package io.tsubame.api;

import io.tsubame.application.Answer;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Event;
import io.tsubame.domain.Rejection;
import java.util.List;

/// Takes what is wanted out of answers and outcomes, and turns rejections into refusals.
public final class Outcomes {
  private Outcomes() {}

  /// @throws Refusal where the answer is no
  public static <T> T found(Answer<T> answer) {
    return switch (answer) {
      case Answer.Found<T>(T value) -> value;
      case Answer.Refused<T>(Rejection reason) -> throw ErrorTable.of(reason).refusal();
    };
  }

  /// @throws Refusal where the command was rejected
  public static Outcome.Accepted accepted(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted accepted -> accepted;
      case Outcome.Rejected(Rejection reason) -> throw ErrorTable.of(reason).refusal();
    };
  }

  /// The events of one kind that a command led to.
  ///
  /// @throws Refusal 422 where there are none, because the answer belongs to another command under
  ///   the same key
  public static <E extends Event> List<E> events(Outcome outcome, AggregateId of, Class<E> kind) {
    Outcome.Accepted accepted = accepted(outcome);
    List<E> events =
        accepted.commit().events().stream().filter(kind::isInstance).map(kind::cast).toList();
    if (events.isEmpty() || !accepted.commit().aggregate().equals(of)) {
      throw ErrorTable.KEY_REUSED.refusal();
    }
    return events;
  }
}
