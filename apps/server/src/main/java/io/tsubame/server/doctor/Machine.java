package io.tsubame.server.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// What the server finds wherever its data is.
final class Machine {
  private static final int OLDEST_JAVA = 25;
  private static final long LEAST_HEAP = 256L << 20;
  private static final long FEW_FILES = 4_096;

  /// Before it was written, no clock is right.
  private static final Instant YOUTH = Instant.parse("2026-01-01T00:00:00Z");

  private Machine() {}

  static List<Diagnosis> diagnose(Clock clock) {
    return List.of(java(), memory(), files(), clock(clock));
  }

  private static Diagnosis java() {
    String text = System.getProperty("java.vendor") + " " + Runtime.version();
    return Runtime.version().feature() >= OLDEST_JAVA
        ? Diagnosis.ok("java", text)
        : Diagnosis.failure("java", text + " is too old: " + OLDEST_JAVA + " or newer is needed");
  }

  private static Diagnosis memory() {
    long heap = Runtime.getRuntime().maxMemory();
    String text = "up to " + Sizes.shown(heap) + " of heap";
    return heap >= LEAST_HEAP
        ? Diagnosis.ok("memory", text)
        : Diagnosis.warning(
            "memory", text + " are little: give " + Sizes.shown(LEAST_HEAP) + " by JAVA_OPTS");
  }

  /// A live connection is a file, and so is each table of the stores.
  private static Diagnosis files() {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)) {
      return Diagnosis.ok("files", "this system has no limit on open files");
    }
    long most = unix.getMaxFileDescriptorCount();
    String text = "%,d may be open at once".formatted(most);
    return most >= FEW_FILES
        ? Diagnosis.ok("files", text)
        : Diagnosis.warning("files", text + ": raise it (ulimit -n) to serve many connections");
  }

  private static Diagnosis clock(Clock clock) {
    Instant now = clock.instant();
    String text = now.atZone(ZoneId.systemDefault()).toString();
    return now.isAfter(YOUTH)
        ? Diagnosis.ok("clock", text)
        : Diagnosis.failure("clock", text + " is wrong: set the clock of the machine");
  }
}
