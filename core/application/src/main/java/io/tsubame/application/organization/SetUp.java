package io.tsubame.application.organization;

import io.tsubame.application.Answer;
import io.tsubame.application.ApplicationRejection.AlreadySetUp;
import io.tsubame.application.Ports;
import io.tsubame.application.account.Registration;
import io.tsubame.application.account.Registration.Newcomer;
import io.tsubame.application.account.Registration.Registered;
import io.tsubame.application.handle.Handles;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.organization.OrganizationCommand.RenameOrganization;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import java.util.HexFormat;

/// The first run: founds the organization and makes its administrator.
///
/// Of two at once one wins, by a handle. An attempt that broke off can be repeated, with other
/// words: the organization that it founded is used again.
public final class SetUp {
  private static final HandleName ONCE = new HandleName(HandleName.Kind.EXTERNAL, "tsubame set-up");
  private static final CommandId FOUNDING = CommandId.lasting("set-up");

  private final Ports ports;
  private final Tokens tokens;
  private final Registration registration;
  private final Handles handles;

  public SetUp(Ports ports, Tokens tokens, Registration registration) {
    this.ports = ports;
    this.tokens = tokens;
    this.registration = registration;
    this.handles = new Handles(ports);
  }

  public record FirstRun(String organization, String name, String email, String password) {}

  /// Whether nobody is here yet.
  public boolean isNeeded() {
    return !ports.queries().organizations().anyPerson();
  }

  public Answer<Registered> run(FirstRun wish) {
    String claim = HexFormat.of().formatHex(tokens.bytes(16));
    if (!isNeeded() || !handles.claim(ONCE, claim)) {
      return Answer.refuse(new AlreadySetUp());
    }
    Answer<Registered> answer =
        switch (found(wish.organization())) {
          case Answer.Found<OrganizationId>(var organization) -> register(wish, organization);
          case Answer.Refused<OrganizationId>(Rejection reason) -> Answer.refuse(reason);
        };
    switch (answer) {
      case Answer.Found<Registered>(var registered) ->
          handles.bind(ONCE, claim, 1, registered.account());
      case Answer.Refused<Registered> _ -> handles.drop(ONCE, claim);
    }
    return answer;
  }

  private Answer<OrganizationId> found(String name) {
    Outcome outcome = ports.commands().create(Founding.creation(name), Actor.SERVER, FOUNDING);
    return switch (outcome) {
      case Outcome.Accepted accepted -> {
        AggregateId.Organization founded = (AggregateId.Organization) accepted.commit().aggregate();
        yield accepted.repeated() ? rename(founded, name) : Answer.of(founded.id());
      }
      case Outcome.Rejected(Rejection reason) -> Answer.refuse(reason);
    };
  }

  private Answer<OrganizationId> rename(AggregateId.Organization organization, String name) {
    return switch (ports
        .commands()
        .send(organization, new RenameOrganization(name), Actor.SERVER, null)) {
      case Outcome.Accepted _ -> Answer.of(organization.id());
      case Outcome.Rejected(Rejection reason) -> Answer.refuse(reason);
    };
  }

  private Answer<Registered> register(FirstRun wish, OrganizationId organization) {
    Newcomer administrator =
        new Newcomer(
            organization,
            Rank.ADMINISTRATOR,
            wish.email(),
            Profile.named(wish.name()),
            wish.password(),
            null);
    String address = Tokens.hash(wish.email());
    return registration.register(administrator, CommandId.lasting("set-up:" + address));
  }
}
