package io.tsubame.protocol;

import static java.util.Map.entry;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.room.Deadline;
import io.tsubame.domain.room.FileExamination;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.InvitationLink;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Mentions;
import io.tsubame.domain.room.MessageKind;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.RoomSettings;
import io.tsubame.domain.room.RoomType;
import io.tsubame.domain.room.TaskStatus;
import io.tsubame.protocol.schema.RoomProto;
import java.util.List;
import java.util.Map;

/// The values within room events.
final class RoomValues {
  static final EnumPairs<RoomType, RoomProto.RoomType> TYPES =
      EnumPairs.of(
          RoomType.class,
          RoomProto.RoomType.class,
          Map.of(
              RoomType.MY, RoomProto.RoomType.ROOM_TYPE_MY,
              RoomType.DIRECT, RoomProto.RoomType.ROOM_TYPE_DIRECT,
              RoomType.GROUP, RoomProto.RoomType.ROOM_TYPE_GROUP));

  static final EnumPairs<MessageKind, RoomProto.MessageKind> MESSAGE_KINDS =
      EnumPairs.of(
          MessageKind.class,
          RoomProto.MessageKind.class,
          Map.of(
              MessageKind.USER, RoomProto.MessageKind.MESSAGE_KIND_USER,
              MessageKind.SYSTEM, RoomProto.MessageKind.MESSAGE_KIND_SYSTEM));

  static final EnumPairs<TaskStatus, RoomProto.TaskStatus> TASK_STATUSES =
      EnumPairs.of(
          TaskStatus.class,
          RoomProto.TaskStatus.class,
          Map.of(
              TaskStatus.OPEN, RoomProto.TaskStatus.TASK_STATUS_OPEN,
              TaskStatus.DONE, RoomProto.TaskStatus.TASK_STATUS_DONE));

  static final EnumPairs<FileExamination.Preview, RoomProto.FilePreview> FILE_PREVIEWS =
      EnumPairs.of(
          FileExamination.Preview.class,
          RoomProto.FilePreview.class,
          Map.of(
              FileExamination.Preview.NONE, RoomProto.FilePreview.FILE_PREVIEW_NONE,
              FileExamination.Preview.PICTURE, RoomProto.FilePreview.FILE_PREVIEW_PICTURE,
              FileExamination.Preview.TEXT, RoomProto.FilePreview.FILE_PREVIEW_TEXT));

  static final EnumPairs<FileExamination.Safety, RoomProto.FileSafety> FILE_SAFETIES =
      EnumPairs.of(
          FileExamination.Safety.class,
          RoomProto.FileSafety.class,
          Map.of(
              FileExamination.Safety.FINE, RoomProto.FileSafety.FILE_SAFETY_FINE,
              FileExamination.Safety.QUARANTINED, RoomProto.FileSafety.FILE_SAFETY_QUARANTINED));

  static final EnumPairs<IconPreset, RoomProto.IconPreset> ICONS =
      EnumPairs.of(
          IconPreset.class,
          RoomProto.IconPreset.class,
          Map.ofEntries(
              entry(IconPreset.GROUP, RoomProto.IconPreset.ICON_GROUP),
              entry(IconPreset.CHECK, RoomProto.IconPreset.ICON_CHECK),
              entry(IconPreset.DOCUMENT, RoomProto.IconPreset.ICON_DOCUMENT),
              entry(IconPreset.MEETING, RoomProto.IconPreset.ICON_MEETING),
              entry(IconPreset.EVENT, RoomProto.IconPreset.ICON_EVENT),
              entry(IconPreset.PROJECT, RoomProto.IconPreset.ICON_PROJECT),
              entry(IconPreset.BUSINESS, RoomProto.IconPreset.ICON_BUSINESS),
              entry(IconPreset.STUDY, RoomProto.IconPreset.ICON_STUDY),
              entry(IconPreset.SECURITY, RoomProto.IconPreset.ICON_SECURITY),
              entry(IconPreset.STAR, RoomProto.IconPreset.ICON_STAR),
              entry(IconPreset.IDEA, RoomProto.IconPreset.ICON_IDEA),
              entry(IconPreset.HEART, RoomProto.IconPreset.ICON_HEART),
              entry(IconPreset.MAGCUP, RoomProto.IconPreset.ICON_MAGCUP),
              entry(IconPreset.BEER, RoomProto.IconPreset.ICON_BEER),
              entry(IconPreset.MUSIC, RoomProto.IconPreset.ICON_MUSIC),
              entry(IconPreset.SPORTS, RoomProto.IconPreset.ICON_SPORTS),
              entry(IconPreset.TRAVEL, RoomProto.IconPreset.ICON_TRAVEL)));

