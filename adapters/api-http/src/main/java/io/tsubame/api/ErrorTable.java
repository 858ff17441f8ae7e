package io.tsubame.api;

import static java.util.stream.Collectors.joining;

import com.linecorp.armeria.common.HttpHeaders;
import io.tsubame.application.ApplicationRejection;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.log.ShardSealed;
import io.tsubame.application.search.QueryFault;
import io.tsubame.application.search.SearchUnavailable;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.account.AccountRejection;
import io.tsubame.domain.contact.ContactRejection;
import io.tsubame.domain.handle.HandleRejection;
import io.tsubame.domain.organization.OrganizationRejection;
import io.tsubame.domain.room.RoomOperation;
import io.tsubame.domain.room.RoomRejection;

/// The one table from what can go wrong to status, code and text. The rules are in
/// `docs/spec/http.md`.
public final class ErrorTable {
  public static final ApiError NO_SUCH_PATH =
      new ApiError(404, "no-such-endpoint", "Invalid Endpoint or HTTP method");
  static final ApiError WRONG_METHOD =
      new ApiError(405, "wrong-method", "Invalid Endpoint or HTTP method");
  static final ApiError BODY_TOO_LARGE =
      new ApiError(413, "body-too-large", "The request body is too large");
  static final ApiError OVERLOADED =
      new ApiError(503, "overloaded", "The server is busy, try again later")
          .withHeader("retry-after", "1");
  static final ApiError MOVING =
      new ApiError(
              503,
              "moving",
              "This server is moving to another place: everything can be read, nothing changed for"
                  + " now")
          .withHeader("retry-after", "5");
  static final ApiError SEARCH_UNAVAILABLE =
      new ApiError(503, "search-unavailable", "Search is unavailable at the moment; all else works")
          .withHeader("retry-after", "5");
  static final ApiError NOT_RECEIVED =
      new ApiError(408, "request-timeout", "The request did not come in time")
          .withHeader("connection", "close");
  static final ApiError TIMED_OUT =
      new ApiError(504, "outcome-unknown", "The request took too long, its outcome is not known");

  static final ApiError KEY_REUSED =
      new ApiError(
          422, "idempotency-key-reused", "The Idempotency-Key was used for another request");

  private ErrorTable() {}

  public static ApiError of(OperatingFailure failure) {
    return switch (failure) {
      case OutcomeUnknown _ ->
          new ApiError(504, "outcome-unknown", "The outcome of the request is not known");
      case SearchUnavailable _ -> SEARCH_UNAVAILABLE;
      case ShardSealed _ -> MOVING;
      default -> OVERLOADED;
    };
  }

  /// A fault of ours, of which the client learns only where to find it in the log.
  static ApiError bug(String incident) {
    return new ApiError(500, "internal-error", "Internal error, incident " + incident);
  }

  public static ApiError of(Rejection rejection) {
    return switch (rejection) {
      case RoomRejection room -> ofRoom(room);
      case AccountRejection account -> ofAccount(account);
      case ContactRejection contact -> ofContact(contact);
      case HandleRejection handle -> ofHandle(handle);
      case OrganizationRejection organization -> ofOrganization(organization);
      case ApplicationRejection application -> ofApplication(application);
      default -> throw new IllegalStateException("no row for " + rejection.getClass());
    };
  }

  private static ApiError ofRoom(RoomRejection rejection) {
    return switch (rejection) {
      case RoomRejection.RoomNotFound() ->
          new ApiError(403, "room-not-found", "You don't have permission to get this room");
      case RoomRejection.RoomAlreadyExists() ->
          new ApiError(409, "room-exists", "The room exists already");
      case RoomRejection.NotPermitted(RoomOperation operation) -> notPermitted(operation);
      case RoomRejection.MessageNotFound() ->
          new ApiError(404, "message-not-found", "Message not found");
      case RoomRejection.TaskNotFound() -> new ApiError(404, "task-not-found", "Task not found");
      case RoomRejection.FileNotFound() -> new ApiError(404, "file-not-found", "File not found");
      case RoomRejection.NotAGroupRoom() ->
          new ApiError(400, "not-a-group-room", "Only a group chat allows this");
      case RoomRejection.NotAMember(var account) ->
          new ApiError(400, "not-a-member", "Account " + account + " is not a member of this room");
      case RoomRejection.NoAdministrator() ->
          new ApiError(400, "no-administrator", "A room needs at least one administrator");
      case RoomRejection.RepeatedMember(var account) ->
          new ApiError(400, "repeated-member", "Account " + account + " is given more than once");
      case RoomRejection.AlreadyAMember() ->
          new ApiError(400, "already-a-member", "Already a member of this room");
      case RoomRejection.NoSuchJoinRequest() ->
          new ApiError(404, "join-request-not-found", "Join request not found");
      case RoomRejection.AlreadyRead() ->
          new ApiError(400, "already-read", "The messages are read already");
      case RoomRejection.AlreadyUnread() ->
          new ApiError(400, "already-unread", "The messages are unread already");
      case RoomRejection.LinkExists() ->
          new ApiError(400, "link-exists", "The room has an invitation link already");
      case RoomRejection.NoLink() ->
          new ApiError(400, "no-link", "The room has no invitation link");
      case RoomRejection.UnknownReaction(_) ->
          ApiError.invalid("reaction", "is not a known reaction");
      case RoomRejection.OutOfBounds(String field, int minimum, int maximum) ->
          outOfBounds(field, minimum, maximum);
      case RoomRejection.UnexpectedSequence(_) ->
          new ApiError(409, "unexpected-sequence", "The import does not continue the room");
    };
  }

