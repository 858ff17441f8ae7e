package io.tsubame.server.demo;

import io.tsubame.domain.room.Deadline;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What happened in one room.
///
/// @param past what was said before, in order of time, and is imported
/// @param present what is done by commands, in the order of the script
/// @param unreadFrom the label of the first message that the guest has not read; null for none
record Script(Place place, List<Said> past, List<Act> present, @Nullable String unreadFrom) {
  Script {
    past = List.copyOf(past);
    present = List.copyOf(present);
  }

  /// Where it happened.
  sealed interface Place {
    record My() implements Place {}

    record Direct(Cast one, Cast other) implements Place {}

    /// @param link the code of its invitation link; null for none
    record Group(
        String name, String about, IconPreset icon, Map<Cast, Role> members, @Nullable String link)
        implements Place {
      public Group {
        members = Map.copyOf(members);
      }
    }
  }

  /// What somebody did.
  sealed interface Act {
    Cast by();

    Instant at();

    /// The name by which others speak of it; empty for none.
    String label();
  }

  record Said(Cast by, Instant at, String label, String text, List<Reaction> reactions)
      implements Act {}

  record Assigned(
      Cast by, Instant at, String label, String text, List<Cast> assignees, Deadline due)
      implements Act {}

  /// The first task with the label is done.
  record Finished(Cast by, Instant at, String label) implements Act {}

  record Reaction(String kind, Cast by) {}
}
