package io.tsubame.protocol;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomEvent.InvitationLinkChanged;
import io.tsubame.domain.room.RoomEvent.JoinDeclined;
import io.tsubame.domain.room.RoomEvent.JoinRequested;
import io.tsubame.domain.room.RoomEvent.MembersChanged;
import io.tsubame.domain.room.RoomEvent.RoomCreated;
import io.tsubame.domain.room.RoomEvent.RoomDeleted;
import io.tsubame.domain.room.RoomEvent.RoomEdited;
import io.tsubame.domain.room.RoomEvent.RoomSettingsChanged;
import io.tsubame.protocol.EventVersion.Current;
import io.tsubame.protocol.schema.RoomProto;
import java.util.List;

/// The room itself, its members and the way in.
final class RoomEvents {
  static final List<EventVersion<?>> VERSIONS =
      List.of(
          new Current<>(
              16,
              "room.created",
              1,
              RoomCreated.class,
              RoomProto.RoomCreated.parser(),
              RoomEvents::write,
              RoomEvents::read),
          new Current<>(
              17,
              "room.edited",
              1,
              RoomEdited.class,
              RoomProto.RoomEdited.parser(),
              RoomEvents::write,
              RoomEvents::read),
          new Current<>(
              18,
              "room.settings-changed",
              1,
              RoomSettingsChanged.class,
              RoomProto.RoomSettingsChanged.parser(),
              RoomEvents::write,
              RoomEvents::read),
          new Current<>(
              19,
              "room.members-changed",
              1,
              MembersChanged.class,
              RoomProto.MembersChanged.parser(),
              RoomEvents::write,
              RoomEvents::read),
          new Current<>(
              20,
              "room.join-requested",
              1,
              JoinRequested.class,
              RoomProto.JoinRequested.parser(),
              RoomEvents::write,
              RoomEvents::read),
          new Current<>(
              21,
              "room.join-declined",
              1,
              JoinDeclined.class,
              RoomProto.JoinDeclined.parser(),
              RoomEvents::write,
              RoomEvents::read),
          new Current<>(
              22,
              "room.invitation-link-changed",
              1,
              InvitationLinkChanged.class,
              RoomProto.InvitationLinkChanged.parser(),
              RoomEvents::write,
              RoomEvents::read),
          new Current<>(
              23,
              "room.deleted",
              1,
              RoomDeleted.class,
              RoomProto.RoomDeleted.parser(),
              RoomEvents::write,
              RoomEvents::read));

  private RoomEvents() {}

  private static RoomProto.RoomCreated write(RoomCreated event) {
    RoomProto.RoomCreated.Builder message =
        RoomProto.RoomCreated.newBuilder()
            .setRoom(event.room().value())
            .setType(RoomValues.TYPES.toPublished(event.type()))
            .setName(event.name())
            .setDescription(event.description())
            .setIcon(RoomValues.ICONS.toPublished(event.icon()))
            .setSettings(RoomValues.write(event.settings()))
            .addAllMembers(RoomValues.write(event.members()));
    if (event.creator() != null) {
      message.setCreator(event.creator().value());
    }
    return message.build();
  }

  private static RoomCreated read(RoomProto.RoomCreated message) {
    return new RoomCreated(
        new RoomId(message.getRoom()),
        RoomValues.TYPES.toDomain(message.getType()),
        message.getName(),
        message.getDescription(),
        RoomValues.ICONS.toDomain(message.getIcon()),
        RoomValues.read(message.getSettings()),
        RoomValues.read(message.getMembersList()),
        message.hasCreator() ? new AccountId(message.getCreator()) : null);
  }

  static RoomProto.RoomEdited write(RoomEdited event) {
    return RoomProto.RoomEdited.newBuilder()
        .setName(event.name())
        .setDescription(event.description())
        .setIcon(RoomValues.ICONS.toPublished(event.icon()))
        .build();
  }

  static RoomEdited read(RoomProto.RoomEdited message) {
    return new RoomEdited(
        message.getName(), message.getDescription(), RoomValues.ICONS.toDomain(message.getIcon()));
  }

  private static RoomProto.RoomSettingsChanged write(RoomSettingsChanged event) {
    return RoomProto.RoomSettingsChanged.newBuilder()
        .setSettings(RoomValues.write(event.settings()))
        .build();
  }

  private static RoomSettingsChanged read(RoomProto.RoomSettingsChanged message) {
    return new RoomSettingsChanged(RoomValues.read(message.getSettings()));
  }

  private static RoomProto.MembersChanged write(MembersChanged event) {
    return RoomProto.MembersChanged.newBuilder()
        .addAllEntered(RoomValues.write(event.entered()))
        .addAllRemoved(event.removed().stream().map(AccountId::value).toList())
        .build();
  }

  private static MembersChanged read(RoomProto.MembersChanged message) {
    return new MembersChanged(
        RoomValues.read(message.getEnteredList()),
        message.getRemovedList().stream().map(AccountId::new).toList());
  }

  private static RoomProto.JoinRequested write(JoinRequested event) {
    return RoomProto.JoinRequested.newBuilder()
        .setAccount(event.account().value())
        .setAtMillis(Times.millis(event.at()))
        .build();
  }

  private static JoinRequested read(RoomProto.JoinRequested message) {
    return new JoinRequested(
        new AccountId(message.getAccount()), Times.time(message.getAtMillis()));
  }

  private static RoomProto.JoinDeclined write(JoinDeclined event) {
    return RoomProto.JoinDeclined.newBuilder().setAccount(event.account().value()).build();
  }

  private static JoinDeclined read(RoomProto.JoinDeclined message) {
    return new JoinDeclined(new AccountId(message.getAccount()));
  }

  private static RoomProto.InvitationLinkChanged write(InvitationLinkChanged event) {
    RoomProto.InvitationLinkChanged.Builder message = RoomProto.InvitationLinkChanged.newBuilder();
    if (event.link() != null) {
      message.setLink(RoomValues.write(event.link()));
    }
    return message.build();
  }

  private static InvitationLinkChanged read(RoomProto.InvitationLinkChanged message) {
    return new InvitationLinkChanged(message.hasLink() ? RoomValues.read(message.getLink()) : null);
  }

  private static RoomProto.RoomDeleted write(RoomDeleted event) {
    RoomProto.RoomDeleted.Builder message = RoomProto.RoomDeleted.newBuilder();
    if (event.by() != null) {
      message.setBy(event.by().value());
    }
    return message.build();
  }

  private static RoomDeleted read(RoomProto.RoomDeleted message) {
    return new RoomDeleted(message.hasBy() ? new AccountId(message.getBy()) : null);
  }
}