  private static ApiError notPermitted(RoomOperation operation) {
    return switch (operation) {
      case POST_MESSAGE, EDIT_OWN_MESSAGE, DELETE_OWN_MESSAGE ->
          new ApiError(403, "not-permitted", "You don't have permission to send/edit message.");
      case READ,
          SEE_MEMBERS,
          MARK_READ,
          REACT,
          ADD_TASK,
          CHANGE_TASK,
          SEND_FILE,
          DELETE_FILE,
          EDIT_ROOM,
          CHANGE_SETTINGS,
          CHANGE_MEMBERS,
          ANSWER_JOIN_REQUEST,
          CHANGE_LINK,
          SEE_LINK,
          LEAVE,
          DELETE_ROOM ->
          new ApiError(403, "not-permitted", "You don't have permission to do this in this room");
    };
  }

  private static ApiError ofAccount(AccountRejection rejection) {
    return switch (rejection) {
      case AccountRejection.AccountNotFound() ->
          new ApiError(404, "account-not-found", "Account not found");
      case AccountRejection.AccountAlreadyExists() ->
          new ApiError(409, "account-exists", "The account exists already");
      case AccountRejection.AccountIsDeactivated() ->
          new ApiError(403, "account-deactivated", "The account is deactivated");
      case AccountRejection.NotYourAccount() ->
          new ApiError(403, "not-permitted", "This is not your account");
      case AccountRejection.NotAnEmailAddress() ->
          ApiError.invalid("email", "must be an e-mail address");
      case AccountRejection.NoSuchApiToken() ->
          new ApiError(404, "token-not-found", "API token not found");
      case AccountRejection.NoSuchCategory() ->
          new ApiError(404, "category-not-found", "Category not found");
      case AccountRejection.NotBookmarked() ->
          new ApiError(404, "bookmark-not-found", "Bookmark not found");
      case AccountRejection.FieldOutOfBounds(String field, int minimum, int maximum) ->
          outOfBounds(field, minimum, maximum);
    };
  }

  private static ApiError ofContact(ContactRejection rejection) {
    return switch (rejection) {
      case ContactRejection.AlreadyContacts() ->
          new ApiError(400, "already-contacts", "You are contacts already");
      case ContactRejection.AlreadyRequested() ->
          new ApiError(400, "already-requested", "The request was sent already");
      case ContactRejection.NoSuchRequest() ->
          new ApiError(404, "request-not-found", "Request not found");
      case ContactRejection.NotContacts() ->
          new ApiError(400, "not-contacts", "You are not contacts");
      case ContactRejection.NotOneOfThePair() ->
          new ApiError(403, "not-permitted", "This is not your contact");
      case ContactRejection.MessageTooLong(int maximum) -> outOfBounds("message", 0, maximum);
    };
  }

  private static ApiError ofHandle(HandleRejection rejection) {
    return switch (rejection) {
      case HandleRejection.HandleTaken() -> new ApiError(400, "taken", "The name is taken");
      case HandleRejection.NotTheHolder() ->
          new ApiError(409, "not-the-holder", "Somebody else holds the name");
    };
  }

  private static ApiError ofOrganization(OrganizationRejection rejection) {
    return switch (rejection) {
      case OrganizationRejection.OrganizationNotFound() ->
          new ApiError(404, "organization-not-found", "Organization not found");
      case OrganizationRejection.OrganizationAlreadyExists() ->
          new ApiError(409, "organization-exists", "The organization exists already");
      case OrganizationRejection.NotAnAdministrator() ->
          new ApiError(403, "not-permitted", "Only an administrator of the organization may");
      case OrganizationRejection.NotInOrganization() ->
          new ApiError(404, "person-not-found", "The account is not in the organization");
      case OrganizationRejection.LastAdministrator() ->
          new ApiError(400, "last-administrator", "An organization needs an administrator");
      case OrganizationRejection.NotAnEmailAddress() ->
          ApiError.invalid("email", "must be an e-mail address");
      case OrganizationRejection.InvitationInvalid() ->
          new ApiError(400, "invitation-invalid", "The invitation is not valid");
      case OrganizationRejection.OrganizationFull(int maximum) ->
          new ApiError(400, "organization-full", "At most " + maximum + " people fit in");
      case OrganizationRejection.TooManyInvitations(int maximum) ->
          new ApiError(400, "too-many-invitations", "At most " + maximum + " may be open");
      case OrganizationRejection.NameOutOfBounds(int minimum, int maximum) ->
          outOfBounds("name", minimum, maximum);
    };
  }

