package io.tsubame.protocol;

import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commit;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.BlobKey;
import io.tsubame.domain.Event;
import io.tsubame.domain.FileId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RequestId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.account.AccountEvent;
import io.tsubame.domain.account.Attention;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.contact.ContactEvent;
import io.tsubame.domain.handle.HandleEvent;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.organization.OrganizationEvent;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.domain.room.Deadline;
import io.tsubame.domain.room.FileContent;
import io.tsubame.domain.room.FileExamination;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.InvitationLink;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Mentions;
import io.tsubame.domain.room.MessageKind;
import io.tsubame.domain.room.ReadMarker;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.RoomEvent;
import io.tsubame.domain.room.RoomSettings;
import io.tsubame.domain.room.RoomType;
import io.tsubame.domain.room.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// One commit for each event of the domain, from which a golden file is made once. No two fields of
/// an event have the same value, so that none can be taken for another.
final class Samples {
  private static final Instant AT = Instant.parse("2026-04-01T00:30:15.123Z");
  private static final Instant LATER = Instant.parse("2026-04-08T09:00:00Z");
  private static final RoomId ROOM = new RoomId(6_403);
  private static final RoomId MY_ROOM = new RoomId(129);
  private static final AccountId SATO = new AccountId(65);
  private static final AccountId TANAKA = new AccountId(70_002);
  private static final AccountId SMITH = new AccountId(131);
  private static final OrganizationId ORGANIZATION = new OrganizationId(66);
  private static final RequestId REQUEST = new RequestId(7_777);
  private static final TaskId TASK = new TaskId(6_467);
  private static final FileId FILE = new FileId(6_531);
  private static final MessageId MESSAGE = MessageId.of(ROOM, 42);
  private static final HandleName NAME = new HandleName(HandleName.Kind.EMAIL, "sato@example.jp");
  private static final HandleName LINK = new HandleName(HandleName.Kind.LINK_CODE, "q8Zr");
  private static final HandleName CHATWORK_ID =
      new HandleName(HandleName.Kind.CHATWORK_ID, "sato.hanako");
  private static final String HASH =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

  private Samples() {}

