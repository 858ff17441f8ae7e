package io.tsubame.domain.organization;

import static io.tsubame.domain.Actor.SERVER;
import static io.tsubame.domain.DeciderSpec.NOW;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.DeciderSpec;
import io.tsubame.domain.Limits;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.organization.OrganizationCommand.AddPerson;
import io.tsubame.domain.organization.OrganizationCommand.ChangeRank;
import io.tsubame.domain.organization.OrganizationCommand.FoundOrganization;
import io.tsubame.domain.organization.OrganizationCommand.InvitePerson;
import io.tsubame.domain.organization.OrganizationCommand.RemovePerson;
import io.tsubame.domain.organization.OrganizationCommand.RenameOrganization;
import io.tsubame.domain.organization.OrganizationCommand.RevokeInvitation;
import io.tsubame.domain.organization.OrganizationCommand.UseInvitation;
import io.tsubame.domain.organization.OrganizationEvent.OrganizationFounded;
import io.tsubame.domain.organization.OrganizationEvent.OrganizationRenamed;
import io.tsubame.domain.organization.OrganizationEvent.PersonAdded;
import io.tsubame.domain.organization.OrganizationEvent.PersonRemoved;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.domain.organization.OrganizationEvent.RankChanged;
import io.tsubame.domain.organization.OrganizationRejection.LastAdministrator;
import io.tsubame.domain.organization.OrganizationRejection.NameOutOfBounds;
import io.tsubame.domain.organization.OrganizationRejection.NotAnAdministrator;
import io.tsubame.domain.organization.OrganizationRejection.NotInOrganization;
import io.tsubame.domain.organization.OrganizationRejection.OrganizationAlreadyExists;
import io.tsubame.domain.organization.OrganizationRejection.OrganizationFull;
import io.tsubame.domain.organization.OrganizationRejection.OrganizationNotFound;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Founding, people and ranks. The numbers are those of `docs/spec/organizations.md`.
class OrganizationDeciderTest {
  static final OrganizationId SKY = new OrganizationId(1);
  static final AccountId AOI = new AccountId(64);
  static final AccountId REN = new AccountId(128);
  static final AccountId YUI = new AccountId(192);

  /// The administrator, a plain user, and somebody of another organization (who may be an
  /// administrator there).
  static final Actor BY_AOI = Actor.of(AOI);

  static final Actor BY_REN = Actor.of(REN);
  static final Actor BY_YUI = Actor.of(YUI);

  static final DeciderSpec<OrganizationCommand, Organization, OrganizationEvent> NOTHING =
      DeciderSpec.of(new OrganizationDecider(Limits.DEFAULT));
  static final OrganizationFounded FOUNDED = new OrganizationFounded(SKY, "空株式会社", NOW);
  static final DeciderSpec<OrganizationCommand, Organization, OrganizationEvent> EMPTY =
      NOTHING.given(FOUNDED);
  static final DeciderSpec<OrganizationCommand, Organization, OrganizationEvent> STAFFED =
      EMPTY.given(new PersonAdded(AOI, Rank.ADMINISTRATOR), new PersonAdded(REN, Rank.USER));

  @TestFactory
  Stream<DynamicTest> founding() {
    FoundOrganization found = new FoundOrganization(SKY, "空株式会社");
    return Stream.of(
        NOTHING.when(SERVER, found).then("[OR1] by the server", FOUNDED),
        NOTHING.when(BY_AOI, found).thenRejected("[OR1] not by a person", new NotAnAdministrator()),
        EMPTY.when(SERVER, found).thenRejected("[OR1] once", new OrganizationAlreadyExists()),
        STAFFED.when(BY_AOI, found).thenRejected("[OR1] not by a person", new NotAnAdministrator()),
        NOTHING
            .when(SERVER, new FoundOrganization(SKY, " "))
            .thenRejected("[OR4] with a name", new NameOutOfBounds(1, 255)));
  }

  @TestFactory
  Stream<DynamicTest> whoMay() {
    List<OrganizationCommand> administrators =
        List.of(
            new RenameOrganization("x"),
            new RemovePerson(REN),
            new ChangeRank(REN, Rank.ADMINISTRATOR),
            new InvitePerson("x", "", NOW.plusSeconds(1)),
            new RevokeInvitation("x"));
    List<OrganizationCommand> server =
        List.of(new AddPerson(YUI, Rank.USER), new UseInvitation("x", YUI, "x@y.example"));
    Stream<DynamicTest> forAdministrators =
        administrators.stream()
            .flatMap(command ->
                Stream.of(
                    refused(BY_REN, command),
                    refused(BY_YUI, command),
                    NOTHING
                        .when(BY_AOI, command)
                        .thenRejected("[OR2] exists", new OrganizationNotFound())));
    Stream<DynamicTest> forServer =
        server.stream()
            .flatMap(command ->
                Stream.of(
                    refused(BY_AOI, command),
                    refused(BY_REN, command),
                    refused(BY_YUI, command),
                    NOTHING
                        .when(SERVER, command)
                        .thenRejected("[OR2] exists", new OrganizationNotFound())));
    return Stream.concat(forAdministrators, forServer);
  }

