package io.tsubame.cluster.pekko;

import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.cluster.NodeId;
import io.tsubame.application.cluster.Peers;
import io.tsubame.application.cluster.Peers.Answerer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers what other nodes ask, each ask on a virtual thread of its own, up to a bound.
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  /// Without question and answer, after which none is on its way any more.
  private static final Duration QUIET = Duration.ofMillis(100);

  private static final Duration MOST_WAIT = Duration.ofSeconds(2);

  private final Map<String, Answerer> answerers = new ConcurrentHashMap<>();
  private final int inWork;
  private final Semaphore room;
  private volatile long lastActive = System.nanoTime();

  Answers(int inWork) {
    this.inWork = inWork;
    room = new Semaphore(inWork);
  }

  /// Waits until all is answered and nobody has asked for a moment.
  void awaitQuiet() throws InterruptedException {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < MOST_WAIT.toNanos()
        && (room.availablePermits() < inWork || System.nanoTime() - lastActive < QUIET.toNanos())) {
      TimeUnit.NANOSECONDS.sleep(QUIET.toNanos() / 10);
    }
  }

  void add(String topic, Answerer answerer) {
    if (answerers.putIfAbsent(topic, answerer) != null) {
      throw new IllegalStateException("somebody answers the topic already: " + topic);
    }
  }

  /// @param reply takes the answer, whose first byte tells how it went
  void answer(NodeId from, String topic, byte[] request, Consumer<byte[]> reply) {
    lastActive = System.nanoTime();
    Answerer answerer = answerers.get(topic);
    if (answerer == null) {
      reply.accept(new byte[] {Asked.UNAVAILABLE});
    } else if (!room.tryAcquire()) {
      reply.accept(new byte[] {Asked.OVERLOADED});
    } else {
      Thread.ofVirtual()
          .name("answer-" + topic)
          .start(() -> {
            try {
              reply.accept(answer(answerer, from, request));
            } finally {
              lastActive = System.nanoTime();
              room.release();
            }
          });
    }
  }

  private static byte[] answer(Answerer answerer, NodeId from, byte[] request) {
    try {
      byte[] answer = answerer.answer(from, request);
      if (answer.length > Peers.MAX_BYTES) {
        throw new IllegalStateException("an answer of " + answer.length + " bytes");
      }
      byte[] whole = new byte[answer.length + 1];
      whole[0] = Asked.ANSWERED;
      System.arraycopy(answer, 0, whole, 1, answer.length);
      return whole;
    } catch (Unavailable nothingDone) {
      return new byte[] {Asked.UNAVAILABLE};
    } catch (Overloaded nothingDone) {
      return new byte[] {Asked.OVERLOADED};
    } catch (RuntimeException failure) {
      LOG.atWarn().setCause(failure).log("What another node asked could not be answered");
      return new byte[] {Asked.FAILED};
    }
  }
}
