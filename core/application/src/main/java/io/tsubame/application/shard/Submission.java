package io.tsubame.application.shard;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Unavailable;
import io.tsubame.application.log.NotOwner;
import io.tsubame.domain.Actor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A command on its way through a shard, and its sender, who waits. It is answered once; until the
/// shard begins with it, the sender can take it back, and then it surely has no effect.
final class Submission {
  private sealed interface State {
    record Waiting() implements State {}

    record Begun() implements State {}

    record Withdrawn() implements State {}

    record Answered(Outcome outcome) implements State {}

    record Failed(RuntimeException failure) implements State {}
  }

  private static final State WAITING = new State.Waiting();
  private static final State BEGUN = new State.Begun();
  private static final State WITHDRAWN = new State.Withdrawn();

  private final ShardMessage message;
  private final Actor actor;
  private final @Nullable CommandId id;
  private final AtomicReference<State> state = new AtomicReference<>(WAITING);
  private final CountDownLatch done = new CountDownLatch(1);

  Submission(ShardMessage message, Actor actor, @Nullable CommandId id) {
    this.message = message;
    this.actor = actor;
    this.id = id;
  }

  ShardMessage message() {
    return message;
  }

  Actor actor() {
    return actor;
  }

  @Nullable CommandId id() {
    return id;
  }

  /// Called by the shard: whether the sender still wants it. From now on it cannot be taken back.
  boolean begin() {
    return state.compareAndSet(WAITING, BEGUN);
  }

  boolean isAnswered() {
    return done.getCount() == 0;
  }

  void answer(Outcome outcome) {
    finish(new State.Answered(outcome));
  }

  /// Does nothing where there is an answer already.
  void fail(RuntimeException failure) {
    finish(new State.Failed(failure));
  }

  /// Called by the shard, which does not own what it is about any more.
  void turnAway() {
    refuse(new NotOwner("another node owns the shard: nothing was done"));
  }

  /// Called by the shard, which has not begun with it and will not.
  void refuse(OperatingFailure why) {
    if (begin()) {
      fail(why);
    }
  }

  /// Called by the shard, which can serve it no more.
  void abandon(Throwable cause) {
    if (begin()) {
      fail(new Unavailable("the shard has to be opened again: nothing was done", cause));
    } else {
      fail(new OutcomeUnknown("the shard has to be opened again", cause));
    }
  }

  /// Called by the sender.
  Outcome await(Duration deadline) {
    try {
      if (!done.await(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
        withdraw("no answer within " + deadline.toMillis() + " ms");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      withdraw("the sender was interrupted");
    }
    return switch (state.get()) {
      case State.Answered(Outcome outcome) -> outcome;
      case State.Failed(RuntimeException failure) -> throw failure;
      case State.Waiting _, State.Begun _, State.Withdrawn _ ->
          throw new IllegalStateException("woken without an answer");
    };
  }

  /// @throws Unavailable where the command was not begun
  /// @throws OutcomeUnknown where it was, and is not answered
  private void withdraw(String why) {
    if (state.compareAndSet(WAITING, WITHDRAWN)) {
      throw new Unavailable(why + ": nothing was done");
    }
    if (state.get() instanceof State.Begun) {
      throw new OutcomeUnknown(why);
    }
  }

  private void finish(State end) {
    State before = state.get();
    boolean open = before instanceof State.Waiting || before instanceof State.Begun;
    if (open && state.compareAndSet(before, end)) {
      done.countDown();
    }
  }
}
