package io.tsubame.domain.account;

import io.tsubame.domain.Actor;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decider;
import io.tsubame.domain.Decision;
import io.tsubame.domain.Limits;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.Text;
import io.tsubame.domain.account.Account.Status;
import io.tsubame.domain.account.AccountCommand.BookmarkMessage;
import io.tsubame.domain.account.AccountCommand.ChangeAvatar;
import io.tsubame.domain.account.AccountCommand.ChangeChatworkId;
import io.tsubame.domain.account.AccountCommand.ChangeEmail;
import io.tsubame.domain.account.AccountCommand.ChangePassword;
import io.tsubame.domain.account.AccountCommand.ChangePreference;
import io.tsubame.domain.account.AccountCommand.ChangeRoomAttention;
import io.tsubame.domain.account.AccountCommand.ChangeStatusText;
import io.tsubame.domain.account.AccountCommand.DeactivateAccount;
import io.tsubame.domain.account.AccountCommand.DeleteCategory;
import io.tsubame.domain.account.AccountCommand.EditProfile;
import io.tsubame.domain.account.AccountCommand.IssueApiToken;
import io.tsubame.domain.account.AccountCommand.PinRoom;
import io.tsubame.domain.account.AccountCommand.ReactivateAccount;
import io.tsubame.domain.account.AccountCommand.RegisterAccount;
import io.tsubame.domain.account.AccountCommand.RemoveBookmark;
import io.tsubame.domain.account.AccountCommand.RevokeApiToken;
import io.tsubame.domain.account.AccountCommand.SaveCategory;
import io.tsubame.domain.account.AccountCommand.UnpinRoom;
import io.tsubame.domain.account.AccountEvent.AccountDeactivated;
import io.tsubame.domain.account.AccountEvent.AccountReactivated;
import io.tsubame.domain.account.AccountEvent.AccountRegistered;
import io.tsubame.domain.account.AccountEvent.ApiTokenIssued;
import io.tsubame.domain.account.AccountEvent.ApiTokenRevoked;
import io.tsubame.domain.account.AccountEvent.AvatarChanged;
import io.tsubame.domain.account.AccountEvent.BookmarkRemoved;
import io.tsubame.domain.account.AccountEvent.Category;
import io.tsubame.domain.account.AccountEvent.CategoryDeleted;
import io.tsubame.domain.account.AccountEvent.CategorySaved;
import io.tsubame.domain.account.AccountEvent.ChatworkIdChanged;
import io.tsubame.domain.account.AccountEvent.EmailChanged;
import io.tsubame.domain.account.AccountEvent.MessageBookmarked;
import io.tsubame.domain.account.AccountEvent.PasswordChanged;
import io.tsubame.domain.account.AccountEvent.PlaceAwaited;
import io.tsubame.domain.account.AccountEvent.PreferenceChanged;
import io.tsubame.domain.account.AccountEvent.ProfileEdited;
import io.tsubame.domain.account.AccountEvent.RoomAttentionChanged;
import io.tsubame.domain.account.AccountEvent.RoomPinned;
import io.tsubame.domain.account.AccountEvent.RoomUnpinned;
import io.tsubame.domain.account.AccountEvent.StatusTextChanged;
import io.tsubame.domain.account.AccountRejection.AccountAlreadyExists;
import io.tsubame.domain.account.AccountRejection.AccountIsDeactivated;
import io.tsubame.domain.account.AccountRejection.AccountNotFound;
import io.tsubame.domain.account.AccountRejection.FieldOutOfBounds;
import io.tsubame.domain.account.AccountRejection.NoSuchApiToken;
import io.tsubame.domain.account.AccountRejection.NoSuchCategory;
import io.tsubame.domain.account.AccountRejection.NotAnEmailAddress;
import io.tsubame.domain.account.AccountRejection.NotBookmarked;
import io.tsubame.domain.account.AccountRejection.NotYourAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The rules of an account, numbered in `docs/spec/accounts.md`.
public final class AccountDecider implements Decider<AccountCommand, Account, AccountEvent> {
  private final Limits limits;

  public AccountDecider(Limits limits) {
    this.limits = limits;
  }

