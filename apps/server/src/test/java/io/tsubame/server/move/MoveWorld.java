package io.tsubame.server.move;

import io.tsubame.application.move.Move;
import io.tsubame.application.move.MoveEnd;
import io.tsubame.application.move.MoveLimits;
import io.tsubame.application.move.MovePorts;
import io.tsubame.application.move.MoveProgress;
import io.tsubame.application.move.MoveReport;
import io.tsubame.application.move.MoveStopped;
import io.tsubame.application.move.Undo;
import io.tsubame.application.policy.UnfinishedWork;
import io.tsubame.application.projection.ViewProjection;
import io.tsubame.application.shard.ShardLimits;
import io.tsubame.passwords.argon2.SecureRandomBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Moves as tests want them: with small pages, so that there are many of them, and without rests.
final class MoveWorld {
  static final long PART_BYTES = 1_000;

  /// As of a move that ends when all is copied.
  static final Move.Wish COPY = new Move.Wish(false, false);

  static final Move.Wish SWITCH = new Move.Wish(true, false);

  static final MoveLimits LIMITS =
      new MoveLimits(
          3, 2_000, 0, 40, 10_000, 2, PART_BYTES, 10, Duration.ofMillis(1), Duration.ofSeconds(1));

  private MoveWorld() {}

  static MovePorts ports(MoveEnd from, MoveEnd to, Path scratch) {
    return new MovePorts(
        from,
        to,
        Place.CODEC,
        List.of(new ViewProjection(ShardLimits.DEFAULT.rememberedFor())),
        List.of(new UnfinishedWork()),
        new SecureRandomBytes(),
        scratch);
  }

  static MoveReport move(MoveEnd from, MoveEnd to, Path scratch, Move.Wish wish)
      throws MoveStopped, InterruptedException {
    return move(from, to, scratch, wish, (_, _, _) -> {});
  }

  static MoveReport move(
      MoveEnd from, MoveEnd to, Path scratch, Move.Wish wish, MoveProgress progress)
      throws MoveStopped, InterruptedException {
    return new Move(ports(from, to, scratch), LIMITS, progress).run(wish);
  }

  static MoveReport move(Place from, Place to, Path scratch)
      throws MoveStopped, InterruptedException {
    return move(from.end(), to.end(), scratch, SWITCH);
  }

  static void undo(Place from, Place to) throws MoveStopped, InterruptedException {
    String _ = new Undo(from.end(), to.end(), LIMITS).run();
  }
}
