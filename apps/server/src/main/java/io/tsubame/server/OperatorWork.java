package io.tsubame.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.api.admin.AdminWork.Refused;
import io.tsubame.api.admin.AdminWork.Work;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/// A long work on a data directory. The running server does it, which alone may write there; where
/// none runs, this process does.
///
/// @param path where the server offers it
record OperatorWork(String path, Work here) {
  /// @param err for lines of progress
  ObjectNode run(Path data, ObjectNode wish, PrintWriter err) throws Refused, InterruptedException {
    ProgressLines progress = new ProgressLines(err);
    Optional<AdminClient> server = AdminClient.of(data);
    if (server.isEmpty()) {
      return here.run(wish, progress);
    }
    try (AdminClient client = server.get()) {
      return client.work(path, wish, progress);
    }
  }
}