  @Override
  public Account initial() {
    return Account.NONE;
  }

  @Override
  public Decision<AccountEvent> decide(Account account, AccountCommand command, Context context) {
    AccountRejection refusal = refusal(account, command, context.actor());
    if (refusal != null) {
      return Decision.reject(refusal);
    }
    Instant now = context.now();
    Identity identity = account.identity();
    Arrangement own = account.arrangement();
    return switch (command) {
      case RegisterAccount registration -> register(registration, context);
      case EditProfile(var profile) -> editProfile(identity, profile);
      case ChangeAvatar(var avatar) -> changeAvatar(identity, avatar);
      case ChangeStatusText(var text) -> changeStatusText(identity, text);
      case ChangeChatworkId(var chatworkId) -> changeChatworkId(identity, chatworkId);
      case ChangeEmail(var email) -> changeEmail(identity, email);
      case ChangePassword(var hash) -> changePassword(account.credentials(), hash, now);
      case IssueApiToken(var hash) -> issueApiToken(account.credentials(), hash, now);
      case RevokeApiToken(var hash) -> revokeApiToken(account.credentials(), hash);
      case PinRoom(var room) -> pin(own, room);
      case UnpinRoom(var room) -> unless(!own.pinned().contains(room), new RoomUnpinned(room));
      case ChangeRoomAttention(var room, var attention) -> attend(own, room, attention);
      case SaveCategory save -> saveCategory(own, save);
      case DeleteCategory(var id) -> deleteCategory(own, id);
      case BookmarkMessage bookmark -> bookmark(own, bookmark, now);
      case RemoveBookmark bookmark -> removeBookmark(own, bookmark);
      case ChangePreference(var name, var value) -> prefer(own, name, value);
      case DeactivateAccount() ->
          unless(account.status() == Status.DEACTIVATED, new AccountDeactivated(now));
      case ReactivateAccount() ->
          unless(account.status() == Status.ACTIVE, new AccountReactivated());
    };
  }

  @Override
  public Account evolve(Account account, AccountEvent event) {
    Identity identity = account.identity();
    Credentials credentials = account.credentials();
    Arrangement own = account.arrangement();
    return switch (event) {
      case AccountRegistered(var id, var myRoom, var organization, var email, var profile, _) ->
          new Account(
              Status.ACTIVE,
              id,
              myRoom,
              organization,
              Identity.NONE.withEmail(email).withProfile(profile),
              Credentials.NONE,
              Arrangement.EMPTY);
      case PlaceAwaited _ -> account;
      case ProfileEdited(var profile) -> account.with(identity.withProfile(profile));
      case AvatarChanged(var avatar) -> account.with(identity.withAvatar(avatar));
      case StatusTextChanged(var text) -> account.with(identity.withStatusText(text));
      case ChatworkIdChanged(var chatworkId) -> account.with(identity.withChatworkId(chatworkId));
      case EmailChanged(var email) -> account.with(identity.withEmail(email));
      case PasswordChanged(var hash, _) -> account.with(credentials.withPassword(hash));
      case ApiTokenIssued(var hash, _) -> account.with(credentials.withApiToken(hash));
      case ApiTokenRevoked(var hash) -> account.with(credentials.withoutApiToken(hash));
      case RoomPinned(var room) -> account.with(own.pin(room));
      case RoomUnpinned(var room) -> account.with(own.unpin(room));
      case RoomAttentionChanged(var room, var attention) ->
          account.with(own.attend(room, attention));
      case CategorySaved(var category) -> account.with(own.save(category));
      case CategoryDeleted(var id) -> account.with(own.deleteCategory(id));
      case MessageBookmarked(var message, var at) -> account.with(own.bookmark(message, at));
      case BookmarkRemoved(var message) -> account.with(own.removeBookmark(message));
      case PreferenceChanged(var name, var value) -> account.with(own.prefer(name, value));
      case AccountDeactivated _ -> account.with(Status.DEACTIVATED);
      case AccountReactivated() -> account.with(Status.ACTIVE);
    };
  }

