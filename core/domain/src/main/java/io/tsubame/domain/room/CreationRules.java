package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decision;
import io.tsubame.domain.Limits;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.collection.IntMap;
import io.tsubame.domain.room.Room.Header;
import io.tsubame.domain.room.RoomCommand.CreateDirectRoom;
import io.tsubame.domain.room.RoomCommand.CreateGroupRoom;
import io.tsubame.domain.room.RoomCommand.CreateMyRoom;
import io.tsubame.domain.room.RoomCommand.EditRoom;
import io.tsubame.domain.room.RoomEvent.InvitationLinkChanged;
import io.tsubame.domain.room.RoomEvent.RoomCreated;
import io.tsubame.domain.room.RoomEvent.RoomEdited;
import io.tsubame.domain.room.RoomEvent.RoomSettingsChanged;
import io.tsubame.domain.room.RoomRejection.NotAGroupRoom;
import io.tsubame.domain.room.RoomRejection.NotAMember;
import io.tsubame.domain.room.RoomRejection.RepeatedMember;
import io.tsubame.domain.room.RoomRejection.RoomAlreadyExists;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Making rooms, and changing what is said of them.
final class CreationRules {
  private final Limits limits;
  private final MemberChange changes;

  CreationRules(Limits limits, MemberChange changes) {
    this.limits = limits;
    this.changes = changes;
  }

  Decision<RoomEvent> my(Room room, CreateMyRoom command) {
    List<AccountId> owner = List.of(command.owner());
    if (room.status() != Room.Status.ABSENT) {
      return madeBefore(room, RoomType.MY, owner);
    }
    return Decision.accept(nameless(command.room(), RoomType.MY, owner, command.owner()));
  }

  Decision<RoomEvent> direct(Room room, CreateDirectRoom command, Context context) {
    AccountId creator = command.creator();
    List<AccountId> pair = List.of(command.one(), command.other());
    if (room.status() != Room.Status.ABSENT) {
      return madeBefore(room, RoomType.DIRECT, pair);
    }
    if (command.one().equals(command.other())) {
      return Decision.reject(new RepeatedMember(command.one()));
    }
    if (!pair.contains(creator)) {
      return Decision.reject(new NotAMember(creator));
    }
    return Decision.accept(
        nameless(command.room(), RoomType.DIRECT, pair, creator),
        Notices.by(creator, room, context, Notices.CONTACT_MADE));
  }

  /// A use case and the policy that completes it both make such a room, and whoever comes second
  /// finds it made.
  private static Decision<RoomEvent> madeBefore(Room room, RoomType type, List<AccountId> people) {
    boolean isIt =
        room.status() == Room.Status.ACTIVE
            && room.header().type() == type
            && people.stream().allMatch(account -> room.roleOf(account) != null);
    return isIt ? Decision.accept() : Decision.reject(new RoomAlreadyExists());
  }

  Decision<RoomEvent> group(Room room, CreateGroupRoom command, Context context) {
    if (room.status() != Room.Status.ABSENT) {
      return Decision.reject(new RoomAlreadyExists());
    }
    List<Member> members = MemberChange.members(command.members());
    RoomRejection refusal = groupRefusal(command, members, Acting.account(context));
    if (refusal != null) {
      return Decision.reject(refusal);
    }
    AccountId acting = Acting.account(context);
    AccountId creator = acting == null ? members.getFirst().account() : acting;
    List<RoomEvent> events = new ArrayList<>();
    events.add(
        new RoomCreated(
            command.room(),
            RoomType.GROUP,
            command.name(),
            command.description(),
            command.icon(),
            RoomSettings.OPEN,
            members,
            creator));
    if (command.link() != null) {
      events.add(new InvitationLinkChanged(command.link()));
    }
    String notice = Notices.groupMade(command.name(), MemberChange.accounts(members));
    events.add(Notices.by(creator, room, context, notice));
    return Decision.accept(events);
  }

  Decision<RoomEvent> edit(Room room, EditRoom command, Context context) {
    Header old = room.header();
    if (old.type() != RoomType.GROUP && (command.name() != null || command.icon() != null)) {
      return Decision.reject(new NotAGroupRoom());
    }
    String name = command.name() == null ? old.name() : command.name();
    String description = command.description() == null ? old.description() : command.description();
    IconPreset icon = command.icon() == null ? old.icon() : command.icon();
    RoomRejection refusal =
        Bounds.first(
            old.type() == RoomType.GROUP ? nameRefusal(limits, name) : null,
            descriptionRefusal(limits, description));
    if (refusal != null) {
      return Decision.reject(refusal);
    }
    List<String> notices = new ArrayList<>();
    if (!name.equals(old.name())) {
      notices.add(Notices.nameChanged(name));
    }
    if (!description.equals(old.description())) {
      notices.add(Notices.descriptionChanged(description));
    }
    if (icon != old.icon()) {
      notices.add(Notices.ICON_CHANGED);
    }
    if (notices.isEmpty()) {
      return Decision.accept();
    }
    List<RoomEvent> events = new ArrayList<>();
    events.add(new RoomEdited(name, description, icon));
    events.addAll(Notices.post(room, context, Notices.edited(notices)));
    return Decision.accept(events);
  }

  Decision<RoomEvent> changeSettings(Room room, RoomSettings settings) {
    return settings.equals(room.header().settings())
        ? Decision.accept()
        : Decision.accept(new RoomSettingsChanged(settings));
  }

  static @Nullable RoomRejection textRefusal(Limits limits, String name, String description) {
    return Bounds.first(nameRefusal(limits, name), descriptionRefusal(limits, description));
  }

  private static @Nullable RoomRejection nameRefusal(Limits limits, String name) {
    return Bounds.ofText("name", name, 1, limits.roomNameLength());
  }

  private static @Nullable RoomRejection descriptionRefusal(Limits limits, String description) {
    return Bounds.ofText("description", description, 0, limits.roomDescriptionLength());
  }

  private @Nullable RoomRejection groupRefusal(
      CreateGroupRoom command, List<Member> members, @Nullable AccountId creator) {
    IntMap<Role> roles = MemberChange.with(IntMap.empty(), members);
    RoomRejection refusal =
        Bounds.first(
            textRefusal(limits, command.name(), command.description()),
            changes.listRefusal(members),
            changes.roomRefusal(roles),
            command.link() == null ? null : LinkRules.linkRefusal(limits, command.link()));
    return refusal != null || creator == null || command.members().admins().contains(creator)
        ? refusal
        : new NotAMember(creator);
  }

  /// A My chat or direct room, whose name readers make from its members.
  private static RoomCreated nameless(
      RoomId room, RoomType type, List<AccountId> members, AccountId creator) {
    return new RoomCreated(
        room,
        type,
        "",
        "",
        IconPreset.GROUP,
        RoomSettings.OPEN,
        members.stream().map(account -> new Member(account, Role.ADMIN)).toList(),
        creator);
  }
}
