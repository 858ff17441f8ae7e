package io.tsubame.testkit;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.cluster.NodeId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Who asked another node, and waits.
final class PendingAsk {
  private final NodeId to;
  private final CompletableFuture<byte[]> result = new CompletableFuture<>();

  PendingAsk(NodeId to) {
    this.to = to;
  }

  NodeId to() {
    return to;
  }

  void answer(byte[] answer) {
    result.complete(answer);
  }

  void fail(OperatingFailure failure) {
    result.completeExceptionally(failure);
  }

  /// Ends the wait where the other is not among those that can be reached.
  void failUnless(Set<NodeId> reachable) {
    if (!reachable.contains(to)) {
      fail(new OutcomeUnknown("lost meanwhile: " + to));
    }
  }

  byte[] await(Duration timeout) {
    try {
      return result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof OperatingFailure failure
          ? failure
          : new IllegalStateException(e);
    } catch (TimeoutException _) {
      throw new OutcomeUnknown("no answer within " + timeout);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new OutcomeUnknown("interrupted");
    }
  }
}
