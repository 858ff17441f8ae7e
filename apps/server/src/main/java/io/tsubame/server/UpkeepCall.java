package io.tsubame.server;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.api.HttpSettings;
import io.tsubame.api.admin.AdminWork.Work;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// Has a work of [Upkeep] done: by the running server of the data directory, and by this process
/// where none runs.
record UpkeepCall(String path, Function<Upkeep, Work> work) {
  private static final long PAUSE_NANOS = 1_000_000_000;
  private static final JsonMapper JSON = new JsonMapper();

  /// @param err for a line of progress each second
  ObjectNode run(Path data, PrintWriter err) throws AdminClient.Refused, InterruptedException {
    Path directory = data.toAbsolutePath().normalize();
    ProgressPrinter progress = new ProgressPrinter(err);
    Optional<AdminClient> server = AdminClient.of(directory);
    if (server.isPresent()) {
      try (AdminClient client = server.get()) {
        return client.work(path, JSON.createObjectNode(), progress::reached);
      }
    }
    if (Files.notExists(directory.resolve("log"))) {
      throw new AdminClient.Refused("There is no data in " + directory);
    }
    try (Core core = Core.open(ServerSettings.in(directory, HttpSettings.local(0)))) {
      core.engine().start();
      return work.apply(new Upkeep(core)).run(JSON.createObjectNode(), progress::reached);
    }
  }

  private static final class ProgressPrinter {
    private final PrintWriter err;
    private long shownAt = System.nanoTime();

    ProgressPrinter(PrintWriter err) {
      this.err = err;
    }

    synchronized void reached(long done, long total) {
      if (System.nanoTime() - shownAt >= PAUSE_NANOS) {
        shownAt = System.nanoTime();
        err.println(total == 0 ? done + " rows" : done + " of " + total);
        err.flush();
      }
    }
  }
}
