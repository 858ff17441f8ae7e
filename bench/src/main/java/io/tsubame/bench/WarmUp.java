package io.tsubame.bench;

import io.tsubame.bench.HttpLoad.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// Loads a server until the JVM has compiled what the load needs: a fixed time is enough on one
/// machine and not on another, where the compiler itself takes a core of what is measured.
///
/// @param seconds at least
record WarmUp(List<Child> servers, double seconds) {
  /// In processors, below which the compiler rests.
  private static final double REST = 0.08;

  private static final double FAST_SECONDS = 4;
  private static final double SLOW_SECONDS = 6;
  private static final int MOST = 6;
  private static final double TICKS = 100;

  WarmUp(Child server, double seconds) {
    this(List.of(server), seconds);
  }

  /// What was posted meanwhile.
  record Warmed(long answers, long failures, double seconds) {
    private Warmed with(Result more) {
      return new Warmed(
          answers + more.answers(), failures + more.failures(), seconds + more.seconds());
    }
  }

  /// First as fast as answers come; then in turn so and at half of that, which leaves the compiler
  /// room, until it rests, or six times the time is over.
  Warmed run(HttpLoad load, IntFunction<HttpCall> calls) throws IOException {
    Result fast = load.closedLoop(calls, seconds);
    Warmed warmed = new Warmed(0, 0, 0).with(fast);
    double busy = Double.MAX_VALUE;
    while (busy > REST && warmed.seconds() < MOST * seconds) {
      double before = compilerSeconds();
      fast = load.closedLoop(calls, FAST_SECONDS);
      Result slow = load.openLoop(calls, SLOW_SECONDS, fast.perSecond() / 2);
      double spent = compilerSeconds() - before;
      busy = spent / (fast.seconds() + slow.seconds());
      warmed = warmed.with(fast).with(slow);
    }
    return warmed;
  }

  private double compilerSeconds() {
    return servers.stream().mapToDouble(server -> compilerSeconds(server.pid())).sum();
  }

  /// What the JVM's compiler threads have taken; 0 where this system does not say.
  private static double compilerSeconds(long pid) {
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return threads.mapToDouble(WarmUp::compilerSecondsOf).sum();
    } catch (IOException | UncheckedIOException _) {
      return 0; // ended, or no Linux
    }
  }

  /// The name of a thread is in brackets; the times are the 12th and 13th field behind it.
  private static double compilerSecondsOf(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      if (!stat.contains("(C1 Compiler") && !stat.contains("(C2 Compiler")) {
        return 0;
      }
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    } catch (IOException _) {
      return 0; // ended meanwhile
    }
  }
}
