package io.tsubame.domain.account;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.Creation;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Orders to an account. Registering is the server's; all others come from the account itself or
/// from the server.
public sealed interface AccountCommand extends Command {
  /// The account gets the id to which the command is addressed.
  ///
  /// @param rank in the organization; null where somebody else sees to its place there, later
  /// @param passwordHash null where the account cannot sign in by password
  /// @param apiTokenHash null where no API token is issued
  record RegisterAccount(
      AccountId account,
      OrganizationId organization,
      @Nullable Rank rank,
      String email,
      Profile profile,
      @Nullable String passwordHash,
      @Nullable String apiTokenHash)
      implements AccountCommand, Creation {
    @Override
    public RegisterAccount numbered(int number) {
      return new RegisterAccount(
          new AccountId(number), organization, rank, email, profile, passwordHash, apiTokenHash);
    }

    @Override
    public AggregateId.Account created() {
      return new AggregateId.Account(account);
    }
  }

  record EditProfile(Profile profile) implements AccountCommand {}

  record ChangeAvatar(String avatar) implements AccountCommand {}

  record ChangeStatusText(String text) implements AccountCommand {}

  /// The handle is claimed before; empty gives it up.
  record ChangeChatworkId(String chatworkId) implements AccountCommand {}

  record ChangeEmail(String email) implements AccountCommand {}

  record ChangePassword(String hash) implements AccountCommand {}

  record IssueApiToken(String tokenHash) implements AccountCommand {}

  record RevokeApiToken(String tokenHash) implements AccountCommand {}

  record PinRoom(RoomId room) implements AccountCommand {}

  record UnpinRoom(RoomId room) implements AccountCommand {}

  record ChangeRoomAttention(RoomId room, Attention attention) implements AccountCommand {}

  /// @param category null makes a new one
  record SaveCategory(@Nullable Integer category, String name, List<RoomId> rooms)
      implements AccountCommand {
    public SaveCategory {
      rooms = List.copyOf(rooms);
    }
  }

  record DeleteCategory(int category) implements AccountCommand {}

  record BookmarkMessage(MessageId message) implements AccountCommand {}

  record RemoveBookmark(MessageId message) implements AccountCommand {}

  record ChangePreference(String name, String value) implements AccountCommand {}

  record DeactivateAccount() implements AccountCommand {}

  /// By the server only, since a deactivated account can do nothing itself.
  record ReactivateAccount() implements AccountCommand {}
}
