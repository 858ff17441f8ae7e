package io.tsubame.domain.organization;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decider;
import io.tsubame.domain.Decision;
import io.tsubame.domain.Limits;
import io.tsubame.domain.Text;
import io.tsubame.domain.organization.Organization.Invitation;
import io.tsubame.domain.organization.OrganizationCommand.AddPerson;
import io.tsubame.domain.organization.OrganizationCommand.ChangeRank;
import io.tsubame.domain.organization.OrganizationCommand.FoundOrganization;
import io.tsubame.domain.organization.OrganizationCommand.InvitePerson;
import io.tsubame.domain.organization.OrganizationCommand.RemovePerson;
import io.tsubame.domain.organization.OrganizationCommand.RenameOrganization;
import io.tsubame.domain.organization.OrganizationCommand.RevokeInvitation;
import io.tsubame.domain.organization.OrganizationCommand.UseInvitation;
import io.tsubame.domain.organization.OrganizationEvent.InvitationRevoked;
import io.tsubame.domain.organization.OrganizationEvent.InvitationUsed;
import io.tsubame.domain.organization.OrganizationEvent.OrganizationFounded;
import io.tsubame.domain.organization.OrganizationEvent.OrganizationRenamed;
import io.tsubame.domain.organization.OrganizationEvent.PersonAdded;
import io.tsubame.domain.organization.OrganizationEvent.PersonInvited;
import io.tsubame.domain.organization.OrganizationEvent.PersonRemoved;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.domain.organization.OrganizationEvent.RankChanged;
import io.tsubame.domain.organization.OrganizationRejection.InvitationInvalid;
import io.tsubame.domain.organization.OrganizationRejection.LastAdministrator;
import io.tsubame.domain.organization.OrganizationRejection.NameOutOfBounds;
import io.tsubame.domain.organization.OrganizationRejection.NotAnAdministrator;
import io.tsubame.domain.organization.OrganizationRejection.NotAnEmailAddress;
import io.tsubame.domain.organization.OrganizationRejection.NotInOrganization;
import io.tsubame.domain.organization.OrganizationRejection.OrganizationAlreadyExists;
import io.tsubame.domain.organization.OrganizationRejection.OrganizationFull;
import io.tsubame.domain.organization.OrganizationRejection.OrganizationNotFound;
import io.tsubame.domain.organization.OrganizationRejection.TooManyInvitations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rules of an organization, numbered in `docs/spec/organizations.md`.
public final class OrganizationDecider
    implements Decider<OrganizationCommand, Organization, OrganizationEvent> {
  private final Limits limits;

  public OrganizationDecider(Limits limits) {
    this.limits = limits;
  }

  @Override
  public Organization initial() {
    return Organization.NONE;
  }

  @Override
  public Decision<OrganizationEvent> decide(
      Organization organization, OrganizationCommand command, Context context) {
    OrganizationRejection refusal = refusal(organization, command, context.actor());
    if (refusal != null) {
      return Decision.reject(refusal);
    }
    return switch (command) {
      case FoundOrganization found -> found(found, context.now());
      case RenameOrganization(var name) -> rename(organization, name);
      case AddPerson(var account, var rank) -> addPerson(organization, account, rank);
      case RemovePerson(var account) -> removePerson(organization, account);
      case ChangeRank(var account, var rank) -> changeRank(organization, account, rank);
      case InvitePerson invite -> invite(organization, invite, context);
      case UseInvitation use -> use(organization, use, context.now());
      case RevokeInvitation(var code) ->
          organization.invitations().containsKey(code)
              ? Decision.accept(new InvitationRevoked(code))
              : Decision.accept();
    };
  }

  @Override
  public Organization evolve(Organization organization, OrganizationEvent event) {
    return switch (event) {
      case OrganizationFounded(var id, var name, _) -> organization.founded(id, name);
      case OrganizationRenamed(var name) -> organization.named(name);
      case PersonAdded(var account, var rank) -> organization.withPerson(account, rank);
      case PersonRemoved(var account) -> organization.withoutPerson(account);
      case RankChanged(var account, var rank) -> organization.withPerson(account, rank);
      case PersonInvited(var code, var email, _, _, var expiresAt) ->
          organization.withInvitation(code, new Invitation(email, expiresAt));
      case InvitationUsed(var code, _) -> organization.withoutInvitation(code);
      case InvitationRevoked(var code) -> organization.withoutInvitation(code);
    };
  }

  /// Whether this actor may give the organization any such order at all.
  private static @Nullable OrganizationRejection refusal(
      Organization organization, OrganizationCommand command, Actor actor) {
    boolean isNew = command instanceof FoundOrganization;
    if (!isNew && organization.id() == null) {
      return new OrganizationNotFound();
    }
    if (!mayOrder(organization, command, actor)) {
      return new NotAnAdministrator();
    }
    return isNew && organization.id() != null ? new OrganizationAlreadyExists() : null;
  }

  private static boolean mayOrder(
      Organization organization, OrganizationCommand command, Actor actor) {
    if (!(actor instanceof Actor.Person(var person))) {
      return true;
    }
    return switch (command) {
      case FoundOrganization _, AddPerson _, UseInvitation _ -> false;
      case RenameOrganization _, RemovePerson _, ChangeRank _, InvitePerson _, RevokeInvitation _ ->
          organization.people().get(person.value()) == Rank.ADMINISTRATOR;
    };
  }

  private Decision<OrganizationEvent> found(FoundOrganization command, Instant now) {
    return Text.isName(command.name(), limits.nameLength())
        ? Decision.accept(new OrganizationFounded(command.organization(), command.name(), now))
        : Decision.reject(new NameOutOfBounds(1, limits.nameLength()));
  }

  private Decision<OrganizationEvent> rename(Organization organization, String name) {
    return Text.isName(name, limits.nameLength())
        ? unless(name.equals(organization.name()), new OrganizationRenamed(name))
        : Decision.reject(new NameOutOfBounds(1, limits.nameLength()));
  }

  private Decision<OrganizationEvent> addPerson(
      Organization organization, AccountId account, Rank rank) {
    if (organization.has(account)) {
      return Decision.accept();
    }
    if (organization.people().size() >= limits.membersPerOrganization()) {
      return Decision.reject(new OrganizationFull(limits.membersPerOrganization()));
    }
    Rank given = organization.people().isEmpty() ? Rank.ADMINISTRATOR : rank;
    return Decision.accept(new PersonAdded(account, given));
  }

  private static Decision<OrganizationEvent> removePerson(
      Organization organization, AccountId account) {
    if (!organization.has(account)) {
      return Decision.reject(new NotInOrganization());
    }
    return organization.isLastAdministrator(account)
        ? Decision.reject(new LastAdministrator())
        : Decision.accept(new PersonRemoved(account));
  }

  private static Decision<OrganizationEvent> changeRank(
      Organization organization, AccountId account, Rank rank) {
    if (!organization.has(account)) {
      return Decision.reject(new NotInOrganization());
    }
    return organization.isLastAdministrator(account) && rank != Rank.ADMINISTRATOR
        ? Decision.reject(new LastAdministrator())
        : unless(
            organization.people().get(account.value()) == rank, new RankChanged(account, rank));
  }

  private Decision<OrganizationEvent> invite(
      Organization organization, InvitePerson command, Context context) {
    if (!command.email().isEmpty() && !Text.isPlausibleEmail(command.email())) {
      return Decision.reject(new NotAnEmailAddress());
    }
    if (!Text.isName(command.code(), limits.nameLength())
        || !context.now().isBefore(command.expiresAt())) {
      return Decision.reject(new InvitationInvalid());
    }
    Invitation known = organization.invitations().get(command.code());
    if (known != null) {
      return known.equals(new Invitation(command.email(), command.expiresAt()))
          ? Decision.accept()
          : Decision.reject(new InvitationInvalid());
    }
    List<OrganizationEvent> events = new ArrayList<>();
    if (organization.invitations().size() >= limits.invitationsPerOrganization()) {
      Optional<String> expired = firstExpired(organization, context.now());
      if (expired.isEmpty()) {
        return Decision.reject(new TooManyInvitations(limits.invitationsPerOrganization()));
      }
      events.add(new InvitationRevoked(expired.get()));
    }
    events.add(invited(command, context));
    return Decision.accept(events);
  }

  private static PersonInvited invited(InvitePerson command, Context context) {
    AccountId invitedBy =
        context.actor() instanceof Actor.Person(var administrator) ? administrator : null;
    return new PersonInvited(
        command.code(), command.email(), invitedBy, context.now(), command.expiresAt());
  }

  private static Optional<String> firstExpired(Organization organization, Instant now) {
    return organization.invitations().entrySet().stream()
        .filter(invitation -> !now.isBefore(invitation.getValue().expiresAt()))
        .map(Map.Entry::getKey)
        .min(String::compareTo);
  }

  private static Decision<OrganizationEvent> use(
      Organization organization, UseInvitation command, Instant now) {
    Invitation invitation = organization.invitations().get(command.code());
    if (invitation == null || !invitation.admits(command.email(), now)) {
      return Decision.reject(new InvitationInvalid());
    }
    return Decision.accept(new InvitationUsed(command.code(), command.account()));
  }

  private static Decision<OrganizationEvent> unless(boolean fulfilled, OrganizationEvent event) {
    return fulfilled ? Decision.accept() : Decision.accept(event);
  }
}
