package io.tsubame.application.move;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.Ownership;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.application.log.NotOwner;
import io.tsubame.application.log.Seal;
import io.tsubame.application.log.ShardTail;
import java.util.ArrayList;
import java.util.List;

/// Copies the commits of one shard. Every append at the target ends with a seal that tells up to
/// where the source is copied: so what is there and how far it goes are one batch, and the copy
/// goes on from there after whatever happened. Not for several threads.
final class ShardCopy {
  private final int shard;
  private final MoveEnd source;
  private final MoveEnd target;
  private final String move;
  private final MoveLimits limits;
  private final Attempts attempts;
  private final Comparison comparison;

  private Ownership owner;

  /// Where the target ends.
  private long end;

  /// The position of the first record of the source that is not copied.
  private long next;

  /// What was compared, on either side.
  private Comparison.Stretch compared;

  private long commits;

  private ShardCopy(
      int shard,
      MovePorts ports,
      String move,
      MoveLimits limits,
      Attempts attempts,
      Ownership owner) {
    this.shard = shard;
    this.owner = owner;
    source = ports.source();
    target = ports.target();
    this.move = move;
    this.limits = limits;
    this.attempts = attempts;
    comparison = new Comparison(shard, ports);
    compared = new Comparison.Stretch(0, 0);
  }

  /// Opens the shard at the target, which ends every other copy to it, and goes on where one ended.
  static ShardCopy begin(
      int shard, MovePorts ports, String move, MoveLimits limits, Attempts attempts)
      throws MoveStopped, InterruptedException {
    return attempts.at(() -> {
      Ownership owner = ports.target().log().open(shard);
      ShardCopy copy = new ShardCopy(shard, ports, move, limits, attempts, owner);
      copy.begin();
      return copy;
    });
  }

  int number() {
    return shard;
  }

  /// The position of the first record of the source that is not copied.
  long next() {
    return next;
  }

  /// Of the source that were compared.
  long commits() {
    return commits;
  }

  long targetEnd() {
    return end;
  }

  long toGo() {
    return source.log().end(shard) - next;
  }

  /// Copies a page of what the source has before a position.
  void copyPage(long position) throws MoveStopped, InterruptedException {
    attempts.at(() -> {
      tryToCopy(position);
      return this;
    });
  }

  /// Compares what was copied and was not compared before.
  ///
  /// @param listener is told each commit of the source
  void compare(Comparison.Listener listener) throws MoveStopped, InterruptedException {
    Comparison.Stretch reached = new Comparison.Stretch(next, end);
    commits += comparison.run(compared, reached, listener);
    compared = reached;
  }

  private void takeOver() {
    owner = target.log().open(shard);
    end = owner.end();
  }

  /// Of what an append did whose outcome is not known, the log knows.
  private void begin() throws MoveStopped {
    end = owner.end();
    switch (ShardTail.of(target.log(), shard, end)) {
      case ShardTail.Empty _ -> {
        next = 0;
        append(List.of(seal(0).sealing()));
      }
      case ShardTail.Sealed(Seal seal) when seal.move().equals(move) -> {
        next = seal.upTo();
        if (next > source.log().end(shard)) {
          throw new MoveStopped(
              "The copy differs: shard %d of %s is longer than that of %s, so it is one of something"
                      .formatted(shard, target, source)
                  + " else");
        }
      }
      case ShardTail _ -> throw usedByOthers();
    }
  }

  private void tryToCopy(long position) throws MoveStopped {
    int most = (int) Math.min(limits.pageRecords(), position - next);
    List<StoredRecord> page = source.log().read(shard, next, most, limits.pageBytes());
    if (page.isEmpty()) {
      throw new CorruptLog(
          "%s: shard %d, position %d: there is no record".formatted(source, shard, next));
    }
    List<LogRecord> records = new ArrayList<>(page.size() + 1);
    for (StoredRecord each : page) {
      if (!each.isOfTheLog()) {
        records.add(new LogRecord(each.type(), each.payload()));
      }
    }
    long reached = page.getLast().position() + 1;
    if (!records.isEmpty()) {
      records.add(seal(reached).sealing());
      appendOrBegin(records);
    }
    next = reached;
  }

  private void appendOrBegin(List<LogRecord> records) throws MoveStopped {
    try {
      append(records);
    } catch (OperatingFailure failure) {
      takeOver();
      begin();
      throw failure;
    }
  }

  private void append(List<LogRecord> records) throws MoveStopped {
    try {
      target.log().append(owner, end, records);
      end += records.size();
    } catch (NotOwner displaced) {
      throw usedByOthers();
    }
  }

  private Seal seal(long upTo) {
    return new Seal(Seal.Side.TARGET, move, upTo);
  }

  private MoveStopped usedByOthers() {
    return new MoveStopped(
        "%s is used by somebody else: shard %d was opened there. End its servers and every other"
                .formatted(target, shard)
            + " move, and run this one again");
  }
}