  private static final EnumPairs<Role, RoomProto.Role> ROLES =
      EnumPairs.of(
          Role.class,
          RoomProto.Role.class,
          Map.of(
              Role.MEMBER, RoomProto.Role.ROLE_MEMBER,
              Role.ADMIN, RoomProto.Role.ROLE_ADMIN,
              Role.READONLY, RoomProto.Role.ROLE_READONLY));

  private RoomValues() {}

  static List<RoomProto.Member> write(List<Member> members) {
    return members.stream().map(RoomValues::write).toList();
  }

  static List<Member> read(List<RoomProto.Member> members) {
    return members.stream().map(RoomValues::read).toList();
  }

  static RoomProto.RoomSettings write(RoomSettings settings) {
    return RoomProto.RoomSettings.newBuilder()
        .setMembersMayPost(settings.membersMayPost())
        .setMembersMayAddTasks(settings.membersMayAddTasks())
        .setMembersMaySendFiles(settings.membersMaySendFiles())
        .setMembersMaySeeMembers(settings.membersMaySeeMembers())
        .build();
  }

  static RoomSettings read(RoomProto.RoomSettings settings) {
    return new RoomSettings(
        settings.getMembersMayPost(),
        settings.getMembersMayAddTasks(),
        settings.getMembersMaySendFiles(),
        settings.getMembersMaySeeMembers());
  }

  static RoomProto.InvitationLink write(InvitationLink link) {
    return RoomProto.InvitationLink.newBuilder()
        .setCode(link.code())
        .setNeedsApproval(link.needsApproval())
        .setDescription(link.description())
        .build();
  }

  static InvitationLink read(RoomProto.InvitationLink link) {
    return new InvitationLink(link.getCode(), link.getNeedsApproval(), link.getDescription());
  }

  static RoomProto.Mentions write(Mentions mentions) {
    RoomProto.Mentions.Builder message = RoomProto.Mentions.newBuilder().setAll(mentions.all());
    mentions.accounts().forEach(account -> message.addAccounts(account.value()));
    return message.build();
  }

  static Mentions read(RoomProto.Mentions mentions) {
    return new Mentions(
        mentions.getAccountsList().stream().map(AccountId::new).toList(), mentions.getAll());
  }

  static RoomProto.Deadline write(Deadline deadline) {
    RoomProto.Deadline.Builder message = RoomProto.Deadline.newBuilder();
    return switch (deadline) {
      case Deadline.None() -> message.build();
      case Deadline.Day(var at) -> message.setDayMillis(Times.millis(at)).build();
      case Deadline.Time(var at) -> message.setTimeMillis(Times.millis(at)).build();
    };
  }

  static Deadline read(RoomProto.Deadline deadline) {
    return switch (deadline.getDueCase()) {
      case DUE_NOT_SET -> Deadline.NONE;
      case DAY_MILLIS -> new Deadline.Day(Times.time(deadline.getDayMillis()));
      case TIME_MILLIS -> new Deadline.Time(Times.time(deadline.getTimeMillis()));
    };
  }

  private static RoomProto.Member write(Member member) {
    return RoomProto.Member.newBuilder()
        .setAccount(member.account().value())
        .setRole(ROLES.toPublished(member.role()))
        .build();
  }

  private static Member read(RoomProto.Member member) {
    return new Member(new AccountId(member.getAccount()), ROLES.toDomain(member.getRole()));
  }
}
