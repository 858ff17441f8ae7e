package io.tsubame.application.move;

import io.tsubame.application.log.Seal;
import io.tsubame.application.log.Seal.Side;
import io.tsubame.application.log.ShardTail;
import io.tsubame.application.projection.Projection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How far a move between two places has come, as both logs tell. Nothing else remembers it.
sealed interface Standing {
  /// The target is empty.
  record New() implements Standing {}

  /// A part is copied.
  record Begun(String move) implements Standing {}

  /// All is copied and compared, and some shards of the target are open already.
  record Opening(String move) implements Standing {}

  record Done(String move) implements Standing {}

  /// @throws MoveStopped where the one cannot be moved to the other
  static Standing of(MovePorts ports) throws MoveStopped {
    MoveEnd source = ports.source();
    MoveEnd target = ports.target();
    if (source.log().shards() != target.log().shards()) {
      throw new MoveStopped(
          "%s has %d shards and %s has %d: both need the same number"
              .formatted(source, source.log().shards(), target, target.log().shards()));
    }
    List<ShardTail> there = source.tails();
    List<ShardTail> here = target.tails();
    checkSource(source, there);
    Set<String> moves = movesOf(target, here);
    if (moves.isEmpty()) {
      checkNew(ports, there);
      return new New();
    }
    String move = moves.iterator().next();
    checkSealedBy(move, source, target, there);
    return begun(move, source, target, there, here);
  }

  private static Standing begun(
      String move, MoveEnd source, MoveEnd target, List<ShardTail> there, List<ShardTail> here)
      throws MoveStopped {
    boolean open = here.stream().anyMatch(ShardTail.Lifted.class::isInstance);
    if (!open) {
      return new Begun(move);
    }
    if (!there.stream().allMatch(ShardTail.Sealed.class::isInstance)) {
      throw new MoveStopped(
          "%s was opened by a move, and %s takes changes again: they are two places now"
              .formatted(target, source));
    }
    boolean all = here.stream().allMatch(ShardTail.Lifted.class::isInstance);
    return all ? new Done(move) : new Opening(move);
  }

  private static void checkSource(MoveEnd source, List<ShardTail> there) throws MoveStopped {
    if (there.stream().allMatch(ShardTail.Empty.class::isInstance)) {
      throw new MoveStopped("There is no data at " + source);
    }
    if (seals(there).anyMatch(seal -> seal.side() == Side.TARGET)) {
      throw new MoveStopped(
          source + " is not complete: a move to it was begun and not finished. Finish that first");
    }
  }

  /// Of which move the target is the target; of none where it is empty.
  private static Set<String> movesOf(MoveEnd target, List<ShardTail> here) throws MoveStopped {
    boolean used =
        here.stream()
            .anyMatch(tail ->
                switch (tail) {
                  case ShardTail.Empty _ -> false;
                  case ShardTail.Commit _ -> true;
                  case ShardTail.Sealed(Seal seal) -> seal.side() == Side.SOURCE;
                  case ShardTail.Lifted(Seal seal) -> seal.side() == Side.SOURCE;
                });
    if (used) {
      throw new MoveStopped(
          target + " is in use: there is data that this move did not bring. It has to be empty");
    }
    Set<String> moves =
        here.stream().flatMap(Standing::sealOf).map(Seal::move).collect(Collectors.toSet());
    if (moves.size() > 1) {
      throw new MoveStopped(target + " holds parts of several moves. It has to be empty");
    }
    return moves;
  }

  /// An empty log with views is one whose log was lost or exchanged.
  private static void checkNew(MovePorts ports, List<ShardTail> there) throws MoveStopped {
    if (seals(there).findAny().isPresent()) {
      throw new MoveStopped(
          "%s has moved already, to another place than %s, and takes no changes: see `move --undo`"
              .formatted(ports.source(), ports.target()));
    }
    MoveEnd target = ports.target();
    for (Projection projection : ports.projections()) {
      for (int shard = 0; shard < target.log().shards(); shard++) {
        if (target.views().checkpoint(projection.name(), shard) > target.log().end(shard)) {
          throw new MoveStopped(
              "The views of %s are those of another log. They have to be empty".formatted(target));
        }
      }
    }
  }

  private static void checkSealedBy(
      String move, MoveEnd source, MoveEnd target, List<ShardTail> there) throws MoveStopped {
    if (seals(there).anyMatch(seal -> !seal.move().equals(move))) {
      throw new MoveStopped(
          "%s has moved already, to another place than %s".formatted(source, target));
    }
  }

  /// The seals in force.
  private static Stream<Seal> seals(List<ShardTail> tails) {
    return tails.stream().filter(ShardTail.Sealed.class::isInstance).flatMap(Standing::sealOf);
  }

  private static Stream<Seal> sealOf(ShardTail tail) {
    return switch (tail) {
      case ShardTail.Sealed(Seal seal) -> Stream.of(seal);
      case ShardTail.Lifted(Seal seal) -> Stream.of(seal);
      case ShardTail.Empty _, ShardTail.Commit _ -> Stream.empty();
    };
  }
}
