package io.tsubame.imports.slack;

import io.tsubame.application.imports.ImportAnswer;
import io.tsubame.application.imports.ImportProgress;
import io.tsubame.application.imports.ImportedRoom;
import io.tsubame.application.imports.WorkspaceImport;
import io.tsubame.domain.Limits;
import io.tsubame.domain.OrganizationId;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The export of a Slack workspace that was read to its end and found whole, to be imported whole
/// or not at all.
public final class SlackImport implements AutoCloseable {
  private final SlackExport export;

  private SlackImport(SlackExport export) {
    this.export = export;
  }

  /// Reads the archive once; nothing is written.
  ///
  /// @param bounds that the server has for rooms and messages
  /// @throws InvalidArchive where the archive cannot be imported as it is
  public static SlackImport check(
      Path zip, Limits bounds, ArchiveLimits limits, ImportProgress progress) {
    ZipArchive archive = ZipArchive.open(zip, limits);
    try {
      return new SlackImport(ExportScan.read(archive, limits, bounds, progress));
    } catch (RuntimeException refused) {
      archive.close();
      throw refused;
    }
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

  /// @param organization as for [WorkspaceImport#run]
  /// @throws InvalidArchive where it is refused, or changed since it was checked; nothing of it is
  ///   visible
  /// @throws io.tsubame.application.OperatingFailure where a store does not answer; running it
  ///   again goes on
  public Report run(
      WorkspaceImport imports, @Nullable String organization, ImportProgress progress) {
    return switch (imports.run(export, organization, progress)) {
      case ImportAnswer.Complete complete -> report(complete);
      case ImportAnswer.OtherContent _ ->
          throw new InvalidArchive(
              "",
              "is another one of a workspace that was imported before, "
                  + "whose messages cannot be told from these");
      case ImportAnswer.Refused(var what, var reason) ->
          throw new InvalidArchive("", "cannot be imported: " + what + " is refused: " + reason);
    };
  }

  private Report report(ImportAnswer.Complete complete) {
    return new Report(
        complete.organization(),
        export.workspace(),
        export.people().size(),
        export.rooms().size(),
        export.rooms().stream().mapToLong(ImportedRoom::messages).sum(),
        complete.written(),
        export.ignored());
  }

  @Override
  public void close() {
    export.close();
  }
}
