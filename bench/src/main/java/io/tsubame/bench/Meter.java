package io.tsubame.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Tells the processor time of the servers, of the load and of everything else on the machine, so
/// that a figure which others disturbed can be known.
final class Meter {
  /// Above it, in processors, a figure counts as disturbed.
  static final double NOISE = 0.2;

  private static final double TICKS = 100;

  private final List<ProcessHandle> servers;

  /// Processor seconds so far.
  record Reading(long nanos, double server, double client, double busy) {}

  /// What was used in a time.
  ///
  /// @param seconds of the clock
  /// @param server processor seconds of the measured processes and their children
  /// @param client the same of the load
  /// @param others processors that anybody else used on average, or that the host took away
  record Spent(double seconds, double server, double client, double others) {
    static final Spent UNKNOWN = new Spent(0, 0, 0, 0);

    boolean isNoisy() {
      return others > NOISE;
    }
  }

  Meter(List<ProcessHandle> servers) {
    this.servers = servers;
  }

  Reading read() {
    double served =
        servers.stream()
            .flatMap(each -> Stream.concat(Stream.of(each), each.descendants()))
            .mapToDouble(Meter::cpu)
            .sum();
    return new Reading(System.nanoTime(), served, cpu(ProcessHandle.current()), busy());
  }

  Spent since(Reading before) {
    Reading now = read();
    double seconds = (now.nanos() - before.nanos()) / 1e9;
    double ours = now.server() - before.server();
    double client = now.client() - before.client();
    double others = (now.busy() - before.busy() - ours - client) / seconds;
    return new Spent(seconds, ours, client, Math.max(0, others));
  }

  private static double cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().map(used -> used.toNanos() / 1e9).orElse(0.0);
  }

  /// Of all processors; interrupts are left out, since those of the loopback are our own.
  private static double busy() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
      String[] fields = lines.findFirst().orElse("").split("\\s+", -1);
      return (ticks(fields, 1) + ticks(fields, 2) + ticks(fields, 3) + ticks(fields, 8)) / TICKS;
    } catch (IOException _) {
      return 0; // no Linux
    }
  }

  private static long ticks(String[] fields, int index) {
    return index < fields.length ? Long.parseLong(fields[index]) : 0;
  }
}
