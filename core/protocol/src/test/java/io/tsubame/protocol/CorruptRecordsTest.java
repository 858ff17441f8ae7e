package io.tsubame.protocol;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.application.shard.Commit;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomEvent.JoinRequested;
import io.tsubame.protocol.schema.EnvelopeProto.Envelope;
import io.tsubame.protocol.schema.RoomProto;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CorruptRecordsTest {
  private static final int REACTION_ADDED = 5;

  private final ProtobufCommitCodec codec = new ProtobufCommitCodec();

  @Test
  @DisplayName("[EV8] a type number that is not known names the number and the newer release")
  void unknownTypeNumber() {
    assertCorrupt(commitOf(stored(63, ByteString.EMPTY)), "type number 63", "newer release");
  }

  @Test
  @DisplayName("[EV8] a field that is not known names the event and its version")
  void unknownField() {
    ByteString event =
        RoomProto.TaskDeleted.newBuilder()
            .setTask(1)
            .setUnknownFields(field(9, ByteString.EMPTY))
            .build()
            .toByteString();

    assertCorrupt(commitOf(stored(10, event)), "[9] of room.task-deleted version 1", "newer");
  }

  @Test
  @DisplayName("[EV8] a field of the commit that is not known is refused")
  void unknownFieldOfTheCommit() {
    Envelope envelope =
        Envelope.newBuilder().setRoom(1).setUnknownFields(field(10, ByteString.EMPTY)).build();

    assertCorrupt(envelope.toByteArray(), "[10] of the commit", "newer release");
  }

  @ParameterizedTest
  @ValueSource(strings = {EventLog.EPOCH_OPENED, "commit.v2", ""})
  @DisplayName("[EV8] a record of another type is no commit")
  void otherRecordTypes(String type) {
    assertThatThrownBy(() -> codec.decode(new LogRecord(type, new byte[0])))
        .isExactlyInstanceOf(CorruptLog.class)
        .hasMessageContaining("'" + type + "'");
  }

  @Test
  @DisplayName("[EV9] what the domain does not allow is corrupt")
  void invalidValues() {
    ByteString noAccount =
        RoomProto.ReactionAdded.newBuilder().setReaction("x").build().toByteString();
    ByteString unknownIcon =
        RoomProto.RoomEdited.newBuilder().setIconValue(99).build().toByteString();

    assertCorrupt(commitOf(stored(REACTION_ADDED, noAccount)), "AccountId must be positive");
    assertCorrupt(commitOf(stored(17, unknownIcon)), "IconPreset");
    assertCorrupt(new byte[0], "no aggregate");
    assertCorrupt(commitOf(ByteString.EMPTY), "begin with its type");
  }

  @Test
  @DisplayName("[EV9] what the log returned is named by its shard and position")
  void damageNamesThePlace() {
    StoredRecord stored =
        new StoredRecord(7, 1_234, 3, ProtobufCommitCodec.RECORD_TYPE, new byte[0]);

    assertThatThrownBy(() -> codec.decode(stored))
        .isExactlyInstanceOf(CorruptLog.class)
        .hasMessageStartingWith("Shard 7, position 1234: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08014affffffff07", // an event of 2 GiB that is not there
        "08014a082affffffff070000", // a message of 2 GiB within an event
        "08014a072a0108011001", // bytes behind the event
        "08014a032a0108", // cut off
        "08014a0208", // a number instead of a message
        "0000", // a field that no schema can have
        "ffffffffffffffffffffff", // a number without an end
        "0b0b0b0b0b0b", // groups without an end
        "08014204ff000000" // a command id that is not UTF-8
      })
  @DisplayName("[EV9] bytes that are no commit are corrupt")
  void garbage(String hex) {
    assertThatThrownBy(() -> decode(HexFormat.of().parseHex(hex)))
        .isExactlyInstanceOf(CorruptLog.class);
  }

  @Test
  @DisplayName("[EV9] damaged bytes give a commit or CorruptLog, never anything else")
  void damagedGoldenFiles() {
    SplittableRandom random = new SplittableRandom(20260401);
    for (Commit sample : Samples.all()) {
      byte[] payload = codec.encode(sample).payload();
      for (int cut = 0; cut < payload.length; cut++) {
        Decoding.decodeOrReject(Arrays.copyOf(payload, cut));
      }
      for (int i = 0; i < 200; i++) {
        Decoding.decodeOrReject(damage(payload, random));
      }
    }
  }

  @Test
  @DisplayName("[EV10] a time that the log cannot hold is refused when it is written")
  void partsOfAMillisecond() {
    Instant micros = Instant.parse("2026-04-01T00:00:00.000001Z");
    Commit commit =
        new Commit(
            new AggregateId.Room(new RoomId(1)),
            Instant.EPOCH,
            Actor.SERVER,
            null,
            List.of(new JoinRequested(new AccountId(1), micros)));

    assertThatIllegalArgumentException().isThrownBy(() -> codec.encode(commit));
  }

  private static byte[] damage(byte[] payload, SplittableRandom random) {
    byte[] damaged = payload.clone();
    for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return damaged;
  }

  private void assertCorrupt(byte[] payload, String... parts) {
    assertThatThrownBy(() -> decode(payload))
        .isExactlyInstanceOf(CorruptLog.class)
        .message()
        .contains(parts);
  }

  private Commit decode(byte[] payload) {
    return codec.decode(new LogRecord(ProtobufCommitCodec.RECORD_TYPE, payload));
  }

  private static byte[] commitOf(ByteString storedEvent) {
    return Envelope.newBuilder().setRoom(1).addEvents(storedEvent).build().toByteArray();
  }

  private static ByteString stored(int number, ByteString event) {
    return field(number, event).toByteString();
  }

  private static UnknownFieldSet field(int number, ByteString content) {
    Field field = Field.newBuilder().addLengthDelimited(content).build();
    return UnknownFieldSet.newBuilder().addField(number, field).build();
  }
}
