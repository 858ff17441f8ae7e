package io.tsubame.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.shard.Commit;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.RoomEvent.RoomEdited;
import io.tsubame.protocol.EventVersion.Current;
import io.tsubame.protocol.EventVersion.Retired;
import io.tsubame.protocol.schema.EnvelopeProto.Envelope;
import io.tsubame.protocol.schema.RetiredProto.RoomEditedFirst;
import io.tsubame.protocol.schema.RetiredProto.RoomEditedSecond;
import io.tsubame.protocol.schema.RoomProto;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A catalogue in which `room.edited` is in its third version.
final class UpcasterTest {
  private static final Current<RoomEdited, RoomProto.RoomEdited> THIRD =
      new Current<>(
          202,
          "room.edited",
          3,
          RoomEdited.class,
          RoomProto.RoomEdited.parser(),
          RoomEvents::write,
          RoomEvents::read);

  private static final Retired<RoomEditedSecond, RoomProto.RoomEdited> SECOND =
      new Retired<>(201, RoomEditedSecond.parser(), UpcasterTest::withGroupIcon, THIRD);

  private static final Retired<RoomEditedFirst, RoomEditedSecond> FIRST =
      new Retired<>(200, RoomEditedFirst.parser(), UpcasterTest::withoutDescription, SECOND);

  private final ProtobufCommitCodec codec =
      new ProtobufCommitCodec(new EventCatalogue(List.of(FIRST, SECOND, THIRD)));

  @Test
  @DisplayName("[EV5] a retired version is read as the event of today, step by step")
  void retiredVersionsAreUpcast() {
    RoomEditedFirst first = RoomEditedFirst.newBuilder().setTitle("営業部").build();
    RoomEditedSecond second =
        RoomEditedSecond.newBuilder().setName("営業部").setDescription("連絡用").build();

    assertThat(read(200, first)).isEqualTo(new RoomEdited("営業部", "", IconPreset.GROUP));
    assertThat(read(201, second)).isEqualTo(new RoomEdited("営業部", "連絡用", IconPreset.GROUP));
  }

  @Test
  @DisplayName("[EV5] only the newest version is written")
  void onlyTheNewestVersionIsWritten() {
    RoomEdited event = new RoomEdited("営業部", "連絡用", IconPreset.STAR);

    assertThat(read(202, RoomEvents.write(event))).isEqualTo(event);
    assertThat(new EventCatalogue(List.of(FIRST, SECOND, THIRD)).of(event).number()).isEqualTo(202);
  }

  @Test
  @DisplayName("[EV5] the versions of a type are counted back from the newest")
  void versionsAreCounted() {
    assertThat(List.of(FIRST, SECOND, THIRD))
        .extracting(EventVersion::version)
        .containsExactly(1, 2, 3);
    assertThat(FIRST.name()).isEqualTo("room.edited");
  }

  @Test
  @DisplayName("[EV2] a number, a version and a class stand for one thing only")
  void contradictingEntriesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EventCatalogue(List.of(THIRD, THIRD)))
        .withMessageContaining("room.edited version 3");
  }

  private static RoomEditedSecond withoutDescription(RoomEditedFirst first) {
    return RoomEditedSecond.newBuilder().setName(first.getTitle()).build();
  }

  private static RoomProto.RoomEdited withGroupIcon(RoomEditedSecond second) {
    return RoomProto.RoomEdited.newBuilder()
        .setName(second.getName())
        .setDescription(second.getDescription())
        .setIcon(RoomProto.IconPreset.ICON_GROUP)
        .build();
  }

  private Object read(int number, Message message) {
    Field event = Field.newBuilder().addLengthDelimited(message.toByteString()).build();
    ByteString stored = UnknownFieldSet.newBuilder().addField(number, event).build().toByteString();
    byte[] payload = Envelope.newBuilder().setRoom(1).addEvents(stored).build().toByteArray();
    Commit commit = codec.decode(new LogRecord(ProtobufCommitCodec.RECORD_TYPE, payload));
    return commit.events().getFirst();
  }
}
