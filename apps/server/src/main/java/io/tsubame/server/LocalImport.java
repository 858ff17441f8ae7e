package io.tsubame.server;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.application.Application;
import io.tsubame.application.imports.ImportProgress;
import io.tsubame.application.imports.WorkspaceImport;
import io.tsubame.domain.Limits;
import io.tsubame.imports.slack.ArchiveLimits;
import io.tsubame.imports.slack.SlackImport;
import io.tsubame.imports.slack.SlackImport.Report;
import java.nio.file.Path;

/// Imports in this process.
final class LocalImport {
  private static final JsonMapper JSON = new JsonMapper();

  private LocalImport() {}

  /// Into a data directory on which no server runs, and which a faulty archive does not touch.
  static ObjectNode run(
      ServerSettings settings, Path zip, String organization, ImportProgress progress) {
    try (SlackImport export = check(settings.limits(), zip, progress);
        Core core = Core.open(settings)) {
      core.engine().start();
      return shown(export.run(over(core.application()), organization, progress));
    }
  }

  /// In the server of which the application is.
  static ObjectNode run(
      Application application, Path zip, String organization, ImportProgress progress) {
    try (SlackImport export = check(application.limits(), zip, progress)) {
      return shown(export.run(over(application), organization, progress));
    }
  }

  private static SlackImport check(Limits bounds, Path zip, ImportProgress progress) {
    return SlackImport.check(zip, bounds, ArchiveLimits.DEFAULT, progress);
  }

  private static WorkspaceImport over(Application application) {
    return new WorkspaceImport(application.ports(), application.registration());
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
