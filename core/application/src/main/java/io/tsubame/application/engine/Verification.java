package io.tsubame.application.engine;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.engine.Finding.DamagedViews;
import io.tsubame.application.engine.Finding.UnfoldableLog;
import io.tsubame.application.engine.Finding.UnreadableTable;
import io.tsubame.application.engine.Finding.WrongRow;
import io.tsubame.application.follower.FollowerLimits;
import io.tsubame.application.follower.PoisonedCommit;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.projection.LogFold;
import io.tsubame.application.projection.Projection;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Holds the data against itself: that the log is what was written, and that the views are what the
/// log gives. Works while the data is in use as well: rows that differ, because they have just
/// changed, are looked at again while the projections pause. The rules are numbered in
/// `docs/spec/verify.md`.
public final class Verification {
  /// More are not reported, and not worth reading.
  private static final int FINDINGS = 1_000;

  private static final int SUSPECTS = 100_000;

  /// How often suspects are looked at again before the projections have to pause for them.
  private static final int ROUNDS = 3;

  private final EventLog log;
  private final CommitCodec codec;
  private final List<Projection> projections;
  private final ViewStore views;
  private final Consumer<Runnable> whilePaused;
  private final LogFold fold;
  private final List<Finding> findings = new ArrayList<>();

  /// @param whilePaused does something while nobody writes views
  Verification(EnginePorts ports, FollowerLimits limits, Consumer<Runnable> whilePaused) {
    this.log = ports.log();
    this.codec = ports.codec();
    this.projections = ports.projections();
    this.views = ports.views();
    this.whilePaused = whilePaused;
    fold = new LogFold(log, codec, limits);
  }

  /// Of data that nobody uses meanwhile.
  public static Verification ofUnused(EnginePorts ports, FollowerLimits limits) {
    return new Verification(ports, limits, Runnable::run);
  }

  /// @param scratch empty; the log is folded into it
  public VerificationReport run(ViewStore scratch, Consumer<Progress> progress) {
    long[] ends = IntStream.range(0, log.shards()).mapToLong(log::end).toArray();
    long records = LongStream.of(ends).sum();
    Tally tally = new Tally(records * (1 + projections.size()), progress);
    for (int shard = 0; shard < ends.length; shard++) {
      new LogCheck(log, codec, shard, this::add).run(ends[shard], tally::add);
    }
    if (!findings.isEmpty()) {
      return new VerificationReport(records, 0, findings);
    }
    views.damage().ifPresent(what -> add(new DamagedViews(what)));
    Tally rows = new Tally(0, progress);
    try {
      foldTo(scratch, tally);
      Suspects suspects = compare(scratch, rows);
      for (int round = 0; round < ROUNDS && !suspects.isEmpty(); round++) {
        foldTo(scratch, tally);
        suspects.acquit(scratch);
      }
      whilePaused.accept(() -> convict(suspects, scratch, tally));
    } catch (PoisonedCommit poisoned) {
      add(new UnfoldableLog(poisoned.toString()));
    }
    return new VerificationReport(records, rows.done(), findings);
  }

  /// Brings the scratch store to where the views are.
  private void foldTo(ViewStore scratch, Tally tally) {
    for (Projection projection : projections) {
      for (int shard = 0; shard < log.shards(); shard++) {
        long end = views.checkpoint(projection.name(), shard);
        fold.fold(projection, scratch, shard, end, tally::add);
      }
    }
  }

  private Suspects compare(ViewStore scratch, Tally rows) {
    Suspects suspects = new Suspects();
    for (Table table : Table.values()) {
      try {
        new TableComparison(table, scratch, views).run(key -> suspects.add(table, key), rows::add);
      } catch (OperatingFailure unreadable) {
        add(new UnreadableTable(table, unreadable.toString()));
      }
    }
    return suspects;
  }

  private void convict(Suspects suspects, ViewStore scratch, Tally tally) {
    if (!suspects.isEmpty()) {
      foldTo(scratch, tally);
      suspects.check(scratch, this::add);
    }
  }

  private void add(Finding finding) {
    if (findings.size() < FINDINGS) {
      findings.add(finding);
    }
  }

  /// Rows that were not equal, by table.
  private final class Suspects {
    private final Map<Table, List<byte[]>> keys = new EnumMap<>(Table.class);
    private int size;

    void add(Table table, byte[] key) {
      if (size < SUSPECTS) {
        keys.computeIfAbsent(table, _ -> new ArrayList<>()).add(key);
        size++;
      }
    }

    boolean isEmpty() {
      return size == 0;
    }

    /// Lets go of those that are equal now.
    void acquit(ViewStore scratch) {
      keys.forEach((table, suspects) -> {
        TableComparison comparison = new TableComparison(table, scratch, views);
        suspects.removeIf(key -> comparison.check(key) == null);
      });
      size = keys.values().stream().mapToInt(List::size).sum();
    }

    void check(ViewStore scratch, Consumer<Finding> result) {
      keys.forEach((table, suspects) -> {
        TableComparison comparison = new TableComparison(table, scratch, views);
        for (byte[] key : suspects) {
          WrongRow wrong = comparison.check(key);
          if (wrong != null) {
            result.accept(wrong);
          }
        }
      });
    }
  }
}