  /// Whether this actor may give the account any such order at all.
  private static @Nullable AccountRejection refusal(
      Account account, AccountCommand command, Actor actor) {
    boolean byServer = actor instanceof Actor.Server;
    if (command instanceof RegisterAccount) {
      if (!byServer) {
        return new NotYourAccount();
      }
      return account.status() == Status.ABSENT ? null : new AccountAlreadyExists();
    }
    if (account.status() == Status.ABSENT) {
      return new AccountNotFound();
    }
    if (actor instanceof Actor.Person(var person) && !person.equals(account.id())) {
      return new NotYourAccount();
    }
    boolean aboutStatus =
        command instanceof ReactivateAccount || command instanceof DeactivateAccount;
    return account.status() == Status.DEACTIVATED && !(byServer && aboutStatus)
        ? new AccountIsDeactivated()
        : null;
  }

  private Decision<AccountEvent> register(RegisterAccount command, Context context) {
    AccountRejection fault = fault(command.profile());
    if (fault == null && !Text.isPlausibleEmail(command.email())) {
      fault = new NotAnEmailAddress();
    }
    if (fault != null) {
      return Decision.reject(fault);
    }
    List<AccountEvent> events = new ArrayList<>();
    events.add(
        new AccountRegistered(
            command.account(),
            new RoomId(context.ids().at(0)),
            command.organization(),
            command.email(),
            command.profile(),
            context.now()));
    if (command.passwordHash() != null) {
      events.add(new PasswordChanged(command.passwordHash(), context.now()));
    }
    if (command.apiTokenHash() != null) {
      events.add(new ApiTokenIssued(command.apiTokenHash(), context.now()));
    }
    if (command.rank() != null) {
      events.add(new PlaceAwaited(command.organization(), command.rank()));
    }
    return Decision.accept(events);
  }

  private Decision<AccountEvent> editProfile(Identity identity, Profile profile) {
    AccountRejection fault = fault(profile);
    return fault != null
        ? Decision.reject(fault)
        : unless(profile.equals(identity.profile()), new ProfileEdited(profile));
  }

  private @Nullable AccountRejection fault(Profile profile) {
    if (!Text.isName(profile.name(), limits.nameLength())) {
      return new FieldOutOfBounds("name", 1, limits.nameLength());
    }
    for (var field : profile.optionalFields().entrySet()) {
      if (!Text.isWithin(0, field.getValue(), limits.profileFieldLength())) {
        return new FieldOutOfBounds(field.getKey(), 0, limits.profileFieldLength());
      }
    }
    return null;
  }

  private Decision<AccountEvent> changeAvatar(Identity identity, String avatar) {
    return Text.isWithin(0, avatar, limits.profileFieldLength())
        ? unless(avatar.equals(identity.avatar()), new AvatarChanged(avatar))
        : outOfBounds("avatar", 0, limits.profileFieldLength());
  }

  private Decision<AccountEvent> changeStatusText(Identity identity, String text) {
    return Text.isWithin(0, text, limits.profileFieldLength())
        ? unless(text.equals(identity.statusText()), new StatusTextChanged(text))
        : outOfBounds("status_text", 0, limits.profileFieldLength());
  }

  private Decision<AccountEvent> changeChatworkId(Identity identity, String chatworkId) {
    return Text.isWithin(0, chatworkId, limits.chatworkIdLength())
        ? unless(chatworkId.equals(identity.chatworkId()), new ChatworkIdChanged(chatworkId))
        : outOfBounds("chatwork_id", 0, limits.chatworkIdLength());
  }

  private static Decision<AccountEvent> changeEmail(Identity identity, String email) {
    return Text.isPlausibleEmail(email)
        ? unless(email.equals(identity.email()), new EmailChanged(email))
        : Decision.reject(new NotAnEmailAddress());
  }

  private static Decision<AccountEvent> changePassword(
      Credentials credentials, String hash, Instant now) {
    return unless(Objects.equals(hash, credentials.passwordHash()), new PasswordChanged(hash, now));
  }

  private Decision<AccountEvent> issueApiToken(Credentials credentials, String hash, Instant now) {
    boolean known = credentials.apiTokenHashes().contains(hash);
    return !known && credentials.apiTokenHashes().size() >= limits.apiTokensPerAccount()
        ? outOfBounds("api_tokens", 0, limits.apiTokensPerAccount())
        : unless(known, new ApiTokenIssued(hash, now));
  }

