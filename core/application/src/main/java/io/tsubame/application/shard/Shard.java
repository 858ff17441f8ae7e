package io.tsubame.application.shard;

import io.tsubame.application.Backoff;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.log.EventLog.Ownership;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.application.log.NotOwner;
import io.tsubame.application.log.ShardSealed;
import io.tsubame.application.log.ShardTail;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// The single writer of one shard: a virtual thread that opens the shard, serves its mailbox, and
/// begins anew whenever it cannot be sure any more of what it holds. The rules are numbered in
/// `docs/spec/shard-loop.md`.
final class Shard {
  private static final Logger LOG = LoggerFactory.getLogger(Shard.class);

  /// How often a shard that is sealed looks whether it still is.
  private static final Duration SEAL_GLANCE = Duration.ofSeconds(1);

  /// How often a waiting shard looks whether it is to close.
  private static final Duration GLANCE = Duration.ofMillis(100);

  private static final int READ_RECORDS = 256;
  private static final int READ_BYTES = 1 << 20;

  private final int number;
  private final ShardPorts ports;
  private final ShardLimits limits;
  private final Mailbox mailbox;
  private final ShardCounters counters;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /// The loop that had the shard in this process before, null where none had.
  private final @Nullable Shard before;

  /// Whether another node is to own it.
  private volatile boolean released;

  /// The position of the first record that the listener does not know, -1 before the first opening.
  private long published = -1;

  private volatile Tenure.Holdings holdings = Tenure.Holdings.NONE;

  private volatile boolean serving;
  private final CompletableFuture<Void> served = new CompletableFuture<>();

  /// Whether the log takes no commits of the shard.
  private volatile boolean sealed;

