package io.tsubame.application.view;

import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.InvitationLink;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomSettings;
import io.tsubame.domain.room.RoomType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What changes rarely of a room. Some hundred bytes, with a description of usual length.
///
/// @param link null where the room has none
/// @param members how many there are
public record RoomRow(
    Room.Status status,
    RoomType type,
    String name,
    String description,
    IconPreset icon,
    RoomSettings settings,
    @Nullable InvitationLink link,
    int members) {
  private static final int FORMAT = 1;
  private static final List<Room.Status> STATUSES = List.of(Room.Status.values());
  private static final List<RoomType> TYPES = List.of(RoomType.values());
  private static final List<IconPreset> ICONS = List.of(IconPreset.values());

  public byte[] encode() {
    RowWriter out =
        new RowWriter(FORMAT)
            .choice(STATUSES, status)
            .choice(TYPES, type)
            .text(name)
            .text(description)
            .choice(ICONS, icon)
            .octet(bits(settings))
            .number(members)
            .flag(link != null);
    if (link != null) {
      out.text(link.code()).flag(link.needsApproval()).text(link.description());
    }
    return out.bytes();
  }

  public static RoomRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.ROOMS, bytes, FORMAT);
    Room.Status status = in.choice(STATUSES);
    RoomType type = in.choice(TYPES);
    String name = in.text();
    String description = in.text();
    IconPreset icon = in.choice(ICONS);
    RoomSettings settings = settings(in.octet());
    int members = in.number();
    InvitationLink link = in.flag() ? new InvitationLink(in.text(), in.flag(), in.text()) : null;
    return in.end(new RoomRow(status, type, name, description, icon, settings, link, members));
  }

  public RoomRow edited(String newName, String newDescription, IconPreset newIcon) {
    return new RoomRow(status, type, newName, newDescription, newIcon, settings, link, members);
  }

  public RoomRow withSettings(RoomSettings newSettings) {
    return new RoomRow(status, type, name, description, icon, newSettings, link, members);
  }

  public RoomRow withLink(@Nullable InvitationLink newLink) {
    return new RoomRow(status, type, name, description, icon, settings, newLink, members);
  }

  public RoomRow withMembers(int newMembers) {
    return new RoomRow(status, type, name, description, icon, settings, link, newMembers);
  }

  public RoomRow deleted() {
    return new RoomRow(Room.Status.DELETED, type, name, description, icon, settings, null, members);
  }

  private static int bits(RoomSettings settings) {
    return (settings.membersMayPost() ? 1 : 0)
        | (settings.membersMayAddTasks() ? 2 : 0)
        | (settings.membersMaySendFiles() ? 4 : 0)
        | (settings.membersMaySeeMembers() ? 8 : 0);
  }

  private static RoomSettings settings(int bits) {
    return new RoomSettings((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0);
  }
}
