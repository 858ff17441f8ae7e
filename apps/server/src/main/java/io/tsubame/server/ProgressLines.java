package io.tsubame.server;

import io.tsubame.application.imports.ImportProgress;
import java.io.PrintWriter;
import java.util.Locale;

/// Tells an import's progress in lines for people: at the beginning and end of each stage, and
/// every second in between.
final class ProgressLines implements ImportProgress {
  private static final long PAUSE_NANOS = 1_000_000_000;

  private final PrintWriter out;
  private Stage stage = Stage.CHECKING;
  private long shownAt;
  private long shown = -1;

  ProgressLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void reached(Stage now, long done, long all) {
    boolean changed = now != stage;
    boolean due = System.nanoTime() - shownAt >= PAUSE_NANOS;
    if (now.compareTo(stage) < 0 || (!changed && done <= shown)) {
      return;
    }
    if (changed || due || shown < 0 || done == all) {
      stage = now;
      shown = done;
      shownAt = System.nanoTime();
      out.println(words(now) + " " + done + " of " + all);
      out.flush();
    }
  }

  private static String words(Stage stage) {
    return switch (stage) {
      case CHECKING -> "Checking files:";
      case PEOPLE, MESSAGES, PUBLISHING ->
          stage == Stage.PUBLISHING
              ? "Publishing rooms:"
              : "Importing " + stage.name().toLowerCase(Locale.ROOT) + ":";
    };
  }
}
