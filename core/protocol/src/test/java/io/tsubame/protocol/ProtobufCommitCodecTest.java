package io.tsubame.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commit;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Event;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.Mentions;
import io.tsubame.domain.room.MessageKind;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.protocol.schema.CommitProto;
import io.tsubame.testkit.properties.Property;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ProtobufCommitCodecTest {
  private static final Instant NOW = Instant.parse("2026-04-01T09:30:00.123Z");

  private final ProtobufCommitCodec codec = new ProtobufCommitCodec();

  @Test
  @DisplayName("[EV1] a commit that is written and read is the same commit")
  void encodingAndDecodingACommitGivesTheSameCommit() {
    Property.check(
        "commit round trip",
        2_000,
        Generated.commits(),
        commit -> assertThat(codec.decode(codec.encode(commit))).isEqualTo(commit));
  }

  @Test
  @DisplayName("[EV1] any event that is written and read is the same event")
  void encodingAndDecodingAnyEventGivesTheSameEvent() {
    for (Class<?> type : DomainTypes.eventRecords()) {
      Property.check(
          "event round trip of " + type.getSimpleName(),
          100,
          Generated.values(type),
          event -> {
            Commit commit = commit((Event) event);
            assertThat(codec.decode(codec.encode(commit))).isEqualTo(commit);
          });
    }
  }

  @Test
  @DisplayName("[EV4] the same commit has the same bytes, which the published schema reads")
  void theSameCommitGivesTheSameBytesAndThePublishedSchemaReadsThem() {
    Property.check(
        "published schema",
        500,
        Generated.commits(),
        commit -> {
          byte[] payload = codec.encode(commit).payload();
          assertThat(codec.encode(codec.decode(codec.encode(commit))).payload()).isEqualTo(payload);
          assertThat(CommitProto.Commit.parseFrom(payload).toByteArray()).isEqualTo(payload);
        });
  }

  @Test
  @DisplayName("a posted message costs less than 45 bytes beyond its text")
  void aPostedMessageCostsLessThan45BytesBeyondItsText() {
    String body = "あ".repeat(66) + "..";
    LogRecord logRecord = codec.encode(commit(posted(body)));

    int overhead = logRecord.payload().length - body.getBytes(StandardCharsets.UTF_8).length;

    assertThat(overhead).isLessThan(45);
  }

  @Test
  @DisplayName("[EV1] a commit without events keeps its command id")
  void aCommandIdIsKept() {
    Commit commit =
        new Commit(
            new AggregateId.Room(new RoomId(64)),
            NOW,
            Actor.SERVER,
            new CommandId("import:general:17", -17),
            List.of());

    assertThat(codec.decode(codec.encode(commit))).isEqualTo(commit);
  }

  @Test
  @DisplayName("[EV11] half a surrogate pair is written as a question mark")
  void loneSurrogates() {
    Commit read = codec.decode(codec.encode(commit(posted("a\ud83db\ude00"))));

    assertThat(read.events()).containsExactly(posted("a?b?"));
  }

  /// With ids as a server has them after a million rooms and a hundred thousand accounts.
  private static MessagePosted posted(String body) {
    return new MessagePosted(
        200_000, new AccountId(6_400_005), MessageKind.USER, body, Mentions.NONE, true, NOW);
  }

  private static Commit commit(Event event) {
    return new Commit(
        new AggregateId.Room(new RoomId(64_000_003)),
        NOW,
        Actor.of(new AccountId(6_400_005)),
        null,
        List.of(event));
  }
}
