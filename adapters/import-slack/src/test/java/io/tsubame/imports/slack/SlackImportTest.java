package io.tsubame.imports.slack;

import static io.tsubame.imports.slack.ExportZip.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.query.MessageView;
import io.tsubame.application.query.PersonView;
import io.tsubame.application.query.RoomView;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.organization.OrganizationEvent.Rank;
import io.tsubame.imports.slack.SlackImport.Report;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SlackImportTest {
  @TempDir Path folder;

  private final ImportWorld world = new ImportWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @DisplayName("[IS2] [IS21] [IS26] people and channels come with their words")
  void peopleAndChannels() {
    Report report = world.run(ExportZip.small().in(folder));

    assertThat(report)
        .returns("slack:T1", Report::workspace)
        .returns(2, Report::people)
        .returns(1, Report::rooms)
        .returns(0L, Report::messages);
    PersonView mei = world.person("Mei Ito");
    assertThat(mei.loginEmail()).isEqualTo("u2@t1.slack.invalid");
    assertThat(world.person("Akira Tanaka").loginEmail()).isEqualTo("akira@example.com");
    assertThat(world.rooms(mei.id())).containsOnlyKeys("general");
    assertThat(world.rooms(mei.id()).get("general").description())
        .isEqualTo("Everything\nFor <all>");
  }

  @Test
  @DisplayName("[IS24] [IS25] owners become administrators, creators lead their rooms")
  void roles() {
    Report report = world.run(ExportZip.small().in(folder));

    AccountId akira = world.person("Akira Tanaka").id();
    AccountId mei = world.person("Mei Ito").id();
    var organizations = world.queries.organizations();
    assertThat(organizations.rank(report.organization(), akira)).contains(Rank.ADMINISTRATOR);
    assertThat(organizations.rank(report.organization(), mei)).contains(Rank.USER);
    assertThat(world.rooms(mei).get("general").role().name()).isEqualTo("ADMIN");
    assertThat(world.rooms(akira).get("general").role().name()).isEqualTo("MEMBER");
  }

  @Test
  @DisplayName("[IS6] [IS16] messages stand in the order of their times, to the millisecond")
  void orderAndTimes() {
    world.run(
        ExportZip.small()
            .day(
                "2026-04-02",
                message("U1", "1775088000.000100", "fourth"),
                message("U2", "1775001600.500000", "second"))
            .day(
                "2026-04-01",
                message("U2", "1775001601.000000", "third"),
                message("U1", "1775001600.123456", "first"))
            .in(folder));

    List<MessageView> messages = general();
    assertThat(messages)
        .extracting(MessageView::body)
        .containsExactly("first", "second", "third", "fourth");
    assertThat(messages)
        .extracting(MessageView::sentAt)
        .startsWith(Instant.ofEpochMilli(1_775_001_600_123L));
    assertThat(messages).extracting(MessageView::sequence).containsExactly(1, 2, 3, 4);
  }

  @Test
  @DisplayName("[IS7] what is imported is read, and its mentions count for nobody")
  void nothingIsUnread() {
    world.run(
        ExportZip.small()
            .day("2026-04-01", message("U1", "1775001600.000000", "<@U2> <!channel>"))
            .in(folder));

    AccountId mei = world.person("Mei Ito").id();
    RoomView room = world.rooms(mei).get("general");
    assertThat(room.counts().unread()).isZero();
    assertThat(room.counts().mentions()).isZero();
    assertThat(general().getFirst().body()).isEqualTo("[To:" + mei + "]Mei Ito [toall]");
  }

  @Test
  @DisplayName("[IS40] [IS41] [IS42] [IS43] threads, reactions, edits and files are kept")
  void partsOfMessages() {
    world.run(
        ExportZip.small()
            .day(
                "2026-04-01",
                message("U1", "1775001600.000000", "question"),
                """
                {"type": "message", "user": "U2", "ts": "1775001700.000000", "text": "answer",
                 "thread_ts": "1775001600.000000", "edited": {"user": "U2", "ts": "1775001800.000000"},
                 "reactions": [{"name": "tada", "users": ["U1", "U2"], "count": 2},
                               {"name": "wakaru", "users": ["U1"], "count": 1}],
                 "files": [{"id": "F1", "name": "plan.pdf"}, {"id": "F2", "mode": "tombstone"}],
                 "blocks": [{"type": "rich_text", "elements": [[{}]]}], "unheard_of": {"a": [1]}}
                """)
            .in(folder));

    MessageView question = general().getFirst();
    MessageView answer = general().getLast();
    assertThat(answer.body())
        .isEqualTo(
            "[rp aid=%s to=%s-%s]\nanswer[info]📎 plan.pdf[/info]"
                .formatted(
                    question.author(),
                    question.room(),
                    MessageId.of(question.room(), question.sequence())));
    assertThat(answer.editedAt()).isEqualTo(Instant.ofEpochSecond(1_775_001_800L));
    assertThat(answer.reactions())
        .extracting(kind -> kind.reaction() + kind.accounts().size())
        .containsExactly("tada2", "wakaru1");
  }

  @Test
  @DisplayName("[IS21] [IS24] whoever wrote or reacted and is in no list stands there by name")
  void placeholders() {
    world.run(
        ExportZip.small()
            .day(
                "2026-04-01",
                """
                {"type": "message", "subtype": "bot_message", "bot_id": "B7", "username": "Build",
                 "ts": "1775001600.000000", "text": "",
                 "attachments": [{"title": "Run 12", "text": "passed &amp; done"},
                                 {"from_url": "https://x.example", "text": "preview"}]}
                """,
                """
                {"type": "message", "user": "U9", "ts": "1775001601.000000", "text": "gone",
                 "reactions": [{"name": "eyes", "users": ["U8"]}]}
                """,
                "{\"ts\": \"1775001602.000000\"}")
            .in(folder));

    List<MessageView> messages = general();
    assertThat(messages)
        .extracting(message -> world.name(message.author()))
        .containsExactly("Build", "U9", "unknown");
    assertThat(messages)
        .extracting(MessageView::body)
        .containsExactly("[info][title]Run 12[/title]passed & done[/info]", "gone", " ");
    assertThat(world.people()).extracting(person -> person.profile().name()).doesNotContain("U9");
  }

  @Test
  @DisplayName("[IS14] conversations are rooms of those who had them; other files are counted")
  void conversations() {
    Report report =
        world.run(
            ExportZip.small()
                .with("dms.json", "[{\"id\": \"D1\", \"members\": [\"U1\", \"U2\"]}]")
                .with("D1/2026-04-01.json", "[" + message("U1", "1775001600.1", "psst") + "]")
                .with("integration_logs.json", "[]")
                .with("general/canvas.json", "{}")
                .with("elsewhere/2026-04-01.json", "[]")
                .in(folder));

    assertThat(report.ignoredFiles()).isEqualTo(3);
    assertThat(world.rooms(world.person("Mei Ito").id()))
        .containsOnlyKeys("Akira Tanaka, Mei Ito", "general");
  }

  @Test
  @DisplayName("[IS14] all files may stand in one folder")
  void inOneFolder() {
    Report report =
        world.run(
            new ExportZip()
                .with("export/users.json", "[{\"id\": \"U1\", \"name\": \"akira\"}]")
                .with("export/channels.json", "[{\"id\": \"C1\", \"name\": \"general\"}]")
                .with("export/general/2026-04-01.json", "[" + message("U1", "1.0", "hi") + "]")
                .in(folder));

    assertThat(report.messages()).isOne();
    assertThat(report.workspace()).startsWith("slack:users-");
  }

  @Test
  @DisplayName("[IS22] an address that somebody has is not taken away")
  void takenAddresses() {
    world.run(ExportZip.small().in(folder));
    world.run(
        new ExportZip()
            .with(
                "users.json",
                """
                [{"id": "U1", "team_id": "T2", "name": "other",
                  "profile": {"email": "AKIRA@example.com"}},
                 {"id": "U2", "team_id": "T2", "name": "one", "profile": {"email": "x@example.com"}},
                 {"id": "U3", "team_id": "T2", "name": "two", "profile": {"email": "X@example.com"}}]
                """)
            .with("channels.json", "[]")
            .in(folder));

    assertThat(world.person("other").loginEmail()).isEqualTo("u1@t2.slack.invalid");
    assertThat(world.person("one").loginEmail()).isEqualTo("x@example.com");
    assertThat(world.person("two").loginEmail()).isEqualTo("u3@t2.slack.invalid");
    assertThat(world.person("Akira Tanaka").loginEmail()).isEqualTo("akira@example.com");
  }

  @Test
  @DisplayName("[IS17] halves of characters, NUL and a byte order mark do no harm")
  void strangeCharacters() {
    world.run(
        ExportZip.small()
            .with(
                "general/2026-04-01.json",
                "\uFEFF[" + message("U1", "1.0", "a\\ud83d b\\u0000 \\ud83d\\udc4d") + "]")
            .in(folder));

    assertThat(general().getFirst().body()).isEqualTo("a\uFFFD b\uFFFD 👍");
  }

  @Test
  @DisplayName("[IS4] the same archive again changes nothing")
  void again() {
    ExportZip export =
        ExportZip.small()
            .day("2026-04-01", message("U1", "1.0", "one"), message("U2", "2.0", "two"));
    world.run(export.in(folder));
    List<String> before = world.seen();
    long records = world.records();

    Report again = world.run(export.in(folder));

    assertThat(again.messages()).isEqualTo(2);
    assertThat(again.written()).isZero();
    assertThat(world.records()).isEqualTo(records);
    assertThat(world.seen()).isEqualTo(before);
  }

  @Test
  @DisplayName("[IS5] another archive of the same workspace is refused")
  void otherContent() {
    world.run(ExportZip.small().in(folder));
    long records = world.records();
    Path other = ExportZip.small().day("2026-04-01", message("U1", "1.0", "more")).in(folder);

    assertThatThrownBy(() -> world.run(other)).isInstanceOf(InvalidArchive.class);
    assertThat(world.records()).isEqualTo(records);
  }

  private List<MessageView> general() {
    AccountId reader = world.person("Mei Ito").id();
    return world.messages(reader, world.rooms(reader).get("general"));
  }

  @Test
  @DisplayName("[IS2] where the organization has no place for all, nobody enters and no room shows")
  void noPlace() {
    try (ImportWorld tooSmall = new ImportWorld(1)) {
      Path zip = ExportZip.small().day("2026-04-01", message("U1", "1.0", "one")).in(folder);
      assertThatThrownBy(() -> tooSmall.run(zip))
          .isInstanceOf(InvalidArchive.class)
          .hasMessageContaining("a place for everybody is refused");
      tooSmall.catchUp();
      assertThat(tooSmall.seen()).isEmpty();
    }
  }
}
