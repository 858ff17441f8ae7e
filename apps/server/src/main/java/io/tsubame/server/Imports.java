package io.tsubame.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.api.admin.AdminWork.ProgressSink;
import io.tsubame.api.admin.AdminWork.Refused;
import io.tsubame.application.Application;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.imports.ImportProgress;
import io.tsubame.application.imports.WorkspaceImport;
import io.tsubame.imports.slack.InvalidArchive;
import io.tsubame.imports.slack.SlackImport;
import io.tsubame.imports.slack.SlackImport.Report;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Imports for the operator.
final class Imports {
  static final String SLACK = "/v1/admin/import/slack";

  private static final Duration GLANCE = Duration.ofSeconds(1);
  private static final JsonMapper JSON = new JsonMapper();

  private Imports() {}

  /// @param file a path on this machine
  static ObjectNode wish(Path file, @Nullable String organization) {
    return JSON.createObjectNode().put("file", file.toString()).put("organization", organization);
  }

  /// In the server of which the core is. Returns when everybody can see what was imported.
  static ObjectNode slack(ServerSettings settings, Core core, JsonNode wish, ProgressSink progress)
      throws Refused, InterruptedException {
    ObjectNode report =
        slack(
            wish,
            settings,
            progress,
            (export, shown) -> export.run(over(core.application()), organization(wish), shown));
    core.awaitViews(GLANCE, _ -> {});
    return report;
  }

  /// Into a data directory on which no server runs, and which a faulty archive does not touch.
  static ObjectNode slack(ServerSettings settings, JsonNode wish, ProgressSink progress)
      throws Refused {
    if (settings.cluster() != null) {
      throw new Refused("No node runs here: start one, which does the import among the others");
    }
    return slack(
        wish,
        settings,
        progress,
        (export, shown) -> {
          try (Core core = Core.open(settings)) {
            core.engine().start();
            return export.run(over(core.application()), organization(wish), shown);
          }
        });
  }

  /// What is done with an archive that was checked.
  private interface Run {
    Report of(SlackImport export, ImportProgress progress);
  }

  private static ObjectNode slack(
      JsonNode wish, ServerSettings settings, ProgressSink progress, Run run) throws Refused {
    Path zip = Path.of(wish.path("file").asText());
    ImportProgress shown = (stage, done, all) -> progress.reached(words(stage), done, all);
    try (SlackImport export =
        SlackImport.check(zip, settings.limits(), settings.archive(), shown)) {
      return shown(run.of(export, shown));
    } catch (InvalidArchive fault) {
      throw new Refused(zip + ": " + fault.getMessage());
    } catch (OperatingFailure failure) {
      throw new Refused("The import stopped; run it again to go on: " + failure.getMessage());
    }
  }

  private static WorkspaceImport over(Application application) {
    return new WorkspaceImport(application.ports(), application.registration());
  }

  private static @Nullable String organization(JsonNode wish) {
    return wish.path("organization").textValue();
  }

  private static String words(ImportProgress.Stage stage) {
    return switch (stage) {
      case CHECKING -> "Checking files";
      case PEOPLE -> "Importing people";
      case MESSAGES -> "Importing messages";
      case PUBLISHING -> "Publishing rooms";
    };
  }

  private static ObjectNode shown(Report report) {
    return JSON.createObjectNode()
        .put("organization_id", report.organization().value())
        .put("workspace", report.workspace())
        .put("people", report.people())
        .put("channels", report.rooms())
        .put("messages", report.messages())
        .put("new_messages", report.written())
        .put("ignored_files", report.ignoredFiles());
  }
}
