package io.tsubame.domain.account;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Event;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import java.time.Instant;
import java.util.List;

/// What happens to accounts. Secrets are in here only as hashes.
public sealed interface AccountEvent extends Event {
  /// @param myRoom the id set aside for the account's My chat
  /// @param email the address to sign in with, as given; its handle is claimed before
  record AccountRegistered(
      AccountId account,
      RoomId myRoom,
      OrganizationId organization,
      String email,
      Profile profile,
      Instant at)
      implements AccountEvent {}

  /// The account is to have a place in its organization, which is another aggregate.
  record PlaceAwaited(OrganizationId organization, Rank rank) implements AccountEvent {}

  record ProfileEdited(Profile profile) implements AccountEvent {}

  /// @param avatar one of the drawn avatars by number, or an uploaded picture by its storage key;
  ///   empty for the one made from the name
  record AvatarChanged(String avatar) implements AccountEvent {}

  /// A short free text such as "on holiday until Monday", empty for none.
  record StatusTextChanged(String text) implements AccountEvent {}

  record ChatworkIdChanged(String chatworkId) implements AccountEvent {}

  record EmailChanged(String email) implements AccountEvent {}

  /// @param hash in PHC string format (Argon2id)
  record PasswordChanged(String hash, Instant at) implements AccountEvent {}

  /// @param tokenHash SHA-256 of the token in lower-case hexadecimal digits
  record ApiTokenIssued(String tokenHash, Instant at) implements AccountEvent {}

  record ApiTokenRevoked(String tokenHash) implements AccountEvent {}

  record RoomPinned(RoomId room) implements AccountEvent {}

  record RoomUnpinned(RoomId room) implements AccountEvent {}

  record RoomAttentionChanged(RoomId room, Attention attention) implements AccountEvent {}

  /// A private category of rooms was made, renamed or filled anew.
  record CategorySaved(Category category) implements AccountEvent {}

  record CategoryDeleted(int category) implements AccountEvent {}

  record MessageBookmarked(MessageId message, Instant at) implements AccountEvent {}

  record BookmarkRemoved(MessageId message) implements AccountEvent {}

  /// One setting of the person's clients, such as `language`; an empty value takes it back.
  record PreferenceChanged(String name, String value) implements AccountEvent {}

  /// Signs in no more; what the account wrote stays.
  record AccountDeactivated(Instant at) implements AccountEvent {}

  record AccountReactivated() implements AccountEvent {}

  /// A private category of rooms.
  ///
  /// @param id unique within the account
  record Category(int id, String name, List<RoomId> rooms) {
    public Category {
      rooms = List.copyOf(rooms);
    }
  }
}
