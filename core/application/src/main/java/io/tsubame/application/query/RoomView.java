package io.tsubame.application.query;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.Attention;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.ReadMarker;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.RoomAccess;
import io.tsubame.domain.room.RoomOperation;
import io.tsubame.domain.room.RoomSettings;
import io.tsubame.domain.room.RoomType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A room as one of its members sees it.
///
/// @param name as stored; empty for My chat, and for a direct room, which shows its partner
/// @param partner the other one of a direct room
/// @param counts what the member has to do there
/// @param messages number of messages ever posted, which is the sequence number of the last
/// @param tasks number of tasks that are not deleted, open or done
/// @param version number of changes, see `ARCHITECTURE.md`
public record RoomView(
    RoomId id,
    RoomType type,
    String name,
    String description,
    IconPreset icon,
    RoomSettings settings,
    Role role,
    @Nullable AccountId partner,
    boolean pinned,
    Attention attention,
    ReadMarker marker,
    Counts counts,
    int members,
    int messages,
    int files,
    int tasks,
    long version,
    Instant lastUpdate) {

  /// Whether the member whose view it is may do that.
  public boolean allows(RoomOperation operation) {
    return RoomAccess.mayDo(operation, type, role, settings);
  }

  /// @param unread messages after the read marker that are not the member's own
  /// @param mentions those of them that address the member
  /// @param openTasks open tasks of the room assigned to the member
  public record Counts(int unread, int mentions, int openTasks) {}
}