  private static DynamicTest refused(Actor actor, OrganizationCommand command) {
    return STAFFED.when(actor, command).thenRejected("[OR3] who may", new NotAnAdministrator());
  }

  @TestFactory
  Stream<DynamicTest> renaming() {
    OrganizationRenamed renamed = new OrganizationRenamed("海株式会社");
    return Stream.of(
        STAFFED.when(BY_AOI, new RenameOrganization("海株式会社")).then("by its administrator", renamed),
        STAFFED.when(SERVER, new RenameOrganization("海株式会社")).then("by the server", renamed),
        STAFFED.when(BY_AOI, new RenameOrganization("空株式会社")).thenNothing("[OR9] no change"),
        STAFFED
            .when(BY_AOI, new RenameOrganization("x".repeat(256)))
            .thenRejected("[OR4] a long name", new NameOutOfBounds(1, 255)));
  }

  @TestFactory
  Stream<DynamicTest> adding() {
    return Stream.of(
        EMPTY
            .when(SERVER, new AddPerson(AOI, Rank.ADMINISTRATOR))
            .then("[OR5] the first", new PersonAdded(AOI, Rank.ADMINISTRATOR)),
        EMPTY
            .when(SERVER, new AddPerson(AOI, Rank.USER))
            .then("[OR5] the first in any case", new PersonAdded(AOI, Rank.ADMINISTRATOR)),
        STAFFED
            .when(SERVER, new AddPerson(YUI, Rank.USER))
            .then("another", new PersonAdded(YUI, Rank.USER)),
        STAFFED.when(SERVER, new AddPerson(REN, Rank.USER)).thenNothing("[OR6] there already"),
        STAFFED
            .when(SERVER, new AddPerson(REN, Rank.ADMINISTRATOR))
            .thenNothing("[OR6] keeps the rank"),
        STAFFED.when(SERVER, new AddPerson(AOI, Rank.USER)).thenNothing("[OR6] keeps the rank"));
  }

  @TestFactory
  Stream<DynamicTest> fullOrganization() {
    var full =
        EMPTY.given(
            IntStream.rangeClosed(1, 100_000)
                .mapToObj(i -> new PersonAdded(new AccountId(i), Rank.ADMINISTRATOR))
                .toList());
    return Stream.of(
        full.when(SERVER, new AddPerson(new AccountId(100_001), Rank.USER))
            .thenRejected("[OR7] one too many", new OrganizationFull(100_000)),
        full.when(SERVER, new AddPerson(AOI, Rank.USER)).thenNothing("[OR6] one who is in it"));
  }

  @TestFactory
  Stream<DynamicTest> ranks() {
    RankChanged promoted = new RankChanged(REN, Rank.ADMINISTRATOR);
    return Stream.of(
        STAFFED.when(BY_AOI, new ChangeRank(REN, Rank.ADMINISTRATOR)).then("promotes", promoted),
        STAFFED.when(SERVER, new ChangeRank(REN, Rank.ADMINISTRATOR)).then("promotes", promoted),
        STAFFED.when(BY_AOI, new ChangeRank(REN, Rank.USER)).thenNothing("[OR9] no change"),
        STAFFED.when(BY_AOI, new ChangeRank(AOI, Rank.ADMINISTRATOR)).thenNothing("[OR9] the last"),
        STAFFED
            .when(BY_AOI, new ChangeRank(AOI, Rank.USER))
            .thenRejected("[OR5] the last steps down", new LastAdministrator()),
        STAFFED
            .given(promoted)
            .when(BY_REN, new ChangeRank(AOI, Rank.USER))
            .then("[OR5] one of two", new RankChanged(AOI, Rank.USER)),
        STAFFED
            .when(BY_AOI, new ChangeRank(YUI, Rank.USER))
            .thenRejected("not in it", new NotInOrganization()));
  }

  @TestFactory
  Stream<DynamicTest> removing() {
    return Stream.of(
        STAFFED.when(BY_AOI, new RemovePerson(REN)).then("a user", new PersonRemoved(REN)),
        STAFFED.when(SERVER, new RemovePerson(REN)).then("a user", new PersonRemoved(REN)),
        STAFFED
            .when(SERVER, new RemovePerson(AOI))
            .thenRejected("[OR5] the last administrator", new LastAdministrator()),
        STAFFED
            .given(new PersonRemoved(REN))
            .when(BY_AOI, new RemovePerson(AOI))
            .thenRejected("[OR5] the last of all", new LastAdministrator()),
        STAFFED
            .given(new RankChanged(REN, Rank.ADMINISTRATOR))
            .when(BY_AOI, new RemovePerson(AOI))
            .then("[OR5] one of two", new PersonRemoved(AOI)),
        STAFFED
            .given(
                new RankChanged(REN, Rank.ADMINISTRATOR),
                new RankChanged(REN, Rank.ADMINISTRATOR),
                new PersonRemoved(REN))
            .when(BY_AOI, new RemovePerson(AOI))
            .thenRejected("[OR5] counts each once", new LastAdministrator()),
        STAFFED
            .when(BY_AOI, new RemovePerson(YUI))
            .thenRejected("not in it", new NotInOrganization()));
  }
}
