package io.tsubame.protocol;

import io.tsubame.domain.handle.HandleEvent.HandleBound;
import io.tsubame.domain.handle.HandleEvent.HandleClaimed;
import io.tsubame.domain.handle.HandleEvent.HandleReleased;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.protocol.EventVersion.Current;
import io.tsubame.protocol.schema.HandleProto;
import java.util.List;
import java.util.Map;

/// What happens to handles.
final class HandleEvents {

  private static final EnumPairs<HandleName.Kind, HandleProto.HandleKind> KINDS =
      EnumPairs.of(
          HandleName.Kind.class,
          HandleProto.HandleKind.class,
          Map.of(
              HandleName.Kind.EMAIL, HandleProto.HandleKind.HANDLE_KIND_EMAIL,
              HandleName.Kind.CHATWORK_ID, HandleProto.HandleKind.HANDLE_KIND_CHATWORK_ID,
              HandleName.Kind.LINK_CODE, HandleProto.HandleKind.HANDLE_KIND_LINK_CODE,
              HandleName.Kind.INVITATION, HandleProto.HandleKind.HANDLE_KIND_INVITATION,
              HandleName.Kind.EXTERNAL, HandleProto.HandleKind.HANDLE_KIND_EXTERNAL));
  static final List<EventVersion<?>> VERSIONS =
      List.of(
          new Current<>(
              192,
              "handle.claimed",
              1,
              HandleClaimed.class,
              HandleProto.HandleClaimed.parser(),
              HandleEvents::write,
              HandleEvents::read),
          new Current<>(
              193,
              "handle.bound",
              1,
              HandleBound.class,
              HandleProto.HandleBound.parser(),
              HandleEvents::write,
              HandleEvents::read),
          new Current<>(
              194,
              "handle.released",
              1,
              HandleReleased.class,
              HandleProto.HandleReleased.parser(),
              HandleEvents::write,
              HandleEvents::read));

  private HandleEvents() {}

  private static HandleProto.HandleClaimed write(HandleClaimed event) {
    return HandleProto.HandleClaimed.newBuilder()
        .setName(name(event.name()))
        .setClaim(event.claim())
        .setAtMillis(Times.millis(event.at()))
        .setExpiresAtMillis(Times.millis(event.expiresAt()))
        .build();
  }

  private static HandleClaimed read(HandleProto.HandleClaimed message) {
    return new HandleClaimed(
        name(message.getName()),
        message.getClaim(),
        Times.time(message.getAtMillis()),
        Times.time(message.getExpiresAtMillis()));
  }

  private static HandleProto.HandleBound write(HandleBound event) {
    return HandleProto.HandleBound.newBuilder()
        .setName(name(event.name()))
        .setHolder(event.holder())
        .build();
  }

  private static HandleBound read(HandleProto.HandleBound message) {
    return new HandleBound(name(message.getName()), message.getHolder());
  }

  private static HandleProto.HandleReleased write(HandleReleased event) {
    return HandleProto.HandleReleased.newBuilder().setName(name(event.name())).build();
  }

  private static HandleReleased read(HandleProto.HandleReleased message) {
    return new HandleReleased(name(message.getName()));
  }

  static HandleProto.HandleName name(HandleName name) {
    return HandleProto.HandleName.newBuilder()
        .setKind(KINDS.toPublished(name.kind()))
        .setName(name.name())
        .build();
  }

  static HandleName name(HandleProto.HandleName name) {
    return new HandleName(KINDS.toDomain(name.getKind()), name.getName());
  }
}
