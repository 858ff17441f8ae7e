package io.tsubame.server;

import io.tsubame.api.admin.AdminWork.ProgressSink;
import java.io.PrintWriter;

/// Tells the progress of a long work in lines for people: at the beginning and end of each stage,
/// and every second in between.
final class ProgressLines implements ProgressSink {
  private static final long PAUSE_NANOS = 1_000_000_000;

  private final PrintWriter out;
  private String stage = "";
  private long shownAt;
  private long shown;

  ProgressLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void reached(String now, long done, long total) {
    boolean changed = !now.equals(stage);
    boolean due = System.nanoTime() - shownAt >= PAUSE_NANOS || done == total;
    if (changed || (due && done > shown)) {
      stage = now;
      shown = done;
      shownAt = System.nanoTime();
      out.println(now + ": " + done + (total == 0 ? "" : " of " + total));
      out.flush();
    }
  }
}
