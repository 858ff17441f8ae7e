package io.tsubame.application.move;

import io.tsubame.application.Unavailable;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.Ownership;
import io.tsubame.application.log.NotOwner;
import io.tsubame.application.log.Seal;
import io.tsubame.application.log.Seal.Side;
import io.tsubame.application.log.ShardTail;
import java.util.List;
import java.util.function.Predicate;

/// The seals of one move on one side. Whoever seals a shard owns it for that moment, so what its
/// owner had under way is in the log before the seal or is refused: the log decides, whatever the
/// servers know of each other.
final class Seals {
  private final MoveEnd end;
  private final Side side;
  private final String move;
  private final Attempts attempts;

  Seals(MoveEnd end, Side side, String move, Attempts attempts) {
    this.end = end;
    this.side = side;
    this.move = move;
    this.attempts = attempts;
  }

  /// Seals every shard that is not.
  void set() throws MoveStopped, InterruptedException {
    attempts.atEach(
        end.log().shards(),
        shard -> {
          if (!isMine(end.tail(shard))) {
            Ownership owner = end.log().open(shard);
            append(owner, new Seal(side, move, owner.end()).sealing());
          }
        });
  }

  /// Lifts the seals of this move.
  void lift() throws MoveStopped, InterruptedException {
    lift(_ -> true);
  }

  /// @param wanted of which shards
  void lift(Predicate<Integer> wanted) throws MoveStopped, InterruptedException {
    attempts.atEach(
        end.log().shards(),
        shard -> {
          if (wanted.test(shard) && isMine(end.tail(shard))) {
            Ownership owner = end.log().open(shard);
            if (ShardTail.of(end.log(), shard, owner.end())
                instanceof ShardTail.Sealed(Seal seal)) {
              append(owner, seal.lifting());
            }
          }
        });
  }

  /// Sets again what was lifted, where nothing was committed since.
  ///
  /// @return whether it is sealed now
  boolean setAgain(int shard) throws MoveStopped, InterruptedException {
    return attempts.at(() -> {
      if (end.tail(shard) instanceof ShardTail.Commit) {
        return false;
      }
      Ownership owner = end.log().open(shard);
      return switch (ShardTail.of(end.log(), shard, owner.end())) {
        case ShardTail.Lifted(Seal seal) when seal.side() == side && seal.move().equals(move) -> {
          append(owner, seal.sealing());
          yield true;
        }
        case ShardTail.Commit _ -> false;
        case ShardTail _ -> true;
      };
    });
  }

  private boolean isMine(ShardTail tail) {
    return tail instanceof ShardTail.Sealed(Seal seal)
        && seal.side() == side
        && seal.move().equals(move);
  }

  /// Who was displaced takes the shard back, after a pause; so trying again helps.
  private void append(Ownership owner, LogRecord what) {
    try {
      end.log().append(owner, owner.end(), List.of(what));
    } catch (NotOwner displaced) {
      throw new Unavailable(
          "shard %d of %s was opened again".formatted(owner.shard(), end), displaced);
    }
  }
}
