package io.tsubame.inspection;

import io.tsubame.application.Unavailable;
import io.tsubame.application.file.Scanner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Asks a command: it gets the path of the file as its last argument and ends with 0 for a safe
/// file and 1 for a dangerous one, as `clamscan` and `clamdscan` do. Everything else means that it
/// could not say.
public final class CommandScanner implements Scanner {
  private final List<String> command;
  private final Duration patience;

  public CommandScanner(List<String> command, Duration patience) {
    this.command = List.copyOf(command);
    this.patience = patience;
  }

  @Override
  public Verdict scan(Path file) {
    List<String> call = new ArrayList<>(command);
    call.add(file.toAbsolutePath().toString());
    Process process = null;
    try {
      process =
          new ProcessBuilder(call)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Unavailable("the scanner takes too long");
      }
      return switch (process.exitValue()) {
        case 0 -> Verdict.FINE;
        case 1 -> Verdict.DANGEROUS;
        default -> throw new Unavailable("the scanner ended with " + process.exitValue());
      };
    } catch (IOException e) {
      throw new Unavailable("the scanner does not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted", e);
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }
}