  /// @param before begins when that one has ended
  Shard(
      int number,
      ShardPorts ports,
      ShardLimits limits,
      ShardCounters counters,
      @Nullable Shard before) {
    this.number = number;
    this.ports = ports;
    this.limits = limits;
    this.counters = counters;
    this.before = before;
    mailbox = new Mailbox(limits);
    thread = Thread.ofVirtual().name("shard-" + number).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// @throws io.tsubame.application.Overloaded where the mailbox is full
  /// @throws Unavailable where the shard is closed
  /// @throws NotOwner where it was released
  /// @throws ShardSealed where its log takes no commits
  void put(Submission submission) {
    if (sealed) {
      throw new ShardSealed(number);
    }
    try {
      mailbox.put(submission);
    } catch (Unavailable closed) {
      throw released ? new NotOwner("another node is to own the shard", closed) : closed;
    }
  }

  /// Ends when the shard is served for the first time, or is found sealed, or has ended.
  CompletableFuture<Void> served() {
    return served.copy();
  }

  /// Ends after the turn at hand, since another node is to own the shard. Commands that wait are
  /// told so.
  void release() {
    released = true;
    close();
    turnAway();
  }

  /// Takes no more commands; those that wait are still served if the shard can be.
  void close() {
    mailbox.close();
    closing.countDown();
  }

  /// Whether the loop has ended, or was never started.
  boolean awaitClosed(Duration timeout) throws InterruptedException {
    return thread.getState() == Thread.State.NEW || thread.join(timeout);
  }

  ShardNumbers numbers() {
    return counters.numbers(number, serving, sealed, mailbox.size(), holdings);
  }

  private void run() {
    Backoff backoff = new Backoff(limits.leastBackoff(), limits.greatestBackoff());
    while (true) {
      try {
        awaitBefore();
        awaitLifting();
        serve(open(), backoff);
        break;
      } catch (InterruptedException _) {
        break;
      } catch (ShardSealed _) {
        serving = false;
        sealed = true;
        served.complete(null);
      } catch (RuntimeException | Error failure) {
        serving = false;
        if (mailbox.isClosed()) {
          break;
        }
        report(failure);
        pause(failure instanceof NotOwner ? displaced() : backoff.next());
      }
    }
    serving = false;
    served.complete(null);
    refuseTheRest();
  }

  /// Returns once the mailbox is closed and empty.
  private void serve(Tenure tenure, Backoff backoff) throws InterruptedException {
    holdings = tenure.holdings();
    serving = true;
    served.complete(null);
    for (List<Submission> turn = mailbox.take(); !turn.isEmpty(); turn = mailbox.take()) {
      try {
        tenure.serve(turn);
      } catch (RuntimeException | Error failure) {
        turn.forEach(submission -> submission.abandon(failure));
        throw failure;
      } finally {
        holdings = tenure.holdings();
      }
      backoff.reset();
    }
  }

  /// Takes the shard over, and waits until the views hold all that was written before: so whatever
  /// is not in memory can be loaded exactly.
  private Tenure open() throws InterruptedException {
    Ownership owner = ports.log().open(number);
    publishMissed(owner.end());
    if (ShardTail.of(ports.log(), number, owner.end()) instanceof ShardTail.Sealed) {
      throw new ShardSealed(number);
    }
    Backoff backoff = new Backoff(limits.leastBackoff(), limits.greatestBackoff());
    while (true) {
      if (closing.getCount() == 0) {
        throw new Unavailable("closed before the views had caught up");
      }
      if (ports.views().awaitProjected(number, owner.end(), GLANCE)) {
        try {
          return new Tenure(owner, ports, limits, counters, this::publish);
        } catch (Unavailable | Overloaded _) {
          pause(backoff.next());
        }
      }
    }
  }

  /// An append whose outcome was not known may have happened: nobody has been told of it.
  private void publishMissed(long end) {
    if (published < 0) {
      published = end;
    }
    while (published < end) {
      for (StoredRecord stored : ports.log().read(number, published, READ_RECORDS, READ_BYTES)) {
        if (!stored.isOfTheLog()) {
          Commit commit = ports.codec().decode(stored);
          publish(new Committed(number, stored.position(), commit, null));
        }
        published = stored.position() + 1;
      }
    }
  }

  private void publish(List<Committed> commits) {
    commits.forEach(this::publish);
  }

  /// A listener's fault must not keep a sender from the answer: the commit is durable.
  private void publish(Committed committed) {
    published = committed.position() + 1;
    try {
      ports.listener().committed(committed);
    } catch (RuntimeException bug) {
      counters.listenerFailures.increment();
      LOG.atError()
          .addKeyValue("shard", number)
          .addKeyValue("position", committed.position())
          .setCause(bug)
          .log("A listener failed on a commit");
    }
  }

  /// Where the shard is sealed, returns when it is no more. Refuses what comes meanwhile; nothing
  /// is written, so that looking costs nothing that stays.
  private void awaitLifting() throws InterruptedException {
    while (sealed) {
      mailbox.drain().forEach(waiting -> waiting.refuse(new ShardSealed(number)));
      if (closing.await(SEAL_GLANCE.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new InterruptedException("closing");
      }
      sealed = isStillSealed();
    }
  }

  /// Leads the views to the end as well, where nobody else tells them of it.
  private boolean isStillSealed() throws InterruptedException {
    try {
      long end = ports.log().end(number);
      boolean _ = ports.views().awaitProjected(number, end, GLANCE);
      return ShardTail.of(ports.log(), number, end) instanceof ShardTail.Sealed;
    } catch (OperatingFailure unreadable) {
      return true;
    }
  }

  private void awaitBefore() throws InterruptedException {
    if (before != null) {
      before.thread.join();
    }
  }

  /// Somebody else has opened the shard, so it is probably theirs to own: whoever waits here had
  /// better go there, and there is time until this node may have learnt it.
  private Duration displaced() {
    turnAway();
    return limits.greatestBackoff();
  }

  private void turnAway() {
    mailbox.drain().forEach(Submission::turnAway);
  }

  private void report(Throwable failure) {
    counters.reopened.increment();
    LOG.atLevel(failure instanceof OperatingFailure ? Level.WARN : Level.ERROR)
        .addKeyValue("shard", number)
        .setCause(failure)
        .log("The shard has to be opened again");
  }

  private void pause(Duration time) {
    try {
      boolean _ = closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void refuseTheRest() {
    mailbox.close();
    if (released) {
      turnAway();
    }
    Unavailable closed = new Unavailable("the shard is closed");
    mailbox.drain().forEach(submission -> submission.abandon(closed));
  }
}
