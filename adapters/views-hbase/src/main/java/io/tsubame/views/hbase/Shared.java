package io.tsubame.views.hbase;

import io.tsubame.application.OperatingFailure;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets equal questions that come at the same time share an answer. Nobody gets the answer to a
/// question that was asked before they came: it might be older than what they know. So of each
/// question one is under way, and all that come meanwhile share the next.
///
/// @param <Q> compared by value
/// @param <A> the answer, which nobody changes
final class Shared<Q, A extends @Nullable Object> {
  private final Map<Q, Asked<A>> questions = new ConcurrentHashMap<>();
  private final LongAdder shared;

  Shared(LongAdder shared) {
    this.shared = shared;
  }

  private record Asked<A extends @Nullable Object>(
      CompletableFuture<A> underWay, @Nullable CompletableFuture<A> next) {}

  @SuppressWarnings("ReferenceEquality") // each question that is under way is one of its kind
  A ask(Q question, Supplier<A> asking) {
    CompletableFuture<A> mine = new CompletableFuture<>();
    Asked<A> asked = questions.compute(question, (_, other) -> joined(other, mine));
    CompletableFuture<A> next = asked.next();
    if (next != null && next != mine) {
      shared.increment();
      return outcome(next);
    }
    if (next == mine) {
      asked.underWay().handle((_, _) -> true).join();
    }
    asked(question, mine, asking);
    return outcome(mine);
  }

  /// The next comes under way before who waits for it is woken.
  private void asked(Q question, CompletableFuture<A> mine, Supplier<A> asking) {
    try {
      A answer = asking.get();
      questions.computeIfPresent(question, (_, done) -> following(done));
      mine.complete(answer);
    } catch (RuntimeException | Error failure) {
      questions.computeIfPresent(question, (_, done) -> following(done));
      mine.completeExceptionally(failure);
    }
  }

  private static <A extends @Nullable Object> Asked<A> joined(
      @Nullable Asked<A> other, CompletableFuture<A> mine) {
    if (other == null) {
      return new Asked<>(mine, null);
    }
    return other.next() == null ? new Asked<>(other.underWay(), mine) : other;
  }

  private static <A extends @Nullable Object> @Nullable Asked<A> following(Asked<A> done) {
    CompletableFuture<A> next = done.next();
    return next == null ? null : new Asked<>(next, null);
  }

  private static <A extends @Nullable Object> A outcome(CompletableFuture<A> answer) {
    try {
      return answer.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof OperatingFailure known) {
        throw known;
      }
      throw failed;
    }
  }
}
