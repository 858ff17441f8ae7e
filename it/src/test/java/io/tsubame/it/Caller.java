package io.tsubame.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.it.Api.Reply;
import io.tsubame.it.Ledger.Answered;
import io.tsubame.it.Outcomes.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Somebody who repeats a call until it is answered, over the ends of servers.
final class Caller {
  private static final long PAUSE_NANOS = 20_000_000;

  private final Person person;
  private final Gate gate;
  private final Outcomes outcomes;
  private final Duration patience;

  /// @param patience with one server, before the next one is asked
  Caller(Person person, Gate gate, Outcomes outcomes, Duration patience) {
    this.person = person;
    this.gate = gate;
    this.outcomes = outcomes;
    this.patience = patience;
  }

  /// A request.
  ///
  /// @param kind for [Outcomes]
  /// @param room to which it is
  /// @param key empty where it may be repeated without one
  /// @param body empty for none
  record Call(String kind, int room, String key, String method, String path, String body) {}

  Api api() {
    return gate.api(person).waiting(patience);
  }

  /// Sends it until it is answered, each time with the same key.
  Answered untilAnswered(Call call) {
    long begun = System.nanoTime();
    for (int failures = 0; ; failures++) {
      JsonNode answer = attempt(call);
      if (answer != null) {
        outcomes.done(new Outcome(call.kind(), call.room(), begun, System.nanoTime(), failures));
        return new Answered(person, call.method(), call.path(), call.body(), call.key(), answer);
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("given up after " + failures + " tries of " + call);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /// Null where there is no answer, or none yet.
  private JsonNode attempt(Call call) {
    try {
      Api api = call.key().isEmpty() ? api() : api().keyed(call.key());
      Reply reply = api.attempt(call.method(), call.path(), call.body());
      if (reply.status() < 300) {
        return reply.body();
      }
      if (reply.status() < 500) {
        throw new IllegalStateException(call + " was refused: " + reply);
      }
    } catch (IOException _) {
      // The server died: the same key goes to the next one.
    }
    return null;
  }
}
