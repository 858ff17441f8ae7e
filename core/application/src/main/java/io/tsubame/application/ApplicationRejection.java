package io.tsubame.application;

import io.tsubame.application.search.QueryFault;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Rejection;
import java.util.List;

/// Why a use case refuses, where no single aggregate could know.
public sealed interface ApplicationRejection extends Rejection {
  /// Somebody signs in with this address already, or is about to.
  record EmailTaken() implements ApplicationRejection {}

  /// The account with this address is of an organization other than the one that was named.
  record OfAnotherOrganization(String organization) implements ApplicationRejection {}

  record ChatworkIdTaken() implements ApplicationRejection {}

  /// The code stands in the link of another room.
  record LinkCodeTaken() implements ApplicationRejection {}

  /// The code is in no room's link.
  record NoSuchLink() implements ApplicationRejection {}

  /// There is nobody with this number whom the actor may know.
  record NoSuchPerson() implements ApplicationRejection {}

  /// The actor may put only contacts and colleagues into a room.
  record NotAContact(AccountId account) implements ApplicationRejection {}

  /// The first run is over, or somebody else is just doing it.
  record AlreadySetUp() implements ApplicationRejection {}

  /// Told alike whether the address or the password is wrong, or the account is deactivated.
  record WrongCredentials() implements ApplicationRejection {}

  /// @param minimum in Unicode code points, as the maximum
  record PasswordOutOfBounds(int minimum, int maximum) implements ApplicationRejection {}

  /// A search query cannot be answered.
  ///
  /// @param part the piece of the query that is to blame, or the bound that it exceeds
  record BadQuery(QueryFault fault, String part) implements ApplicationRejection {}

  /// The id of the command names another one, which was accepted before.
  record CommandIdReused() implements ApplicationRejection {}

  /// The command was repeated, and its answer held a secret that is shown only once.
  record ShownOnce() implements ApplicationRejection {}

  /// It never began, is over, or is somebody else's.
  record NoSuchUpload() implements ApplicationRejection {}

  /// @param parts that did not come, or came damaged
  record UploadIncomplete(List<Integer> parts) implements ApplicationRejection {
    public UploadIncomplete {
      parts = List.copyOf(parts);
    }
  }

  record FileTooLarge(long maximum) implements ApplicationRejection {}

  /// The files of the account's organization take too much already.
  record QuotaExceeded(long used, long quota) implements ApplicationRejection {}

  /// Nobody gets the file before it is known to be safe.
  record FileIsBeingChecked() implements ApplicationRejection {}

  record FileIsQuarantined() implements ApplicationRejection {}

  /// What was sent cannot be shown as somebody's picture.
  record NotAPortrait(int maximumBytes) implements ApplicationRejection {}
}
