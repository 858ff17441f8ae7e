package io.tsubame.eventlog.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log that is open now. After a failed flush it is opened anew, once the disk takes a trial
/// file: until then the old opening goes on answering reads.
///
/// Opening writes what the write-ahead log holds into table files and finds where each shard ends,
/// so nobody needs to know what the failed flush left. Owners keep their epochs: one whose append
/// failed has been told to take over anew, and a position that does not fit is refused.
final class Reopening implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Reopening.class);

  /// The name of the trial file.
  static final String TRIAL = "trial.tmp";

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /// As much as makes a reopened log worth while.
  private static final int TRIAL_BYTES = 4 << 20;

  private final OpenLog.Settings settings;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Object opening = new Object();
  private final LongAdder trials = new LongAdder();
  private volatile OpenLog current;

  Reopening(OpenLog.Settings settings) {
    this.settings = settings;
    current = OpenLog.open(settings, LogDatabase.Recovery.AS_WRITTEN, this::failed);
  }

  OpenLog current() {
    return current;
  }

  /// How often it was tried to open the log anew.
  long trials() {
    return trials.sum();
  }

  @Override
  public void close() {
    closing.countDown();
    synchronized (opening) {
      current.close();
    }
  }

  private void failed() {
    Thread.ofPlatform().daemon().name("eventlog-reopening").start(this::reopen);
  }

  private void reopen() {
    try {
      Duration pause = FIRST_PAUSE;
      while (!closing.await(pause.toNanos(), TimeUnit.NANOSECONDS) && !reopened()) {
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
      }
    } catch (InterruptedException _) {
      // Nobody interrupts this thread but the end of the process.
    }
  }

  private boolean reopened() {
    trials.increment();
    try {
      tryDisk();
    } catch (IOException e) {
      LOGGER.atWarn().log("the event log cannot be written to: {}", e.toString());
      return false;
    }
    synchronized (opening) {
      if (closing.getCount() == 0) {
        return true;
      }
      current.close();
      try {
        current = OpenLog.open(settings, LogDatabase.Recovery.WRITTEN_ANEW, this::failed);
      } catch (RuntimeException e) {
        LOGGER.atError().setCause(e).log("the event log cannot be opened anew");
        return false;
      }
    }
    LOGGER.atInfo().log("the event log is open again");
    return true;
  }

  private void tryDisk() throws IOException {
    Path trial = settings.directory().resolveSibling(TRIAL);
    try (FileChannel file =
        FileChannel.open(
            trial,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.allocate(TRIAL_BYTES);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    } finally {
      Files.deleteIfExists(trial);
    }
  }
}