  private static ApiError ofApplication(ApplicationRejection rejection) {
    return switch (rejection) {
      case ApplicationRejection.EmailTaken() ->
          new ApiError(409, "email-taken", "The e-mail address is taken");
      case ApplicationRejection.OfAnotherOrganization(var organization) ->
          new ApiError(
              409,
              "of-another-organization",
              "The account with this address is of the organization " + organization);
      case ApplicationRejection.ChatworkIdTaken() ->
          new ApiError(409, "chatwork-id-taken", "The Chatwork-style id is taken");
      case ApplicationRejection.LinkCodeTaken() ->
          new ApiError(400, "link-code-taken", "The code of the invitation link is taken");
      case ApplicationRejection.NoSuchLink() ->
          new ApiError(404, "link-not-found", "Invitation link not found");
      case ApplicationRejection.NoSuchPerson() ->
          new ApiError(404, "person-not-found", "Person not found");
      case ApplicationRejection.NotAContact(var account) ->
          new ApiError(400, "not-a-contact", "Account " + account + " is not a contact of yours");
      case ApplicationRejection.AlreadySetUp() ->
          new ApiError(409, "already-set-up", "The server is set up already");
      case ApplicationRejection.WrongCredentials() ->
          new ApiError(401, "wrong-credentials", "The address or the password is wrong");
      case ApplicationRejection.PasswordOutOfBounds(int minimum, int maximum) ->
          outOfBounds("password", minimum, maximum);
      case ApplicationRejection.BadQuery(QueryFault fault, String part) -> badQuery(fault, part);
      case ApplicationRejection.CommandIdReused() -> KEY_REUSED;
      case ApplicationRejection.ShownOnce() ->
          new ApiError(409, "shown-once", "The secret was shown before and is shown only once");
      case ApplicationRejection.NoSuchUpload() ->
          new ApiError(404, "upload-not-found", "Upload not found");
      case ApplicationRejection.UploadIncomplete(var parts) ->
          new ApiError(
              409,
              "upload-incomplete",
              "Parts are missing or damaged: "
                  + parts.stream().limit(20).map(Object::toString).collect(joining(", ")));
      case ApplicationRejection.FileTooLarge(long maximum) ->
          new ApiError(413, "file-too-large", "A file has at most " + maximum + " bytes");
      case ApplicationRejection.QuotaExceeded(long used, long quota) ->
          new ApiError(
              403,
              "quota-exceeded",
              "The files of the organization take " + used + " of " + quota + " bytes");
      case ApplicationRejection.FileIsBeingChecked() ->
          new ApiError(409, "file-being-checked", "The file is just being checked")
              .withHeader("retry-after", "5");
      case ApplicationRejection.FileIsQuarantined() ->
          new ApiError(403, "file-quarantined", "The file is dangerous and nobody gets it");
      case ApplicationRejection.NotAPortrait(int maximum) ->
          new ApiError(
              400,
              "not-a-portrait",
              "A portrait is a PNG, JPEG, WebP or GIF picture of at most " + maximum + " bytes");
    };
  }

  private static ApiError badQuery(QueryFault fault, String part) {
    return switch (fault) {
      case EMPTY -> badQuery("query-empty", "Say what to search for");
      case TOO_LONG -> badQuery("query-too-long", "A query has at most " + part + " characters");
      case TOO_MANY_TERMS ->
          badQuery("query-too-many-terms", "A query has at most " + part + " words and names");
      case UNCLOSED_QUOTE ->
          badQuery("query-unclosed-quote", "A quotation mark is missing at the end of " + part);
      case EMPTY_QUOTE -> badQuery("query-empty-quote", "There is nothing between the quotes");
      case MISSING_VALUE ->
          badQuery("query-missing-value", "Something must follow '" + part + ":' without a blank");
      case UNKNOWN_VALUE ->
          badQuery(
              "query-unknown-value",
              "'"
                  + part
                  + "' is not known; there are has:file, has:link, has:task, has:reaction,"
                  + " is:unread, is:bookmarked and is:mine");
      case NO_DATE ->
          badQuery(
              "query-no-date",
              "'"
                  + part
                  + "' is no date; write it as 2026-11-20, 2026-11, 2026, today or"
                  + " yesterday");
      case DANGLING_OR ->
          badQuery(
              "query-dangling-or",
              "'or' stands between two words; write \"or\" in quotes to search for the word");
      case EXCLUDED_OPERATOR ->
          badQuery(
              "query-excluded-operator",
              "Only words and phrases can be excluded, not '" + part + ":'");
      case UNKNOWN_PERSON ->
          badQuery("query-unknown-person", "You know nobody of the name '" + part + "'");
      case UNKNOWN_ROOM ->
          badQuery("query-unknown-room", "You are in no room of the name '" + part + "'");
    };
  }

  private static ApiError badQuery(String code, String text) {
    return new ApiError(400, code, text, "q", HttpHeaders.of());
  }

  /// The bounds of a text or a list, told in words that fit both.
  public static ApiError outOfBounds(String field, int minimum, int maximum) {
    return ApiError.invalid(field, "must have a length of " + minimum + " to " + maximum);
  }
}
