package io.tsubame.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.api.admin.AdminWork.ProgressSink;
import io.tsubame.api.admin.AdminWork.Refused;
import io.tsubame.application.engine.VerificationReport;
import io.tsubame.application.search.IndexNumbers;
import io.tsubame.application.view.ViewStore;
import io.tsubame.views.rocksdb.ViewGenerations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Verifies and rebuilds the data of a core, while it serves. One at a time: both write the next
/// generation of the views.
final class Upkeep {
  static final String VERIFY = "/v1/admin/verify";
  static final String REBUILD = "/v1/admin/rebuild";
  static final String REBUILD_SEARCH = "/v1/admin/rebuild-search";

  private static final JsonMapper JSON = new JsonMapper();

  private final Core core;
  private final List<String> known;
  private final ReentrantLock generation = new ReentrantLock();

  Upkeep(Core core) {
    this(core, List.of());
  }

  /// @param known what was found before the core was opened, for [#verify] to report
  Upkeep(Core core, List<String> known) {
    this.core = core;
    this.known = List.copyOf(known);
  }

  /// Compares the views with what the log gives, which it writes beside them and throws away.
  ObjectNode verify(JsonNode wish, ProgressSink progress) throws Refused, InterruptedException {
    ViewGenerations generations = generations();
    generation.lockInterruptibly();
    Path scratch = generations.next();
    try (ViewStore store = Ground.openViews(scratch)) {
      return shown(
          core.engine()
              .verify(
                  store,
                  reached -> progress.reached("Verifying", reached.done(), reached.total())));
    } finally {
      generations.deleteOthers();
      generation.unlock();
    }
  }

  /// Of the views in the data directory.
  private ViewGenerations generations() throws Refused {
    ViewGenerations generations = core.stores().generations();
    if (generations == null) {
      throw new Refused(
          "This is a node of a cluster: the views lie on HBase, where other nodes write them, too,"
              + " so that they can be neither verified nor rebuilt from here yet");
    }
    return generations;
  }

  /// Makes all views anew from the log, and uses them from then on.
  ObjectNode rebuild(JsonNode wish, ProgressSink progress) throws Refused, InterruptedException {
    ViewGenerations generations = generations();
    generation.lockInterruptibly();
    try {
      Path coming = generations.next();
      ViewStore store = Ground.openViews(coming);
      try {
        core.engine()
            .rebuild(
                core.stores().views(),
                store,
                reached -> progress.reached("Rebuilding", reached.done(), reached.total()))
            .close();
      } catch (RuntimeException | InterruptedException failure) {
        store.close();
        throw failure;
      }
      generations.use(coming);
      generations.deleteOthers();
      return JSON.createObjectNode().put("views", coming.getFileName().toString());
    } finally {
      generation.unlock();
    }
  }

  /// Makes the search index anew, and uses it from then on.
  ObjectNode rebuildSearch(JsonNode wish, ProgressSink progress) throws InterruptedException {
    core.indexing()
        .rebuild(reached -> progress.reached("Rebuilding", reached.done(), reached.total()));
    IndexNumbers numbers = core.indexing().index().numbers();
    return JSON.createObjectNode()
        .put("documents", numbers.documents())
        .put("bytes", numbers.bytes());
  }

  private ObjectNode shown(VerificationReport report) {
    List<String> findings = new ArrayList<>(known);
    report.findings().forEach(finding -> findings.add(finding.toString()));
    core.stores()
        .sessions()
        .sessions()
        .damage()
        .ifPresent(what -> findings.add("sessions: " + what));
    return report(report.records(), report.rows(), findings);
  }

  /// What a verification says.
  static ObjectNode report(long records, long rows, List<String> findings) {
    ObjectNode shown =
        JSON.createObjectNode()
            .put("sound", findings.isEmpty())
            .put("records", records)
            .put("rows", rows);
    ArrayNode list = shown.putArray("findings");
    findings.forEach(list::add);
    return shown;
  }
}
