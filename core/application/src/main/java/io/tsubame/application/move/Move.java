package io.tsubame.application.move;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.follower.FollowerLimits;
import io.tsubame.application.log.Seal.Side;
import io.tsubame.application.move.MoveProgress.Stage;
import io.tsubame.application.projection.LogFold;
import io.tsubame.application.projection.Projection;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.domain.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Moves all data of one place to another while people work at the first: copies the log and the
/// files, follows what is added, and makes the views; then closes the source for writing, copies
/// the rest, compares, and opens the target. Whatever ends it on the way, the next one goes on
/// where it was. For one run.
public final class Move {
  /// Whether to end when all is copied, and what to do with files that the source has lost.
  ///
  /// @param switching false to copy and compare only, so that switching takes less time later
  /// @param leavingLostFiles true to go without files that are missing or damaged at the source
  public record Wish(boolean switching, boolean leavingLostFiles) {}

  /// More are counted only.
  private static final int SHOWN_FILES = 20;

  private final MovePorts ports;
  private final MoveLimits limits;
  private final MoveProgress progress;
  private final Attempts attempts;
  private final FileCopies files;
  private final LogFold fold;
  private final List<ShardCopy> shards = new ArrayList<>();
  private List<String> lostFiles = List.of();
  private long compared;

  public Move(MovePorts ports, MoveLimits limits, MoveProgress progress) {
    this.ports = ports;
    this.limits = limits;
    this.progress = progress;
    attempts = new Attempts(limits);
    files = new FileCopies(ports, limits, attempts);
    fold = new LogFold(ports.target().log(), ports.codec(), FollowerLimits.DEFAULT);
  }

  /// @throws MoveStopped where it cannot be done, or must not; where the source was closed for
  ///   writing it is open again, unless the message says otherwise
  /// @throws io.tsubame.application.OperatingFailure where a side fails for longer than is waited
  public MoveReport run(Wish wish) throws MoveStopped, InterruptedException {
    Standing standing = Standing.of(ports);
    return switch (standing) {
      case Standing.Done(String move) -> report(move, true, Duration.ZERO);
      case Standing.Opening(String move) -> report(move, true, open(move));
      case Standing.Begun(String move) -> run(wish, move);
      case Standing.New _ -> run(wish, new Tokens(ports.random()).code());
    };
  }

  private MoveReport run(Wish wish, String move) throws MoveStopped, InterruptedException {
    try {
      begin(move);
      follow();
      if (!wish.switching()) {
        return report(move, false, Duration.ZERO);
      }
      long from = System.nanoTime();
      switchOver(wish, move);
      Duration _ = open(move);
      return report(move, true, Duration.ofNanos(System.nanoTime() - from));
    } finally {
      files.awaitEnd();
    }
  }

  private void begin(String move) throws MoveStopped, InterruptedException {
    for (int shard = 0; shard < ports.target().log().shards(); shard++) {
      shards.add(ShardCopy.begin(shard, ports, move, limits, attempts));
    }
  }

  /// Copies until little is missing. The first round is most of the work, and rests.
  private void follow() throws MoveStopped, InterruptedException {
    for (int round = 0; round < limits.rounds(); round++) {
      round(round == 0 ? limits.rest() : 0, Stage.COPYING);
      if (shards.stream().mapToLong(ShardCopy::toGo).sum() <= limits.lag()) {
        return;
      }
    }
    throw new MoveStopped(
        "%s writes faster than it can be copied: run the same command again at a quieter time"
            .formatted(ports.source()));
  }

  private void round(double rest, Stage stage) throws MoveStopped, InterruptedException {
    long total = shards.stream().mapToLong(shard -> shard.next() + shard.toGo()).sum();
    for (ShardCopy shard : shards) {
      long end = shard.next() + shard.toGo();
      while (shard.next() < end) {
        resting(rest, () -> shard.copyPage(end));
        progress.reached(stage, shards.stream().mapToLong(ShardCopy::next).sum(), total);
      }
      resting(rest, () -> fold(shard));
      resting(rest, () -> shard.compare(this::follow));
    }
    lostFiles = files.await();
    progress.reached(Stage.FILES, files.files(), files.files());
  }

