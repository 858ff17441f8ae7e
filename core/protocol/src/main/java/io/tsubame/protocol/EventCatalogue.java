package io.tsubame.protocol;

import io.tsubame.domain.Event;
import io.tsubame.protocol.EventVersion.Current;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Every version of every event type that was ever published: number ↔ name and version ↔ message ↔
/// domain event. The rules by which it grows are in `docs/spec/events.md`.
final class EventCatalogue {
  /// What this release reads and writes.
  static final EventCatalogue PUBLISHED =
      new EventCatalogue(
          Stream.of(
                  MessageEvents.VERSIONS,
                  TaskEvents.VERSIONS,
                  FileEvents.VERSIONS,
                  RoomEvents.VERSIONS,
                  AccountEvents.VERSIONS,
                  OrganizationEvents.VERSIONS,
                  ContactEvents.VERSIONS,
                  HandleEvents.VERSIONS)
              .flatMap(List::stream)
              .toList());

  private final Map<Integer, EventVersion<?>> byNumber = new HashMap<>();
  private final Map<Class<?>, Current<?, ?>> byEvent = new HashMap<>();

  /// @throws IllegalArgumentException where two entries contradict each other
  EventCatalogue(List<EventVersion<?>> versions) {
    Set<String> names = new HashSet<>();
    for (EventVersion<?> version : versions) {
      requireNew(byNumber.put(version.number(), version) == null, version);
      requireNew(names.add(version.name() + " " + version.version()), version);
      if (version instanceof Current<?, ?> current) {
        requireNew(byEvent.put(current.event(), current) == null, version);
      }
    }
  }

  /// @return null where a newer release published it
  @Nullable EventVersion<?> byNumber(int number) {
    return byNumber.get(number);
  }

  /// How the event is written today.
  ///
  /// @throws IllegalStateException where its class has no entry
  Current<?, ?> of(Event event) {
    Current<?, ?> version = byEvent.get(event.getClass());
    if (version == null) {
      throw new IllegalStateException(event.getClass() + " is not in the event catalogue");
    }
    return version;
  }

  /// All entries, in no order.
  Collection<EventVersion<?>> versions() {
    return byNumber.values();
  }

  private static void requireNew(boolean isNew, EventVersion<?> version) {
    if (!isNew) {
      throw new IllegalArgumentException(
          "the catalogue has two entries for %d, %s version %d or its class"
              .formatted(version.number(), version.name(), version.version()));
    }
  }
}
