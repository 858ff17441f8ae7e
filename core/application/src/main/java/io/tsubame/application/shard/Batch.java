package io.tsubame.application.shard;

import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.NotOwner;
import io.tsubame.application.log.PositionConflict;
import java.util.ArrayList;
import java.util.List;

/// What is decided and not durable yet, with the answers that wait for it. All of it is appended
/// together. Not for several threads.
final class Batch {
  private record Reply(Submission to, Outcome outcome) {}

  private final long first;
  private final List<LogRecord> records = new ArrayList<>();
  private final List<Committed> commits = new ArrayList<>();
  private final List<Reply> replies = new ArrayList<>();
  private long bytes;

  /// @param first the position that the first record will get
  Batch(long first) {
    this.first = first;
  }

  long first() {
    return first;
  }

  /// The position that the next record will get.
  long next() {
    return first + records.size();
  }

  long bytes() {
    return bytes;
  }

  List<LogRecord> records() {
    return records;
  }

  List<Committed> commits() {
    return commits;
  }

  void add(LogRecord logRecord, Committed committed) {
    records.add(logRecord);
    commits.add(committed);
    bytes += logRecord.payload().length;
  }

  boolean holds(long position) {
    return position >= first && position < next();
  }

  Commit commitAt(long position) {
    return commits.get((int) (position - first)).commit();
  }

  /// Keeps an answer back until the batch is durable, also one without events: it may rest on what
  /// the batch changes.
  void reply(Submission to, Outcome outcome) {
    replies.add(new Reply(to, outcome));
  }

  boolean hasReplies() {
    return !replies.isEmpty();
  }

  void answerAll() {
    replies.forEach(reply -> reply.to().answer(reply.outcome()));
  }

  void failAll(RuntimeException cause) {
    replies.forEach(reply -> reply.to().fail(failureOf(reply.outcome(), cause)));
  }

  private RuntimeException failureOf(Outcome outcome, RuntimeException cause) {
    return switch (cause) {
      case Overloaded _ -> new Overloaded("the log takes no more", cause);
      case NotOwner _ -> new NotOwner("another node owns the shard: nothing was done", cause);
      case Unavailable _, PositionConflict _ -> nothingDone(cause);
      default ->
          hasEvents(outcome) ? new OutcomeUnknown("append failed", cause) : nothingDone(cause);
    };
  }

  private boolean hasEvents(Outcome outcome) {
    return outcome instanceof Outcome.Accepted(var commit, _, long position, _)
        && !commit.events().isEmpty()
        && holds(position);
  }

  private static Unavailable nothingDone(RuntimeException cause) {
    return new Unavailable("the shard could not append: nothing was done", cause);
  }
}
