package io.tsubame.server;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.api.HttpSettings;
import io.tsubame.application.imports.ImportProgress;
import io.tsubame.application.imports.WorkspaceImport;
import io.tsubame.imports.slack.ArchiveLimits;
import io.tsubame.imports.slack.SlackImport;
import io.tsubame.imports.slack.SlackImport.Report;
import java.nio.file.Path;

/// Imports in this process.
final class LocalImport {
  private static final JsonMapper JSON = new JsonMapper();

  private LocalImport() {}

  /// Into a data directory on which no server runs.
  static ObjectNode run(Path data, Path zip, String organization, ImportProgress progress) {
    try (Core core = Core.open(ServerSettings.in(data, HttpSettings.local(0)))) {
      core.engine().start();
      return shown(over(core).run(zip, organization, progress));
    }
  }

  static SlackImport over(Core core) {
    return new SlackImport(
        new WorkspaceImport(core.application().ports(), core.application().registration()),
        core.application().limits(),
        ArchiveLimits.DEFAULT);
  }

  static ObjectNode shown(Report report) {
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
