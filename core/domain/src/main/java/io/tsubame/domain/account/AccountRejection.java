package io.tsubame.domain.account;

import io.tsubame.domain.Rejection;

/// Why an account refuses a command.
public sealed interface AccountRejection extends Rejection {
  record AccountNotFound() implements AccountRejection {}

  record AccountAlreadyExists() implements AccountRejection {}

  record AccountIsDeactivated() implements AccountRejection {}

  /// The actor is somebody else.
  record NotYourAccount() implements AccountRejection {}

  record NotAnEmailAddress() implements AccountRejection {}

  record NoSuchApiToken() implements AccountRejection {}

  record NoSuchCategory() implements AccountRejection {}

  record NotBookmarked() implements AccountRejection {}

  /// A field is empty, too long, or one too many.
  ///
  /// @param field by its name in the API, such as `name`
  record FieldOutOfBounds(String field, int minimum, int maximum) implements AccountRejection {}
}
