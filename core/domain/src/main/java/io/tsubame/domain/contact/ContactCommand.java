package io.tsubame.domain.contact;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Command;

/// Orders to a pair of accounts, from one of the two or from the server. The server acts for
/// whoever of the two could give the order.
public sealed interface ContactCommand extends Command {
  /// From the actor, so never from the server. Accepts where the other has asked already.
  record RequestContact(AccountId to, String message) implements ContactCommand {}

  record AcceptContact() implements ContactCommand {}

  record DeclineContact() implements ContactCommand {}

  record CancelRequest() implements ContactCommand {}

  record RemoveContact() implements ContactCommand {}

  /// Assigns the direct room where the two have none. The caller has checked that they are contacts
  /// or of one organization.
  record OpenDirectRoom() implements ContactCommand {}
}
