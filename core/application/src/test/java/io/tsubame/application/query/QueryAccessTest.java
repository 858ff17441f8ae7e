package io.tsubame.application.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.Answer;
import io.tsubame.application.projection.World;
import io.tsubame.application.query.TaskQueries.Filter;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.BlobKey;
import io.tsubame.domain.FileId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.account.AccountEvent.AccountRegistered;
import io.tsubame.domain.account.AccountEvent.MessageBookmarked;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.handle.HandleEvent.HandleBound;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.organization.OrganizationEvent.OrganizationFounded;
import io.tsubame.domain.organization.OrganizationEvent.PersonAdded;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.domain.room.Deadline;
import io.tsubame.domain.room.FileContent;
import io.tsubame.domain.room.InvitationLink;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.RoomEvent.FileAttached;
import io.tsubame.domain.room.RoomEvent.InvitationLinkChanged;
import io.tsubame.domain.room.RoomEvent.JoinRequested;
import io.tsubame.domain.room.RoomEvent.MembersChanged;
import io.tsubame.domain.room.RoomEvent.RoomDeleted;
import io.tsubame.domain.room.RoomEvent.RoomSettingsChanged;
import io.tsubame.domain.room.RoomEvent.TaskAdded;
import io.tsubame.domain.room.RoomOperation;
import io.tsubame.domain.room.RoomRejection.NotPermitted;
import io.tsubame.domain.room.RoomRejection.RoomNotFound;
import io.tsubame.domain.room.RoomSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every question about a room, asked by everybody.
final class QueryAccessTest {
  private static final RoomId ROOM = new RoomId(65);
  private static final TaskId TASK = new TaskId(321);
  private static final FileId FILE = new FileId(TASK.value() + 64);
  private static final MessageId MESSAGE = MessageId.of(ROOM, 1);
  private static final OrganizationId SORA = new OrganizationId(70);
  private static final OrganizationId UMI = new OrganizationId(135);

  enum Reader {
    ADMIN(1, 70),
    MEMBER(2, 70),
    READONLY(3, 135),
    REMOVED(4, 70),
    COLLEAGUE(5, 70),
    OUTSIDER(6, 135);

    private final int number;
    private final int organizationNumber;

    Reader(int number, int organizationNumber) {
      this.number = number;
      this.organizationNumber = organizationNumber;
    }

    AccountId account() {
      return new AccountId(64 * number);
    }

    OrganizationId organization() {
      return new OrganizationId(organizationNumber);
    }

    boolean isIn() {
      return this == ADMIN || this == MEMBER || this == READONLY;
    }
  }

  private final World world = new World();
  private final Queries queries = world.queries();

  @BeforeEach
  void fill() {
    for (OrganizationId organization : List.of(SORA, UMI)) {
      world.happens(
          new AggregateId.Organization(organization),
          new OrganizationFounded(organization, "O" + organization, world.now()));
    }
    for (Reader reader : Reader.values()) {
      world.happens(
          reader.account(),
          new AccountRegistered(
              reader.account(),
              new RoomId(reader.account().value() + 1),
              reader.organization(),
              reader + "@sora.example",
              Profile.named(reader.toString()),
              world.now()));
      world.happens(
          new AggregateId.Organization(reader.organization()),
          new PersonAdded(reader.account(), Rank.USER));
      world.happens(reader.account(), new MessageBookmarked(MESSAGE, world.now()));
    }
    world.happens(
        ROOM,
        World.group(
            ROOM,
            new Member(Reader.ADMIN.account(), Role.ADMIN),
            new Member(Reader.MEMBER.account(), Role.MEMBER),
            new Member(Reader.READONLY.account(), Role.READONLY),
            new Member(Reader.REMOVED.account(), Role.ADMIN)));
    world.happens(
        ROOM,
        world.posted(1, Reader.ADMIN.account(), "secret"),
        new TaskAdded(
            TASK,
            Reader.MEMBER.account(),
            Reader.REMOVED.account(),
            "secret",
            Deadline.NONE,
            1,
            world.now()),
        file(FILE, Reader.MEMBER),
        file(new FileId(TASK.value() + 128), Reader.REMOVED),
        new RoomSettingsChanged(new RoomSettings(true, true, true, false)),
        new InvitationLinkChanged(new InvitationLink("nest", true, "")),
        new JoinRequested(Reader.COLLEAGUE.account(), world.now()),
        new MembersChanged(List.of(), List.of(Reader.REMOVED.account())));
    HandleName code = new HandleName(HandleName.Kind.LINK_CODE, "nest");
    world.happens(new AggregateId.Handle(code), new HandleBound(code, ROOM.value()));
  }

  /// Every question that answers or refuses, by the operation that it is.
  private Map<String, Function<AccountId, Answer<?>>> questions() {
    Map<String, Function<AccountId, Answer<?>>> all = new TreeMap<>();
    all.put("room", reader -> queries.rooms().room(reader, ROOM));
    all.put("counts", reader -> queries.rooms().counts(reader, ROOM));
    all.put("members", reader -> queries.rooms().members(reader, ROOM));
    all.put("link", reader -> queries.rooms().link(reader, ROOM));
    all.put("joinRequests", reader -> queries.rooms().joinRequests(reader, ROOM));
    all.put("after", reader -> queries.messages().after(reader, ROOM, 0, 10));
    all.put("before", reader -> queries.messages().before(reader, ROOM, 9, 10));
    all.put("firstSince", reader -> queries.messages().firstSince(reader, ROOM, World.START));
    all.put("message", reader -> queries.messages().message(reader, ROOM, MESSAGE));
    all.put("edits", reader -> queries.messages().edits(reader, ROOM, MESSAGE, 0));
    all.put("inRoom", reader -> queries.tasks().inRoom(reader, ROOM, Filter.OPEN, null, 10));
    all.put(
        "files", reader -> queries.files().inRoom(reader, ROOM, FileQueries.Filter.NONE, null, 9));
    all.put("ofMessages", reader -> queries.files().ofMessages(reader, ROOM, 1, 9, 9));
    all.put("file", reader -> queries.files().file(reader, ROOM, FILE));
    all.put("task", reader -> queries.tasks().task(reader, ROOM, TASK));
    return all;
  }

