package io.tsubame.cluster.pekko;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.cluster.NodeId;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An ask that waits for its answer. The first byte of an answer tells how it went.
final class Asked {
  static final byte ANSWERED = 0;
  static final byte UNAVAILABLE = 1;
  static final byte OVERLOADED = 2;
  static final byte FAILED = 3;

  private final NodeId to;
  private final CompletableFuture<byte[]> result = new CompletableFuture<>();

  Asked(NodeId to) {
    this.to = to;
  }

  void answered(byte[] answer) {
    switch (answer.length == 0 ? FAILED : answer[0]) {
      case ANSWERED -> result.complete(Arrays.copyOfRange(answer, 1, answer.length));
      case UNAVAILABLE -> fail(new Unavailable("nothing was done by " + to.name()));
      case OVERLOADED -> fail(new Overloaded("too much is being asked of " + to.name()));
      default -> fail(new OutcomeUnknown("the other node failed: " + to.name()));
    }
  }

  void failUnless(Set<NodeId> reachable) {
    if (!reachable.contains(to)) {
      fail(new OutcomeUnknown("lost meanwhile: " + to.name()));
    }
  }

  void fail(OperatingFailure failure) {
    result.completeExceptionally(failure);
  }

  byte[] await(Duration timeout) {
    try {
      return result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof OperatingFailure failure
          ? failure
          : new IllegalStateException(e);
    } catch (TimeoutException _) {
      throw new OutcomeUnknown("no answer within " + timeout.toMillis() + " ms");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new OutcomeUnknown("interrupted");
    }
  }
}
