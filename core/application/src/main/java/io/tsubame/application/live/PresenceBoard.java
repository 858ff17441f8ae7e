package io.tsubame.application.live;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where nodes show each other who is present in the rooms that somebody looks at, and who types
/// there. Nobody else needs to know, so nothing is shown of other rooms.
///
/// **Never in the way.** What others show is an opinion of the last seconds, and is unknown, which
/// looks like nobody, where the board cannot be reached. No method throws for it.
///
/// What a node shows ends by itself after [#SHOWN_SECONDS], so that of a node that is gone nothing
/// stays. The rules are numbered in `docs/spec/presence-board.md`.
public interface PresenceBoard {
  int SHOWN_SECONDS = 10;

  /// The board of a node that is the only one.
  PresenceBoard ALONE =
      new PresenceBoard() {
        @Override
        public Set<RoomId> lookedAt(Set<RoomId> here) {
          return Set.of();
        }

        @Override
        public Map<RoomId, List<Seen>> exchange(Map<RoomId, Seen> known, Set<RoomId> wanted) {
          return Map.of();
        }
      };

  /// The people of a room, as far as they are connected to some nodes.
  ///
  /// @param typing may be present or not
  record Seen(Set<AccountId> active, Set<AccountId> away, Set<AccountId> typing) {
    public static final Seen NOBODY = new Seen(Set.of(), Set.of(), Set.of());

    public Seen {
      active = Set.copyOf(active);
      away = Set.copyOf(away);
      typing = Set.copyOf(typing);
    }
  }

  /// Says which rooms are looked at through this node.
  ///
  /// @return the rooms that are looked at through any node, of very many some
  Set<RoomId> lookedAt(Set<RoomId> here);

  /// Shows what this node knows of rooms, in place of what it showed of them before.
  ///
  /// @param wanted the rooms of which to tell what other nodes show
  /// @return what each of them shows; nothing of rooms of which they show nothing
  Map<RoomId, List<Seen>> exchange(Map<RoomId, Seen> known, Set<RoomId> wanted);
}
