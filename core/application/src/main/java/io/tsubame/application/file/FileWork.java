package io.tsubame.application.file;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.file.FileWorkList.Unexamined;
import io.tsubame.application.shard.Commands;
import io.tsubame.application.shard.CommitListener;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.ViewProgress;
import io.tsubame.application.view.ViewStore;
import io.tsubame.domain.FileId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomEvent.FileAttached;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the server does with files by itself, in two threads: looking into new ones, and removing
/// bytes. Both read from the views what is to be done, so nothing waits in memory, nothing is lost
/// when the process ends, and doing a thing twice changes nothing. In a cluster each node works on
/// the files of the rooms that it owns.
public final class FileWork implements CommitListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileWork.class);
  private static final int PAGE = 32;
  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final Duration VIEWS = Duration.ofSeconds(1);
  private static final Duration ERASE = Duration.ofMinutes(1);
  private static final Duration AGAIN = Duration.ofMinutes(1);

  /// How far back bytes without a file are looked for: after a start, and from then on.
  private static final int FIRST_DAYS = 31;

  private static final int LATER_DAYS = 3;

  /// Between two looks for bytes without a file, in rounds of erasing.
  private static final int SWEEP_ROUNDS = 60;

  private final FileWorkList list;
  private final Examiner examiner;
  private final PreviewMaker previews;
  private final Eraser eraser;
  private final Predicate<RoomId> own;
  private final BooleanSupplier sweeps;
  private final ViewProgress progress;
  private final InstantSource clock;
  private final Semaphore news = new Semaphore(0);

  /// Up to where the views have to come to show the newest files, by shard.
  private final Map<Integer, Long> awaited = new ConcurrentHashMap<>();

  private final Semaphore closing = new Semaphore(0);
  private final LongAdder examined = new LongAdder();
  private final LongAdder erased = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder rounds = new LongAdder();

  /// When a file that failed is tried again, in milliseconds.
  private final Map<FileId, Long> notBefore = new HashMap<>();

  private final List<Thread> threads;

  /// @param previews is closed with this
  /// @param scanner null where none is configured
  /// @param own whose files are this process's to work on
  /// @param sweeps whether this process is to look for bytes without a file now: only where the
  ///   views hold all that the log does
  public record Parts(
      FilePorts files,
      Commands commands,
      ViewStore views,
      PreviewMaker previews,
      @Nullable Scanner scanner,
      Predicate<RoomId> own,
      BooleanSupplier sweeps,
      ViewProgress progress,
      InstantSource clock) {}

  /// What was done since the start.
  ///
  /// @param rounds of looking for bytes to erase
  public record Numbers(long examined, long erased, long failures, long rounds) {}

  public FileWork(Parts parts) {
    list = new FileWorkList(parts.views());
    examiner =
        new Examiner(parts.files().blobs(), parts.commands(), parts.previews(), parts.scanner());
    eraser =
        new Eraser(
            parts.files().blobs(),
            parts.commands(),
            list,
            parts.own(),
            parts.files().limits(),
            parts.clock());
    previews = parts.previews();
    own = parts.own();
    sweeps = parts.sweeps();
    progress = parts.progress();
    clock = parts.clock();
    threads =
        List.of(
            Thread.ofVirtual().name("file-examiner").unstarted(this::examineAll),
            Thread.ofVirtual().name("file-eraser").unstarted(this::eraseAll));
  }

  public void start() {
    threads.forEach(Thread::start);
  }

  public Numbers numbers() {
    return new Numbers(examined.sum(), erased.sum(), failures.sum(), rounds.sum());
  }

  @Override
  public void committed(Committed committed) {
    if (committed.commit().events().stream().anyMatch(FileAttached.class::isInstance)) {
      awaited.merge(committed.shard(), committed.position() + 1, Math::max);
      news.release();
    }
  }

  @Override
  public void close() {
    closing.release(threads.size());
    news.release();
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    previews.close();
  }

  private void examineAll() {
    try {
      while (!closing.tryAcquire()) {
        boolean current = awaitViews();
        if (examineRound() == 0 && current) {
          // Without news all the same: a failure may be over.
          if (news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            news.drainPermits();
          }
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether the views show all files that there was news of.
  private boolean awaitViews() throws InterruptedException {
    boolean current = true;
    for (Map.Entry<Integer, Long> shard : Map.copyOf(awaited).entrySet()) {
      if (progress.awaitProjected(shard.getKey(), shard.getValue(), VIEWS)) {
        awaited.remove(shard.getKey(), shard.getValue());
      } else {
        current = false;
      }
    }
    return current;
  }

  /// Goes through the list once.
  ///
  /// @return how many files were examined
  int examineRound() throws InterruptedException {
    int done = 0;
    byte[] after = null;
    try {
      List<Unexamined> page = list.unexamined(after, PAGE);
      while (!page.isEmpty()) {
        for (Unexamined work : page) {
          done += examine(work) ? 1 : 0;
          if (Thread.interrupted()) {
            throw new InterruptedException();
          }
        }
        after = page.getLast().key();
        page = list.unexamined(after, PAGE);
      }
    } catch (OperatingFailure failure) {
      failed(failure);
    }
    return done;
  }

  private boolean examine(Unexamined work) {
    if (!own.test(work.room()) || notBefore.getOrDefault(work.file(), 0L) > clock.millis()) {
      return false;
    }
    try {
      examiner.examine(work);
      notBefore.remove(work.file());
      examined.increment();
      return true;
    } catch (OperatingFailure failure) {
      if (notBefore.size() > 10_000) {
        notBefore.clear();
      }
      notBefore.put(work.file(), clock.millis() + AGAIN.toMillis());
      failed(failure);
      return false;
    }
  }

  private void eraseAll() {
    try {
      int round = 0;
      while (!closing.tryAcquire(round == 0 ? 0 : ERASE.toMillis(), TimeUnit.MILLISECONDS)) {
        eraseRound(round++);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// @param round counted from 0
  void eraseRound(int round) {
    try {
      erased.add(eraser.eraseDeleted());
      if (round % SWEEP_ROUNDS == 0 && sweeps.getAsBoolean()) {
        eraser.abortUploads();
        erased.add(eraser.eraseUnnamed(round == 0 ? FIRST_DAYS : LATER_DAYS));
      }
    } catch (OperatingFailure failure) {
      failed(failure);
    } finally {
      rounds.increment();
    }
  }

  private void failed(OperatingFailure failure) {
    failures.increment();
    LOG.atWarn().addKeyValue("cause", failure.getMessage()).log("Work on files has to wait");
  }
}
