package io.tsubame.application.account;

import io.tsubame.application.ApplicationRejection.ChatworkIdTaken;
import io.tsubame.application.ApplicationRejection.EmailTaken;
import io.tsubame.application.ApplicationRejection.WrongCredentials;
import io.tsubame.application.Ports;
import io.tsubame.application.handle.Handles;
import io.tsubame.application.query.PersonView;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.account.AccountCommand;
import io.tsubame.domain.account.AccountCommand.ChangeChatworkId;
import io.tsubame.domain.account.AccountCommand.ChangeEmail;
import io.tsubame.domain.account.AccountRejection.AccountNotFound;
import io.tsubame.domain.account.AccountRejection.FieldOutOfBounds;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.handle.HandleName.Kind;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Changes the names by which an account is found, each unique on the server: claims the new name,
/// changes the account, binds the new name, and releases the old one.
public final class Addresses {
  private static final int HANDLE_LENGTH = 512;

  private final Ports ports;
  private final Handles handles;
  private final SignIn signIn;

  public Addresses(Ports ports) {
    this.ports = ports;
    this.handles = new Handles(ports);
    this.signIn = new SignIn(ports);
  }

  /// @param password the account's, because the address is the way back into it
  public Outcome changeEmail(
      AccountId account, String email, String password, @Nullable CommandId id) {
    Optional<Rejection> fault = Registration.faultOfEmail(email);
    if (fault.isPresent()) {
      return new Outcome.Rejected(fault.get());
    }
    if (!signIn.isPassword(account, password)) {
      return new Outcome.Rejected(new WrongCredentials());
    }
    return ports
        .queries()
        .people()
        .person(account)
        .map(PersonView::loginEmail)
        .map(old -> change(account, new Change(Kind.EMAIL, old, email), new ChangeEmail(email), id))
        .orElseGet(() -> new Outcome.Rejected(new AccountNotFound()));
  }

  /// @param chatworkId empty for none
  public Outcome changeChatworkId(AccountId account, String chatworkId, @Nullable CommandId id) {
    if (chatworkId.length() > HANDLE_LENGTH) {
      return new Outcome.Rejected(
          new FieldOutOfBounds("chatwork_id", 0, ports.limits().profileFieldLength()));
    }
    ChangeChatworkId command = new ChangeChatworkId(chatworkId);
    return ports
        .queries()
        .people()
        .person(account)
        .map(PersonView::chatworkId)
        .map(old -> change(account, new Change(Kind.CHATWORK_ID, old, chatworkId), command, id))
        .orElseGet(() -> new Outcome.Rejected(new AccountNotFound()));
  }

  private Outcome change(
      AccountId account, Change change, AccountCommand command, @Nullable CommandId id) {
    HandleName before = change.before();
    HandleName after = change.after();
    boolean moves = !Objects.equals(before, after);
    String claim = "account " + account;
    if (moves && after != null && !handles.claim(after, claim)) {
      return new Outcome.Rejected(change.taken());
    }
    Outcome outcome =
        ports.commands().send(new AggregateId.Account(account), command, Actor.of(account), id);
    switch (outcome) {
      case Outcome.Accepted _ -> settle(moves ? before : null, after, claim, account);
      case Outcome.Rejected _ -> drop(moves ? after : null, claim);
    }
    return outcome;
  }

  /// Binds also a name that an attempt before had set, so that repeating it completes it.
  private void settle(
      @Nullable HandleName before, @Nullable HandleName after, String claim, AccountId account) {
    if (after != null) {
      handles.bind(after, claim, account.value(), account);
    }
    if (before != null) {
      handles.release(before, account.value(), account);
    }
  }

  private void drop(@Nullable HandleName after, String claim) {
    if (after != null) {
      handles.drop(after, claim);
    }
  }

  private record Change(Kind kind, String oldName, String newName) {
    @Nullable HandleName before() {
      return oldName.isEmpty() ? null : new HandleName(kind, oldName);
    }

    @Nullable HandleName after() {
      return newName.isEmpty() ? null : new HandleName(kind, newName);
    }

    Rejection taken() {
      return kind == Kind.EMAIL ? new EmailTaken() : new ChatworkIdTaken();
    }
  }
}
