package io.tsubame.testkit;

import io.tsubame.application.live.PresenceBoard;
import io.tsubame.domain.RoomId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What several nodes of one process show each other.
public final class InMemoryPresenceBoard {
  private final InstantSource clock;
  private final Map<RoomId, Instant> looked = new HashMap<>();
  private final Map<RoomId, Map<String, Shown>> rooms = new HashMap<>();

  private record Shown(PresenceBoard.Seen seen, Instant end) {}

  public InMemoryPresenceBoard(InstantSource clock) {
    this.clock = clock;
  }

  /// The board as the node of the name has it.
  public PresenceBoard node(String name) {
    return new PresenceBoard() {
      @Override
      public Set<RoomId> lookedAt(Set<RoomId> here) {
        return look(here);
      }

      @Override
      public Map<RoomId, List<Seen>> exchange(Map<RoomId, Seen> known, Set<RoomId> wanted) {
        known.forEach((room, seen) -> show(name, room, seen));
        Map<RoomId, List<Seen>> found = new HashMap<>();
        for (RoomId room : wanted) {
          List<Seen> others = others(name, room);
          if (!others.isEmpty()) {
            found.put(room, others);
          }
        }
        return found;
      }
    };
  }

  private synchronized Set<RoomId> look(Set<RoomId> here) {
    here.forEach(room -> looked.put(room, end()));
    looked.values().removeIf(end -> !end.isAfter(clock.instant()));
    return new HashSet<>(looked.keySet());
  }

  private synchronized void show(String node, RoomId room, PresenceBoard.Seen seen) {
    rooms.computeIfAbsent(room, _ -> new HashMap<>()).put(node, new Shown(seen, end()));
  }

  private synchronized List<PresenceBoard.Seen> others(String node, RoomId room) {
    return rooms.getOrDefault(room, Map.of()).entrySet().stream()
        .filter(entry -> !entry.getKey().equals(node))
        .map(Map.Entry::getValue)
        .filter(shown -> shown.end().isAfter(clock.instant()))
        .map(Shown::seen)
        .filter(seen -> !seen.equals(PresenceBoard.Seen.NOBODY))
        .toList();
  }

  private Instant end() {
    return clock.instant().plusSeconds(PresenceBoard.SHOWN_SECONDS);
  }
}
