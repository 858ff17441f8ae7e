package io.tsubame.application.imports;

import io.tsubame.application.Ports;
import io.tsubame.application.account.Registration;
import io.tsubame.application.handle.Handles;
import io.tsubame.application.imports.ImportAnswer.Complete;
import io.tsubame.application.imports.ImportAnswer.OtherContent;
import io.tsubame.application.imports.ImportAnswer.Refused;
import io.tsubame.application.imports.ImportProgress.Stage;
import io.tsubame.application.imports.RoomImport.Written;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commands.Creation;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.organization.OrganizationCommand.FoundOrganization;
import java.util.Map;
import java.util.Optional;

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
  private final PeopleImport people;
  private final RoomImport rooms;

  public WorkspaceImport(Ports ports, Registration registration) {
    this.ports = ports;
    this.handles = new Handles(ports);
    this.people = new PeopleImport(ports, registration);
    this.rooms = new RoomImport(ports);
  }

  /// @param organization by its exact name; founded where there is none
  public ImportAnswer run(ImportSource source, String organization, ImportProgress progress) {
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

  /// Two that ask for a new one of the same name at once get the same.
  private OrganizationId organization(String name) {
    return Insistence.on(() -> ports.queries().organizations().byName(name))
        .map(known -> known.id())
        .orElseGet(() -> found(name));
  }

  private OrganizationId found(String name) {
    CommandId once = new CommandId("found:" + Tokens.hash(name));
    Outcome outcome =
        Insistence.on(
            () -> ports.commands().create(number -> founding(number, name), Actor.SERVER, once));
    return switch (outcome) {
      case Outcome.Accepted accepted ->
          ((AggregateId.Organization) accepted.commit().aggregate()).id();
      case Outcome.Rejected(var reason) -> throw new ImportStopped("the organization", reason);
    };
  }

  private static Creation founding(int number, String name) {
    OrganizationId organization = new OrganizationId(number);
    return new Creation(
        new AggregateId.Organization(organization), new FoundOrganization(organization, name));
  }
}