  private interface Step {
    void run() throws MoveStopped, InterruptedException;
  }

  /// Does something, and then nothing for so many times as long.
  private void resting(double times, Step step) throws MoveStopped, InterruptedException {
    long from = System.nanoTime();
    step.run();
    if (times > 0) {
      attempts.pause(Duration.ofNanos((long) (times * (System.nanoTime() - from))));
    }
  }

  private void fold(ShardCopy shard) {
    for (Projection projection : ports.projections()) {
      fold.fold(projection, ports.target().views(), shard.number(), shard.targetEnd(), _ -> {});
    }
  }

  private void follow(Commit commit) throws MoveStopped, InterruptedException {
    for (Event event : commit.events()) {
      files.follow(event);
    }
    compared++;
    progress.reached(Stage.COMPARING, compared, 0);
  }

  /// With the source closed for writing.
  private void switchOver(Wish wish, String move) throws MoveStopped, InterruptedException {
    Seals seals = new Seals(ports.source(), Side.SOURCE, move, attempts);
    try {
      seals.set();
      round(0, Stage.SWITCHING);
      if (!lostFiles.isEmpty() && !wish.leavingLostFiles()) {
        throw new MoveStopped(
            "%d files are missing or damaged at %s: %s"
                .formatted(lostFiles.size(), ports.source(), String.join("; ", some(lostFiles))));
      }
      carryPolicies();
    } catch (MoveStopped | InterruptedException | RuntimeException failure) {
      liftAfter(seals, failure);
      throw failure;
    }
  }

  private void liftAfter(Seals seals, Exception failure) throws MoveStopped, InterruptedException {
    try {
      seals.lift();
    } catch (MoveStopped | OperatingFailure closed) {
      throw new MoveStopped(
          "%s. And %s cannot be opened again, so it takes no changes until `move --undo`: %s"
              .formatted(failure.getMessage(), ports.source(), closed.getMessage()),
          failure);
    }
  }

  private static List<String> some(List<String> all) {
    return all.subList(0, Math.min(all.size(), SHOWN_FILES));
  }

  /// The log does not tell how far policies have come. What they lack at the source they lack at
  /// the target.
  private void carryPolicies() {
    ViewBatch batch = new ViewBatch();
    for (String policy : ports.policyCheckpoints()) {
      for (int shard = 0; shard < shards.size(); shard++) {
        long checkpoint = ports.source().views().checkpoint(policy, shard);
        if (checkpoint > 0) {
          batch.checkpoint(policy, shard, atTarget(shard, checkpoint));
        }
      }
    }
    ports.target().views().write(batch);
  }

  /// The position before as many commits as at the source.
  private long atTarget(int shard, long checkpoint) {
    ShardCopy copy = shards.get(shard);
    long lacking = 0;
    Commits missing = new Commits(ports.source(), shard, checkpoint, copy.next());
    while (missing.next() != null) {
      lacking++;
    }
    return Commits.positionBefore(ports.target(), shard, copy.targetEnd(), lacking);
  }

  /// Every shard of the target takes commits from now on; there is no way back but a move back.
  private Duration open(String move) throws MoveStopped, InterruptedException {
    long from = System.nanoTime();
    try {
      new Seals(ports.target(), Side.TARGET, move, attempts).lift();
    } catch (MoveStopped | OperatingFailure failure) {
      throw new MoveStopped(
          "Everything is at %s, but not open for changes: run the same command again. %s stays closed. %s"
              .formatted(ports.target(), ports.source(), failure.getMessage()),
          failure);
    }
    return Duration.ofNanos(System.nanoTime() - from);
  }

  private MoveReport report(String move, boolean switched, Duration closed) {
    return new MoveReport(
        move,
        switched,
        shards.stream().mapToLong(ShardCopy::next).sum(),
        shards.stream().mapToLong(ShardCopy::commits).sum(),
        files.files(),
        files.bytes(),
        some(lostFiles),
        closed);
  }
}
