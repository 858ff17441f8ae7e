package io.tsubame.domain.contact;

import io.tsubame.domain.Rejection;

/// Why a contact command is refused.
public sealed interface ContactRejection extends Rejection {
  record AlreadyContacts() implements ContactRejection {}

  record AlreadyRequested() implements ContactRejection {}

  /// There is no open request that the actor could answer or cancel.
  record NoSuchRequest() implements ContactRejection {}

  record NotContacts() implements ContactRejection {}

  /// The actor is none of the two.
  record NotOneOfThePair() implements ContactRejection {}

  record MessageTooLong(int maximum) implements ContactRejection {}
}
