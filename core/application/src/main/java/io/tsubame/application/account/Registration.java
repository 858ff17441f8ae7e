package io.tsubame.application.account;

import io.tsubame.application.Answer;
import io.tsubame.application.ApplicationRejection.EmailTaken;
import io.tsubame.application.ApplicationRejection.PasswordOutOfBounds;
import io.tsubame.application.Ports;
import io.tsubame.application.handle.Handles;
import io.tsubame.application.secret.Passwords;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Creation;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountCommand.RegisterAccount;
import io.tsubame.domain.account.AccountEvent.AccountRegistered;
import io.tsubame.domain.account.AccountRejection.FieldOutOfBounds;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.organization.OrganizationCommand.AddPerson;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.domain.room.RoomCommand.CreateMyRoom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes an account that can sign in: reserves the address, registers the account, adds the person
/// to the organization, binds the address, and creates My chat.
///
/// The same command id gives the same account, whatever step an earlier attempt came to. What a
/// crash leaves open is completed by a process manager. Where the organization has no place, the
/// address is free again, and nobody gets into the account before the attempt is repeated.
public final class Registration {
  /// The longest address that mail can be sent to.
  private static final int EMAIL_LENGTH = 254;

  private final Ports ports;
  private final Handles handles;

  public Registration(Ports ports) {
    this.ports = ports;
    this.handles = new Handles(ports);
  }

  /// @param password null where the account cannot sign in by password
  /// @param apiTokenHash null where no API token is issued
  public record Newcomer(
      OrganizationId organization,
      Rank rank,
      String email,
      Profile profile,
      @Nullable String password,
      @Nullable String apiTokenHash) {}

  /// @param organization as registered by the first attempt, like the address
  /// @param repeated whether an earlier attempt under the same command id made the account
  public record Registered(
      AccountId account,
      OrganizationId organization,
      RoomId myRoom,
      String email,
      boolean repeated) {}

  public Answer<Registered> register(Newcomer newcomer, CommandId id) {
    return register(newcomer, newcomer.rank(), id);
  }

  /// The same, but the organization does not list the person yet.
  public Answer<Registered> registerOutside(Newcomer newcomer, CommandId id) {
    return register(newcomer, null, id);
  }

  private Answer<Registered> register(Newcomer newcomer, @Nullable Rank rank, CommandId id) {
    Optional<Rejection> fault = fault(newcomer);
    if (fault.isPresent()) {
      return Answer.refuse(fault.get());
    }
    HandleName address = address(newcomer.email());
    if (!handles.claim(address, id.value())) {
      return resume(newcomer, rank, id);
    }
    Outcome outcome = ports.commands().create(command(newcomer, rank), Actor.SERVER, id);
    return switch (outcome) {
      case Outcome.Accepted accepted -> finish(newcomer, rank, accepted, id);
      case Outcome.Rejected(Rejection reason) -> {
        handles.drop(address, id.value());
        yield Answer.refuse(reason);
      }
    };
  }

  /// The reservation of the address to sign in with.
  static HandleName address(String email) {
    return new HandleName(HandleName.Kind.EMAIL, email);
  }

  static Optional<Rejection> faultOfEmail(String email) {
    return email.isEmpty() || email.length() > EMAIL_LENGTH
        ? Optional.of(new FieldOutOfBounds("email", 1, EMAIL_LENGTH))
        : Optional.empty();
  }

  /// Why nobody may have the password; empty where somebody may.
  public static Optional<Rejection> faultOfPassword(String password) {
    return Passwords.isAcceptable(password)
        ? Optional.empty()
        : Optional.of(new PasswordOutOfBounds(Passwords.MINIMUM_LENGTH, Passwords.MAXIMUM_LENGTH));
  }

  private static Optional<Rejection> fault(Newcomer newcomer) {
    String password = newcomer.password();
    return faultOfEmail(newcomer.email())
        .or(() -> password == null ? Optional.empty() : faultOfPassword(password));
  }

  private RegisterAccount command(Newcomer newcomer, @Nullable Rank rank) {
    String password = newcomer.password();
    return new RegisterAccount(
        new AccountId(Creation.UNNUMBERED),
        newcomer.organization(),
        rank,
        newcomer.email(),
        newcomer.profile(),
        password == null ? null : ports.passwords().hash(password),
        newcomer.apiTokenHash());
  }

  /// Somebody has the address. If it was an earlier attempt of this one, its shard knows the
  /// command and answers as before; otherwise an account without an address is refused, so nothing
  /// happens.
  private Answer<Registered> resume(Newcomer newcomer, @Nullable Rank rank, CommandId id) {
    RegisterAccount nowhere =
        new RegisterAccount(
            new AccountId(Creation.UNNUMBERED),
            newcomer.organization(),
            null,
            "",
            newcomer.profile(),
            null,
            null);
    return ports.commands().create(nowhere, Actor.SERVER, id) instanceof Outcome.Accepted accepted
        ? finish(newcomer, rank, accepted, id)
        : Answer.refuse(new EmailTaken());
  }

  /// The address is bound when the person has a place, so that nobody ever signs in without.
  private Answer<Registered> finish(
      Newcomer newcomer, @Nullable Rank rank, Outcome.Accepted accepted, CommandId id) {
    AccountRegistered event = registered(accepted.commit());
    ports.freshness().wrote(event.account(), accepted);
    HandleName address = address(event.email());
    if (!address.equals(address(newcomer.email()))) {
      handles.drop(address(newcomer.email()), id.value());
    }
    Optional<Rejection> outside = rank == null ? Optional.empty() : enter(event, rank);
    if (outside.isPresent()) {
      handles.drop(address, id.value());
      return Answer.refuse(outside.get());
    }
    if (!handles.bind(address, id.value(), event.account().value(), event.account())) {
      return Answer.refuse(new EmailTaken());
    }
    ports.sendFor(
        event.account(),
        new AggregateId.Room(event.myRoom()),
        new CreateMyRoom(event.myRoom(), event.account()));
    return Answer.of(
        new Registered(
            event.account(),
            event.organization(),
            event.myRoom(),
            event.email(),
            accepted.repeated()));
  }

  /// Why there is no place for the account; empty where it has one.
  private Optional<Rejection> enter(AccountRegistered event, Rank rank) {
    Outcome added =
        ports.sendFor(
            event.account(),
            new AggregateId.Organization(event.organization()),
            new AddPerson(event.account(), rank));
    return added instanceof Outcome.Rejected(Rejection reason)
        ? Optional.of(reason)
        : Optional.empty();
  }

  private static AccountRegistered registered(Commit commit) {
    return commit.events().stream()
        .filter(AccountRegistered.class::isInstance)
        .map(AccountRegistered.class::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no registration in its own commit"));
  }
}
