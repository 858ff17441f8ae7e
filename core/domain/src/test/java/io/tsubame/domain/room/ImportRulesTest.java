package io.tsubame.domain.room;

import static io.tsubame.domain.room.RoomScenario.ADA;
import static io.tsubame.domain.room.RoomScenario.LIMITS;
import static io.tsubame.domain.room.RoomScenario.MIO;
import static io.tsubame.domain.room.RoomScenario.REN;
import static io.tsubame.domain.room.RoomScenario.ROOM;
import static io.tsubame.domain.room.RoomScenario.given;
import static io.tsubame.domain.room.RoomScenario.group;
import static io.tsubame.domain.room.RoomScenario.nothing;
import static io.tsubame.domain.room.RoomScenario.posted;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.room.RoomCommand.CreateImportRoom;
import io.tsubame.domain.room.RoomCommand.ImportMessages;
import io.tsubame.domain.room.RoomCommand.ImportedMessage;
import io.tsubame.domain.room.RoomCommand.ImportedReaction;
import io.tsubame.domain.room.RoomCommand.PublishImport;
import io.tsubame.domain.room.RoomEvent.MembersChanged;
import io.tsubame.domain.room.RoomEvent.MessageEdited;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.domain.room.RoomEvent.ReactionAdded;
import io.tsubame.domain.room.RoomEvent.RoomCreated;
import io.tsubame.domain.room.RoomRejection.NoAdministrator;
import io.tsubame.domain.room.RoomRejection.OutOfBounds;
import io.tsubame.domain.room.RoomRejection.RepeatedMember;
import io.tsubame.domain.room.RoomRejection.RoomAlreadyExists;
import io.tsubame.domain.room.RoomRejection.RoomNotFound;
import io.tsubame.domain.room.RoomRejection.UnexpectedSequence;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ImportRulesTest {
  private static final Instant THEN = Instant.parse("2019-05-01T08:30:00Z");
  private static final Instant LATER = Instant.parse("2019-05-01T08:31:00Z");
  private static final RoomCreated CREATED =
      new RoomCreated(
          ROOM,
          RoomType.GROUP,
          "general",
          "",
          IconPreset.GROUP,
          RoomSettings.OPEN,
          List.of(),
          null);

  @Test
  @DisplayName("[RM90] an import begins with a room without members")
  void creates() {
    nothing().when(Actor.SERVER, new CreateImportRoom(ROOM, "general", "")).accepts(CREATED);
    given(CREATED)
        .when(Actor.SERVER, new CreateImportRoom(ROOM, "general", ""))
        .rejects(new RoomAlreadyExists());
    nothing()
        .when(Actor.SERVER, new CreateImportRoom(ROOM, "", ""))
        .rejects(new OutOfBounds("name", 1, 20));
  }

  @Test
  @DisplayName("[RM90] only the server imports, and into a room that exists")
  void leavesImportsToTheServer() {
    nothing().when(ADA, new CreateImportRoom(ROOM, "x", "")).rejects(new RoomNotFound());
    group().when(ADA, batch(0, plain("x"))).rejects(new RoomNotFound());
    group().when(ADA, new PublishImport(List.of())).rejects(new RoomNotFound());
    nothing().when(Actor.SERVER, batch(0, plain("x"))).rejects(new RoomNotFound());
    nothing().when(Actor.SERVER, new PublishImport(List.of())).rejects(new RoomNotFound());
  }

  @Test
  @DisplayName("[RM91] a batch continues where the room ends")
  void continues() {
    RoomScenario one = given(CREATED, posted(1, ADA, "x"));
    one.when(Actor.SERVER, batch(0, plain("x"))).rejects(new UnexpectedSequence(1));
    one.when(Actor.SERVER, batch(2, plain("x"))).rejects(new UnexpectedSequence(1));
    one.when(Actor.SERVER, batch(1, plain("y"))).accepts(imported(2, "y"));
    one.when(Actor.SERVER, batch(1)).accepts();
  }

  @Test
  @DisplayName("[RM91] a batch and what is in it are bounded")
  void boundsBatches() {
    ImportedMessage[] four = Collections.nCopies(4, plain("x")).toArray(ImportedMessage[]::new);
    refuses(batch(0, four), new OutOfBounds("messages", 0, 3));
    refuses(batch(0, plain("x"), plain("")), new OutOfBounds("body", 1, LIMITS.messageLength()));
    refuses(batch(0, reacted("boo", "bar", "baz")), new OutOfBounds("reactions", 0, 2));
    refuses(batch(0, reacted("x".repeat(11))), new OutOfBounds("reaction", 1, 10));
  }

  @Test
  @DisplayName("[RM92] messages keep authors, times, edit times and any reactions")
  void keepsEverything() {
    ImportedMessage message =
        new ImportedMessage(
            MIO,
            "[To:11] hi",
            THEN,
            LATER,
            List.of(
                new ImportedReaction("boo", ADA),
                new ImportedReaction("boo", REN),
                new ImportedReaction("boo", ADA)));
    given(CREATED)
        .when(Actor.SERVER, batch(0, message, plain("y")))
        .accepts(
            imported(1, "[To:11] hi"),
            new MessageEdited(1, "[To:11] hi", Mentions.NONE, LATER),
            new ReactionAdded(1, ADA, "boo"),
            new ReactionAdded(1, REN, "boo"),
            imported(2, "y"));
  }

  @Test
  @DisplayName("[RM93] publishing gives the room its members, with everything read")
  void publishes() {
    List<Member> members = List.of(new Member(ADA, Role.ADMIN), new Member(MIO, Role.MEMBER));
    RoomScenario filled = given(CREATED, posted(1, ADA, "x"));
    filled
        .when(Actor.SERVER, new PublishImport(members))
        .accepts(new MembersChanged(members, List.of()));
    RoomScenario published = filled.after(Actor.SERVER, new PublishImport(members));
    assertThat(published.room().markerOf(MIO)).isEqualTo(ReadMarker.at(1));
    published.when(Actor.SERVER, new PublishImport(members)).rejects(new RoomAlreadyExists());
  }

  @Test
  @DisplayName("[RM31] a published room has an administrator, and everybody once")
  void refusesOddMembers() {
    refuses(new PublishImport(List.of()), new NoAdministrator());
    refuses(new PublishImport(List.of(new Member(ADA, Role.MEMBER))), new NoAdministrator());
    refuses(
        new PublishImport(List.of(new Member(ADA, Role.ADMIN), new Member(ADA, Role.ADMIN))),
        new RepeatedMember(ADA));
  }

  private static void refuses(RoomCommand command, RoomRejection reason) {
    given(CREATED).when(Actor.SERVER, command).rejects(reason);
  }

  private static ImportMessages batch(int expectedSequence, ImportedMessage... messages) {
    return new ImportMessages(expectedSequence, List.of(messages));
  }

  private static ImportedMessage plain(String body) {
    return new ImportedMessage(MIO, body, THEN, null, List.of());
  }

  private static ImportedMessage reacted(String... reactions) {
    return new ImportedMessage(
        MIO,
        "x",
        THEN,
        null,
        List.of(reactions).stream()
            .map(reaction -> new ImportedReaction(reaction, new AccountId(99)))
            .toList());
  }

  private static MessagePosted imported(int sequence, String body) {
    return new MessagePosted(sequence, MIO, MessageKind.USER, body, Mentions.NONE, true, THEN);
  }
}
