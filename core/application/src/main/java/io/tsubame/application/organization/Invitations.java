package io.tsubame.application.organization;

import io.tsubame.application.Answer;
import io.tsubame.application.Ports;
import io.tsubame.application.account.Registration;
import io.tsubame.application.account.Registration.Newcomer;
import io.tsubame.application.account.Registration.Registered;
import io.tsubame.application.account.SignIn;
import io.tsubame.application.query.OrganizationQueries.InvitationView;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.organization.OrganizationCommand.InvitePerson;
import io.tsubame.domain.organization.OrganizationCommand.RevokeInvitation;
import io.tsubame.domain.organization.OrganizationCommand.UseInvitation;
import io.tsubame.domain.organization.OrganizationEvent.PersonInvited;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.domain.organization.OrganizationRejection.InvitationInvalid;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Inviting people into an organization, and signing up by an invitation. An invitation makes one
/// account at most: its code names the command that registers.
public final class Invitations {
  private final Ports ports;
  private final Tokens tokens;
  private final Registration registration;
  private final SignIn signIn;

  public Invitations(Ports ports, Tokens tokens, Registration registration) {
    this.ports = ports;
    this.tokens = tokens;
    this.registration = registration;
    this.signIn = new SignIn(ports);
  }

  public record Applicant(String invitation, String name, String email, String password) {}

  /// @param email empty for anybody who has the code
  /// @return the invitation's code
  public Answer<String> invite(
      AccountId actor,
      OrganizationId organization,
      String email,
      Duration valid,
      @Nullable CommandId id) {
    InvitePerson command =
        new InvitePerson(tokens.code(), email, ports.clock().instant().plus(valid));
    Outcome outcome =
        ports
            .commands()
            .send(new AggregateId.Organization(organization), command, Actor.of(actor), id);
    return switch (outcome) {
      case Outcome.Accepted accepted -> Answer.of(code(accepted));
      case Outcome.Rejected(Rejection reason) -> Answer.refuse(reason);
    };
  }

  public Outcome revoke(
      AccountId actor, OrganizationId organization, String code, @Nullable CommandId id) {
    return ports
        .commands()
        .send(
            new AggregateId.Organization(organization),
            new RevokeInvitation(code),
            Actor.of(actor),
            id);
  }

  /// The invitation while it is open and not expired.
  public Optional<InvitationView> preview(String code) {
    return ports
        .queries()
        .organizations()
        .invitation(code)
        .filter(invitation -> ports.clock().instant().isBefore(invitation.expiresAt()));
  }

  public Answer<Registered> signUp(Applicant applicant) {
    Optional<InvitationView> invitation =
        preview(applicant.invitation()).filter(open -> isFor(open, applicant.email()));
    if (invitation.isEmpty()) {
      return Answer.refuse(new InvitationInvalid());
    }
    OrganizationId organization = invitation.get().organization();
    Newcomer newcomer =
        new Newcomer(
            organization,
            Rank.USER,
            applicant.email(),
            Profile.named(applicant.name()),
            applicant.password(),
            null);
    CommandId once = CommandId.lasting("sign-up:" + Tokens.hash(applicant.invitation()));
    return switch (registration.register(newcomer, once)) {
      case Answer.Found<Registered>(var registered) -> use(applicant, organization, registered);
      case Answer.Refused<Registered> refused -> refused;
    };
  }

  /// Where an earlier attempt made the account, only who knows its password is let in. That the
  /// invitation was used or revoked in the meantime takes nothing back.
  private Answer<Registered> use(
      Applicant applicant, OrganizationId organization, Registered registered) {
    if (registered.repeated()) {
      ports.freshness().awaitOwnWrites(registered.account());
      if (!signIn.isPassword(registered.account(), applicant.password())) {
        return Answer.refuse(new InvitationInvalid());
      }
    }
    ports.sendFor(
        registered.account(),
        new AggregateId.Organization(organization),
        new UseInvitation(applicant.invitation(), registered.account(), registered.email()));
    return Answer.of(registered);
  }

  private static boolean isFor(InvitationView invitation, String email) {
    return invitation.email().isEmpty() || invitation.email().equalsIgnoreCase(email);
  }

  private static String code(Outcome.Accepted accepted) {
    return accepted.commit().events().stream()
        .filter(PersonInvited.class::isInstance)
        .map(event -> ((PersonInvited) event).code())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no invitation in its own commit"));
  }
}
