package io.tsubame.eventlog.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.log.CorruptLog;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RecordValueTest {
  private final byte[] key = new RecordKey(5, 77).bytes();

  @Test
  @DisplayName("[EL2] epoch, type and payload come back")
  void roundTrip() {
    long seed = 20_260_401;
    Random random = new Random(seed);
    for (int round = 0; round < 1000; round++) {
      byte[] payload = new byte[random.nextInt(100)];
      random.nextBytes(payload);
      long epoch = random.nextLong() >>> random.nextInt(1, 64);
      int type = random.nextInt() >>> random.nextInt(1, 32);

      RecordValue back = RecordValue.decode(key, new RecordValue(epoch, type, payload).encode(key));

      assertThat(back.epoch()).as("seed %d, round %d", seed, round).isEqualTo(epoch);
      assertThat(back.type()).as("seed %d, round %d", seed, round).isEqualTo(type);
      assertThat(back.payload()).as("seed %d, round %d", seed, round).isEqualTo(payload);
    }
  }

  @Test
  @DisplayName("[EL18] every flipped bit is found")
  void flippedBits() {
    byte[] value = new RecordValue(3, 300, "payload".getBytes(StandardCharsets.UTF_8)).encode(key);
    for (int bit = 0; bit < 8 * value.length; bit++) {
      byte[] damaged = value.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertCorrupt(key, damaged);
    }
  }

  @Test
  @DisplayName("[EL18] a value of another place or a shortened one is found")
  void wrongPlace() {
    byte[] value = new RecordValue(3, 1, new byte[20]).encode(key);

    assertCorrupt(new RecordKey(5, 78).bytes(), value);
    assertCorrupt(new RecordKey(6, 77).bytes(), value);
    for (int length = 0; length < value.length; length++) {
      assertCorrupt(key, Arrays.copyOf(value, length));
    }
  }

  private static void assertCorrupt(byte[] at, byte[] value) {
    assertThatThrownBy(() -> RecordValue.decode(at, value)).isInstanceOf(CorruptLog.class);
  }
}