  static List<Commit> all() {
    return Stream.of(messages(), tasks(), files(), rooms(), accounts(), people(), handles())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Commit> messages() {
    return List.of(
        room(
            new RoomEvent.MessagePosted(
                42,
                SATO,
                MessageKind.SYSTEM,
                "[To:131]おはようございます😀\nlet's start",
                new Mentions(List.of(SMITH, TANAKA), true),
                false,
                AT)),
        room(new RoomEvent.ReadMarkerMoved(SATO, new ReadMarker(41, 42))),
        room(
            new RoomEvent.MessageEdited(
                42, "[To:131] 訂正します", new Mentions(List.of(SMITH), false), AT)),
        room(new RoomEvent.MessageDeleted(42, AT)),
        room(new RoomEvent.ReactionAdded(42, SMITH, "👍🏽")),
        room(new RoomEvent.ReactionRemoved(42, SMITH, "👍🏽")));
  }

  private static List<Commit> tasks() {
    return List.of(
        room(
            new RoomEvent.TaskAdded(
                TASK, SMITH, SATO, "見積もりを送る", new Deadline.Time(LATER), 43, AT)),
        room(new RoomEvent.TaskEdited(TASK, TANAKA, "見積書を送る", new Deadline.Day(LATER), AT)),
        room(new RoomEvent.TaskStatusChanged(TASK, TaskStatus.DONE, SMITH, AT)),
        room(new RoomEvent.TaskDeleted(TASK)));
  }

  private static List<Commit> files() {
    FileContent content =
        new FileContent(
            "見積書.pdf",
            5_000_000_001L,
            "application/pdf",
            HASH + "-320",
            new BlobKey("20260401/k3v9wq8zr1m3kxk3v9wq"));
    return List.of(
        room(new RoomEvent.FileAttached(FILE, SMITH, ORGANIZATION, content, 44, AT)),
        room(
            new RoomEvent.FileExamined(
                FILE,
                new FileExamination(
                    FileExamination.Safety.QUARANTINED,
                    FileExamination.Preview.PICTURE,
                    1_240,
                    1_754),
                AT)),
        room(new RoomEvent.FileTextFound(FILE, "御見積書\nSwallows & nests")),
        room(new RoomEvent.FileDeleted(FILE, AT)),
        room(new RoomEvent.FilesErased(List.of(FILE, new FileId(6_595)))));
  }

  private static List<Commit> rooms() {
    return List.of(
        room(
            new RoomEvent.RoomCreated(
                ROOM,
                RoomType.GROUP,
                "新製品",
                "秋の発表まで",
                IconPreset.PROJECT,
                new RoomSettings(true, false, true, false),
                List.of(
                    new Member(SATO, Role.ADMIN),
                    new Member(TANAKA, Role.MEMBER),
                    new Member(SMITH, Role.READONLY)),
                SATO)),
        room(new RoomEvent.RoomEdited("新製品 2", "冬の発表まで", IconPreset.TRAVEL)),
        room(new RoomEvent.RoomSettingsChanged(new RoomSettings(false, true, false, true))),
        room(new RoomEvent.MembersChanged(List.of(new Member(TANAKA, Role.ADMIN)), List.of(SMITH))),
        room(new RoomEvent.JoinRequested(SMITH, AT)),
        room(new RoomEvent.JoinDeclined(SMITH)),
        room(
            new RoomEvent.InvitationLinkChanged(
                new InvitationLink("q8Zr", true, "Partners of the launch"))),
        room(new RoomEvent.RoomDeleted(SATO)));
  }

  private static List<Commit> accounts() {
    return List.of(
        account(
            new AccountEvent.AccountRegistered(
                SATO, MY_ROOM, ORGANIZATION, "Sato@example.jp", Profile.named("佐藤 花子"), AT)),
        account(new AccountEvent.ProfileEdited(profile())),
        account(new AccountEvent.AvatarChanged("12")),
        account(new AccountEvent.StatusTextChanged("月曜まで休みです")),
        account(new AccountEvent.ChatworkIdChanged("sato.hanako")),
        account(new AccountEvent.EmailChanged("hanako@example.jp")),
        account(
            new AccountEvent.PasswordChanged("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA", AT)),
        account(new AccountEvent.ApiTokenIssued(HASH, AT)),
        account(new AccountEvent.ApiTokenRevoked(HASH)),
        account(new AccountEvent.RoomPinned(ROOM)),
        account(new AccountEvent.RoomUnpinned(ROOM)),
        account(new AccountEvent.RoomAttentionChanged(ROOM, Attention.MENTIONS)),
        account(
            new AccountEvent.CategorySaved(
                new AccountEvent.Category(3, "取引先", List.of(ROOM, MY_ROOM)))),
        account(new AccountEvent.CategoryDeleted(3)),
        account(new AccountEvent.MessageBookmarked(MESSAGE, AT)),
        account(new AccountEvent.BookmarkRemoved(MESSAGE)),
        account(new AccountEvent.PreferenceChanged("language", "ja")),
        account(new AccountEvent.AccountDeactivated(AT)),
        account(new AccountEvent.AccountReactivated()),
        account(new AccountEvent.PlaceAwaited(ORGANIZATION, Rank.ADMINISTRATOR)));
  }

  private static List<Commit> people() {
    return List.of(
        organization(new OrganizationEvent.OrganizationFounded(ORGANIZATION, "つばめ商事", AT)),
        organization(new OrganizationEvent.OrganizationRenamed("つばめ商会")),
        organization(new OrganizationEvent.PersonAdded(SATO, Rank.ADMINISTRATOR)),
        organization(new OrganizationEvent.PersonRemoved(SATO)),
        organization(new OrganizationEvent.RankChanged(SATO, Rank.ADMINISTRATOR)),
        organization(
            new OrganizationEvent.PersonInvited("m3Kx", "smith@example.com", SATO, AT, LATER)),
        organization(new OrganizationEvent.InvitationUsed("m3Kx", SMITH)),
        organization(new OrganizationEvent.InvitationRevoked("m3Kx")),
        pair(new ContactEvent.ContactRequested(REQUEST, SATO, SMITH, "よろしくお願いします", AT)),
        pair(new ContactEvent.ContactAccepted(REQUEST, SMITH, AT)),
        pair(new ContactEvent.ContactDeclined(REQUEST)),
        pair(new ContactEvent.ContactCancelled(REQUEST)),
        pair(new ContactEvent.ContactRemoved(SMITH)),
        pair(new ContactEvent.DirectRoomAssigned(ROOM, SMITH)));
  }

  private static List<Commit> handles() {
    return List.of(
        handle(NAME, new HandleEvent.HandleClaimed(NAME, "register:65", AT, LATER)),
        handle(CHATWORK_ID, new HandleEvent.HandleBound(CHATWORK_ID, SATO.value())),
        handle(LINK, new HandleEvent.HandleReleased(LINK)));
  }

  private static Profile profile() {
    return new Profile(
        "佐藤 花子",
        "開発部",
        "部長",
        "https://example.jp/sato",
        "よろしく",
        "public@example.jp",
        "03-0000-0001",
        "0002",
        "090-0000-0003",
        "sato.skype",
        "sato.facebook",
        "sato.twitter");
  }

  private static Commit room(Event event) {
    CommandId command = new CommandId("65:0f4c2a");
    return new Commit(new AggregateId.Room(ROOM), AT, Actor.of(SATO), command, List.of(event));
  }

  private static Commit account(Event event) {
    return new Commit(new AggregateId.Account(SATO), AT, Actor.of(SATO), null, List.of(event));
  }

  private static Commit organization(Event event) {
    return new Commit(
        new AggregateId.Organization(ORGANIZATION), AT, Actor.SERVER, null, List.of(event));
  }

  private static Commit pair(Event event) {
    return new Commit(
        AggregateId.ContactPair.of(SMITH, SATO), AT, Actor.of(SMITH), null, List.of(event));
  }

  private static Commit handle(HandleName name, Event event) {
    return new Commit(new AggregateId.Handle(name), AT, Actor.SERVER, null, List.of(event));
  }
}
