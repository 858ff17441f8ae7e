package io.tsubame.protocol;

import io.tsubame.domain.Event;
import io.tsubame.domain.account.AccountEvent;
import io.tsubame.domain.contact.ContactEvent;
import io.tsubame.domain.handle.HandleEvent;
import io.tsubame.domain.organization.OrganizationEvent;
import io.tsubame.domain.room.RoomEvent;
import java.util.List;
import java.util.stream.Stream;

/// The domain's events, found by walking the sealed families.
final class DomainTypes {
  static final List<Class<? extends Event>> FAMILIES =
      List.of(
          RoomEvent.class,
          AccountEvent.class,
          OrganizationEvent.class,
          ContactEvent.class,
          HandleEvent.class);

  private DomainTypes() {}

  static List<Class<?>> eventRecords() {
    return FAMILIES.stream().<Class<?>>flatMap(DomainTypes::records).toList();
  }

  /// The records below a sealed type, or the type itself where it is one.
  static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(DomainTypes::records)
        : Stream.of(type);
  }
}
