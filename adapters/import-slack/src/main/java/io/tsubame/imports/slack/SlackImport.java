package io.tsubame.imports.slack;

import io.tsubame.application.imports.ImportAnswer;
import io.tsubame.application.imports.ImportProgress;
import io.tsubame.application.imports.ImportSource;
import io.tsubame.application.imports.ImportedRoom;
import io.tsubame.application.imports.WorkspaceImport;
import io.tsubame.domain.Limits;
import io.tsubame.domain.OrganizationId;
import java.nio.file.Path;

/// Imports the export of a Slack workspace, whole or not at all. Several may run at once.
public final class SlackImport {
  private final WorkspaceImport imports;
  private final Limits bounds;
  private final ArchiveLimits limits;

  public SlackImport(WorkspaceImport imports, Limits bounds, ArchiveLimits limits) {
    this.imports = imports;
    this.bounds = bounds;
    this.limits = limits;
  }

  /// @param workspace the key by which it is known from now on
  /// @param people accounts, among them those of bots and of people who only are named
  /// @param messages of the archive
  /// @param written messages that were not there before
  /// @param ignoredFiles files of the archive that hold nothing to import
  public record Report(
      OrganizationId organization,
      String workspace,
      int people,
      int rooms,
      long messages,
      long written,
      int ignoredFiles) {}

  /// @param organization by its exact name; founded where there is none
  /// @throws InvalidArchive where the archive cannot be imported as it is; nothing of it is visible
  /// @throws io.tsubame.application.OperatingFailure where a store does not answer; running it
  ///   again goes on
  public Report run(Path zip, String organization, ImportProgress progress) {
    try (ZipArchive archive = ZipArchive.open(zip, limits);
        SlackExport export = ExportScan.read(archive, limits, bounds, progress)) {
      return switch (imports.run(export, organization, progress)) {
        case ImportAnswer.Complete complete -> report(export, complete);
        case ImportAnswer.OtherContent _ ->
            throw new InvalidArchive(
                "",
                "is another one of a workspace that was imported before, "
                    + "whose messages cannot be told from these");
        case ImportAnswer.Refused(var what, var reason) ->
            throw new InvalidArchive("", "cannot be imported: " + what + " is refused: " + reason);
      };
    }
  }

  private static Report report(SlackExport export, ImportAnswer.Complete complete) {
    ImportSource source = export;
    return new Report(
        complete.organization(),
        source.workspace(),
        source.people().size(),
        source.rooms().size(),
        source.rooms().stream().mapToLong(ImportedRoom::messages).sum(),
        complete.written(),
        export.ignored());
  }
}
