package io.tsubame.application.imports;

import io.tsubame.application.Answer;
import io.tsubame.application.Ports;
import io.tsubame.application.account.Registration;
import io.tsubame.application.handle.Handles;
import io.tsubame.application.imports.ImportAnswer.Complete;
import io.tsubame.application.imports.ImportAnswer.OtherContent;
import io.tsubame.application.imports.ImportAnswer.Refused;
import io.tsubame.application.imports.ImportProgress.Stage;
import io.tsubame.application.imports.RoomImport.Written;
import io.tsubame.application.organization.Founding;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.handle.HandleName;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Imports a workspace: makes the accounts, writes all messages into rooms that nobody is in, and
/// then lets everybody in.
///
/// Whatever broke it off, running it again with the same content takes it up where it stopped, and
/// when it was complete changes nothing. What it makes it finds again by the names of its commands,
/// what it wrote by the rooms' sequence numbers. The rules are numbered in
/// `docs/spec/import-slack.md`.
public final class WorkspaceImport {
  private final Ports ports;
  private final Handles handles;
  private final Founding founding;
  private final PeopleImport people;
  private final RoomImport rooms;

  public WorkspaceImport(Ports ports, Registration registration) {
    this.ports = ports;
    this.handles = new Handles(ports);
    this.founding = new Founding(ports);
    this.people = new PeopleImport(ports, registration);
    this.rooms = new RoomImport(ports);
  }

  /// @param organization by its exact name, founded where there is none; null as for
  ///   [Founding#organization]
  public ImportAnswer run(
      ImportSource source, @Nullable String organization, ImportProgress progress) {
    if (!isOf(source.fingerprint(), source)) {
      return new OtherContent(source.workspace());
    }
    Optional<OrganizationId> finished =
        Insistence.on(
            () -> ports.queries().organizations().byExternalName(finished(source).name()));
    if (finished.isPresent()) {
      return new Complete(finished.get(), 0);
    }
    try {
      return imported(source, organization(organization), progress);
    } catch (ImportStopped stopped) {
      return new Refused(stopped.what(), stopped.reason());
    }
  }

  private ImportAnswer imported(
      ImportSource source, OrganizationId organization, ImportProgress progress) {
    Map<String, AccountId> accounts = people.register(source, organization, progress);
    people.checkPlaces(source, organization, accounts);
    Written written = rooms.write(source, accounts, progress);
    long all = source.rooms().size();
    progress.reached(Stage.PUBLISHING, 0, all);
    people.settle(source, organization, accounts);
    rooms.publish(source, accounts, written.rooms());
    progress.reached(Stage.PUBLISHING, all, all);
    HandleName finished = finished(source);
    boolean _ =
        Insistence.on(() -> handles.bind(finished, source.workspace(), organization.value()));
    return new Complete(organization, written.messages());
  }

  /// The first content of a workspace keeps its name for good.
  private boolean isOf(int fingerprint, ImportSource source) {
    HandleName begun = new HandleName(HandleName.Kind.EXTERNAL, "import:" + source.workspace());
    return Insistence.on(() -> handles.bind(begun, source.workspace(), fingerprint));
  }

  private static HandleName finished(ImportSource source) {
    return new HandleName(HandleName.Kind.EXTERNAL, "import:" + source.workspace() + ":finished");
  }

  private OrganizationId organization(@Nullable String name) {
    return switch (Insistence.on(() -> founding.organization(name))) {
      case Answer.Found<OrganizationId>(OrganizationId organization) -> organization;
      case Answer.Refused<OrganizationId>(Rejection reason) ->
          throw new ImportStopped("the organization", reason);
    };
  }
}
