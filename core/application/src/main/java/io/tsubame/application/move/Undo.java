package io.tsubame.application.move;

import io.tsubame.application.log.Seal;
import io.tsubame.application.log.Seal.Side;
import io.tsubame.application.log.ShardTail;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Lets the source of a move take changes again. Never while the target does, or has: then there
/// would be two truths.
public final class Undo {
  private final MoveEnd source;
  private final @Nullable MoveEnd target;
  private final Attempts attempts;

  /// @param target null where it is lost, and nobody can ever open it again
  public Undo(MoveEnd source, @Nullable MoveEnd target, MoveLimits limits) {
    this.source = source;
    this.target = target;
    attempts = new Attempts(limits);
  }

  /// @return the name of the move; a later one to the same target goes on where it was
  /// @throws MoveStopped where there is nothing to undo, or it must not be done
  public String run() throws MoveStopped, InterruptedException {
    String move = moveOf(source);
    if (target != null) {
      close(target, move);
    }
    new Seals(source, Side.SOURCE, move, attempts).lift();
    return move;
  }

  private static String moveOf(MoveEnd source) throws MoveStopped {
    Set<String> moves =
        source.tails().stream()
            .filter(ShardTail.Sealed.class::isInstance)
            .map(ShardTail.Sealed.class::cast)
            .map(ShardTail.Sealed::seal)
            .filter(seal -> seal.side() == Side.SOURCE)
            .map(Seal::move)
            .collect(Collectors.toSet());
    Optional<String> move = moves.stream().findFirst();
    if (moves.size() != 1 || move.isEmpty()) {
      throw new MoveStopped(source + " was not closed by a move: there is nothing to undo");
    }
    return move.get();
  }

  /// The target takes nothing from now on.
  private void close(MoveEnd place, String move) throws MoveStopped, InterruptedException {
    Seals seals = new Seals(place, Side.TARGET, move, attempts);
    Set<Integer> closed = new HashSet<>();
    for (int shard = 0; shard < place.log().shards(); shard++) {
      boolean lifted = place.tail(shard) instanceof ShardTail.Lifted;
      if (!seals.setAgain(shard)) {
        seals.lift(closed::contains);
        throw new MoveStopped(
            place + " has taken changes since the move. Move the data back, with a new move");
      }
      if (lifted) {
        closed.add(shard);
      }
    }
  }
}
