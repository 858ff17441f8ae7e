package io.tsubame.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a JVM has in memory.
///
/// @param heapKilobytes used after a full collection
/// @param residentKilobytes all pages of the process; 0 where the system does not say
/// @param proportionalKilobytes the same, shared pages in part
record Memory(long heapKilobytes, long residentKilobytes, long proportionalKilobytes) {
  private static final Pattern USED = Pattern.compile("\\bused (\\d+)K");

  /// @param pid of a JVM of the same user
  static Memory of(long pid) throws IOException, InterruptedException {
    jcmd(pid, "GC.run");
    jcmd(pid, "GC.run"); // what the first one found to be cleaned is free now
    Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
    if (!used.find()) {
      throw new IOException("jcmd does not tell the heap");
    }
    return new Memory(
        Long.parseLong(used.group(1)),
        kilobytes(pid, "smaps_rollup", "Rss:"),
        kilobytes(pid, "smaps_rollup", "Pss:"));
  }

  static long kilobytes(long pid, String file, String field) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/" + file))) {
        if (line.startsWith(field)) {
          return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException _) {
      // ended, or no Linux
    }
    return 0;
  }

  void print(Table table, String when) {
    table.figure("heap in use " + when, heapKilobytes / 1e3, "MB");
    table.figure("resident " + when, residentKilobytes / 1e3, "MB");
    table.figure("proportional " + when, proportionalKilobytes / 1e3, "MB");
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("jcmd " + command + ": " + out);
    }
    return out;
  }
}
