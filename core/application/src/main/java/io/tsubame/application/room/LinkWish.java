package io.tsubame.application.room;

import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.Commit;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.room.InvitationLink;
import io.tsubame.domain.room.RoomEvent.InvitationLinkChanged;
import io.tsubame.domain.room.RoomRejection.OutOfBounds;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What somebody wants an invitation link to be.
///
/// @param code null for a random one
/// @param needsApproval whether an administrator lets in whoever comes by the link
public record LinkWish(@Nullable String code, boolean needsApproval, String description) {
  /// The longest code that a room accepts.
  public static final int CODE_LENGTH = 50;

  /// Whether the code may stand in a link: 1 to 50 letters, digits, `_` and `-`, all of ASCII.
  public static boolean isCode(String code) {
    return !code.isEmpty()
        && code.length() <= CODE_LENGTH
        && code.chars().allMatch(LinkWish::isCodeCharacter);
  }

  /// The same with this code where there is none.
  LinkWish orCode(String other) {
    return new LinkWish(code == null ? other : code, needsApproval, description);
  }

  Optional<Rejection> fault() {
    return code == null || isCode(code)
        ? Optional.empty()
        : Optional.of(new OutOfBounds("code", 1, CODE_LENGTH));
  }

  /// The link that the commit gave the room; empty where it gave none.
  static Optional<InvitationLink> set(Commit commit) {
    return commit.events().stream()
        .filter(InvitationLinkChanged.class::isInstance)
        .map(event -> ((InvitationLinkChanged) event).link())
        .filter(Objects::nonNull)
        .findFirst();
  }

  InvitationLink orRandom(Tokens tokens) {
    return new InvitationLink(code == null ? tokens.code() : code, needsApproval, description);
  }

  static HandleName handle(String code) {
    return new HandleName(HandleName.Kind.LINK_CODE, code);
  }

  private static boolean isCodeCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }
}