  private FileAttached file(FileId file, Reader uploader) {
    FileContent content =
        new FileContent(
            "secret.txt", 5, "text/plain", "aa", new BlobKey("20260401/abcdefghijabcdefghij"));
    return new FileAttached(file, uploader.account(), SORA, content, 1, world.now());
  }

  private static @Nullable Rejection refusal(String question, Reader reader) {
    if (!reader.isIn()) {
      return new RoomNotFound();
    }
    return switch (question) {
      case "members" -> reader == Reader.ADMIN ? null : new NotPermitted(RoomOperation.SEE_MEMBERS);
      case "link" -> reader == Reader.ADMIN ? null : new NotPermitted(RoomOperation.SEE_LINK);
      case "joinRequests" ->
          reader == Reader.ADMIN ? null : new NotPermitted(RoomOperation.ANSWER_JOIN_REQUEST);
      default -> null;
    };
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "[VW30][VW31] who is in the room gets answers, and nobody else learns that it exists")
  void answersMembersOnly(Reader reader) {
    questions()
        .forEach((name, question) -> {
          Rejection refusal = refusal(name, reader);
          Answer<?> answer = question.apply(reader.account());
          if (refusal == null) {
            assertThat(answer).as(name).isInstanceOf(Answer.Found.class);
          } else {
            assertThat(answer).as(name).isEqualTo(Answer.refuse(refusal));
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("[VW32] lists over rooms leave out what the reader is not in")
  void listsHoldOwnRoomsOnly(Reader reader) {
    AccountId account = reader.account();
    int own = reader.isIn() ? 1 : 0;
    assertThat(queries.rooms().rooms(account)).hasSize(own);
    assertThat(queries.messages().messages(account, List.of(MESSAGE))).hasSize(own);
    assertThat(queries.personal().bookmarks(account)).hasSize(own);
    assertThat(queries.tasks().assignedTo(account, Filter.OPEN, null, 10))
        .hasSize(reader == Reader.MEMBER ? 1 : 0);
    assertThat(queries.tasks().assignedBy(account, Filter.OPEN, null, 10)).isEmpty();
    assertThat(queries.files().sentBy(account, null, null, 10))
        .hasSize(reader == Reader.MEMBER ? 1 : 0);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("[VW33] a deleted room is nowhere")
  void deletedRoomIsNowhere(Reader reader) {
    world.happens(ROOM, new RoomDeleted(Reader.ADMIN.account()));

    questions()
        .forEach((name, question) ->
            assertThat(question.apply(reader.account()))
                .as(name)
                .isEqualTo(Answer.refuse(new RoomNotFound())));
    assertThat(queries.rooms().rooms(reader.account())).isEmpty();
    assertThat(queries.messages().messages(reader.account(), List.of(MESSAGE))).isEmpty();
    assertThat(queries.personal().bookmarks(reader.account())).isEmpty();
    assertThat(queries.tasks().assignedTo(reader.account(), Filter.OPEN, null, 10)).isEmpty();
    assertThat(queries.rooms().byLinkCode("nest")).isEmpty();
  }

  @Test
  @DisplayName("[VW41] people know colleagues and whom they meet in a room, and nobody else")
  void peopleKnowWhoIsAround() {
    for (Reader one : Reader.values()) {
      for (Reader other : Reader.values()) {
        // Plain members may not see the others, but see who wrote: the administrator.
        boolean together =
            one.isIn()
                && other.isIn()
                && (one == Reader.ADMIN || other == Reader.ADMIN || one == other);
        assertThat(queries.people().mayKnow(one.account(), other.account()))
            .as("%s knows %s", one, other)
            .isEqualTo(one.organization().equals(other.organization()) || together);
      }
    }
  }

  @Test
  @DisplayName("[VW34] a link shows name and size to whoever has its code")
  void linkShowsLittle() {
    assertThat(queries.rooms().byLinkCode("nest"))
        .contains(
            new RoomQueries.LinkPreview(ROOM, "Spring", new InvitationLink("nest", true, ""), 3));
    assertThat(queries.rooms().byLinkCode("Nest")).isEmpty();
    assertThat(queries.rooms().byLinkCode("")).isEmpty();
    assertThat(queries.rooms().byLinkCode("x".repeat(1_000))).isEmpty();
  }

  @Test
  @DisplayName("[VW31] what is of another room is not found in this one")
  void otherRoomsThingsAreNotFound() {
    RoomId other = new RoomId(129);
    world.happens(other, World.group(other, new Member(Reader.OUTSIDER.account(), Role.ADMIN)));

    assertThat(queries.tasks().task(Reader.OUTSIDER.account(), other, TASK))
        .isInstanceOf(Answer.Refused.class);
    assertThat(queries.files().file(Reader.OUTSIDER.account(), other, FILE))
        .isInstanceOf(Answer.Refused.class);
    assertThat(queries.messages().message(Reader.OUTSIDER.account(), other, MESSAGE))
        .isInstanceOf(Answer.Refused.class);
    assertThat(queries.messages().edits(Reader.OUTSIDER.account(), other, MESSAGE, 0))
        .isInstanceOf(Answer.Refused.class);
  }
}