  private static Decision<AccountEvent> revokeApiToken(Credentials credentials, String hash) {
    return credentials.apiTokenHashes().contains(hash)
        ? Decision.accept(new ApiTokenRevoked(hash))
        : Decision.reject(new NoSuchApiToken());
  }

  private Decision<AccountEvent> pin(Arrangement own, RoomId room) {
    boolean pinned = own.pinned().contains(room);
    return !pinned && own.pinned().size() >= limits.pinsPerAccount()
        ? outOfBounds("pins", 0, limits.pinsPerAccount())
        : unless(pinned, new RoomPinned(room));
  }

  private Decision<AccountEvent> attend(Arrangement own, RoomId room, Attention attention) {
    boolean isNew = attention != Attention.ALL && !own.attention().containsKey(room);
    return isNew && own.attention().size() >= limits.attentionsPerAccount()
        ? outOfBounds("attentions", 0, limits.attentionsPerAccount())
        : unless(own.attentionTo(room) == attention, new RoomAttentionChanged(room, attention));
  }

  private Decision<AccountEvent> saveCategory(Arrangement own, SaveCategory command) {
    List<RoomId> rooms = command.rooms().stream().distinct().toList();
    if (!Text.isName(command.name(), limits.nameLength())) {
      return outOfBounds("name", 1, limits.nameLength());
    }
    if (rooms.size() > limits.roomsPerCategory()) {
      return outOfBounds("rooms", 0, limits.roomsPerCategory());
    }
    Integer id = command.category();
    if (id == null) {
      return own.categories().size() >= limits.categoriesPerAccount()
          ? outOfBounds("categories", 0, limits.categoriesPerAccount())
          : Decision.accept(
              new CategorySaved(new Category(own.lastCategory() + 1, command.name(), rooms)));
    }
    Category saved = new Category(id, command.name(), rooms);
    return own.categories().containsKey(id)
        ? unless(saved.equals(own.categories().get(id)), new CategorySaved(saved))
        : Decision.reject(new NoSuchCategory());
  }

  private static Decision<AccountEvent> deleteCategory(Arrangement own, int id) {
    return own.categories().containsKey(id)
        ? Decision.accept(new CategoryDeleted(id))
        : Decision.reject(new NoSuchCategory());
  }

  private Decision<AccountEvent> bookmark(Arrangement own, BookmarkMessage command, Instant now) {
    boolean known = own.bookmarks().containsKey(command.message());
    return !known && own.bookmarks().size() >= limits.bookmarksPerAccount()
        ? outOfBounds("bookmarks", 0, limits.bookmarksPerAccount())
        : unless(known, new MessageBookmarked(command.message(), now));
  }

  private static Decision<AccountEvent> removeBookmark(Arrangement own, RemoveBookmark command) {
    return own.bookmarks().containsKey(command.message())
        ? Decision.accept(new BookmarkRemoved(command.message()))
        : Decision.reject(new NotBookmarked());
  }

  private Decision<AccountEvent> prefer(Arrangement own, String name, String value) {
    if (!Text.isName(name, limits.nameLength())) {
      return outOfBounds("preference", 1, limits.nameLength());
    }
    if (!Text.isWithin(0, value, limits.profileFieldLength())) {
      return outOfBounds("value", 0, limits.profileFieldLength());
    }
    boolean isNew = !value.isEmpty() && !own.preferences().containsKey(name);
    return isNew && own.preferences().size() >= limits.preferencesPerAccount()
        ? outOfBounds("preferences", 0, limits.preferencesPerAccount())
        : unless(value.equals(own.preference(name)), new PreferenceChanged(name, value));
  }

  private static Decision<AccountEvent> unless(boolean fulfilled, AccountEvent event) {
    return fulfilled ? Decision.accept() : Decision.accept(event);
  }

  private static Decision<AccountEvent> outOfBounds(String field, int minimum, int maximum) {
    return Decision.reject(new FieldOutOfBounds(field, minimum, maximum));
  }
}
