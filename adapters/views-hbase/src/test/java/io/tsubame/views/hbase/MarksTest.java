package io.tsubame.views.hbase;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.hbase.client.Put;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MarksTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final long PATIENCE_SECONDS = 30;

  private final BlockingQueue<List<Put>> told = new LinkedBlockingQueue<>();

  private Marks marks(Duration patience) {
    return new Marks(patience, told::add);
  }

  private static Commits batch(int shard, long version) {
    return new Commits(shard, version, 0, 0, 0, 0, Map.of());
  }

  private static long version(Put mark) {
    return mark.getTimestamp();
  }

  @Test
  @DisplayName("[VH11] notes travel with the next batch, the last of each shard once")
  void travel() {
    Marks marks = marks(LONG);
    marks.add(batch(1, 10));
    marks.add(batch(2, 11));
    marks.add(batch(1, 12));

    assertThat(marks.take()).extracting(MarksTest::version).containsExactlyInAnyOrder(11L, 12L);
    assertThat(marks.take()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  @DisplayName("[VH11] of a batch that another has followed nothing is noted")
  void dropped() {
    Marks marks = marks(LONG);
    marks.add(batch(1, 10));
    marks.drop(1);

    assertThat(marks.take()).isEmpty();
  }

  @Test
  @DisplayName("[VH11] a note that no batch takes along is written alone")
  void alone() throws InterruptedException {
    Marks marks = marks(SHORT);
    for (long version = 10; version < 13; version++) {
      marks.add(batch(1, version));
      List<Put> written = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(written).isNotNull().extracting(MarksTest::version).containsExactly(version);
    }
  }

  @Test
  @DisplayName("[VH11] where notes cannot be written, later ones are all the same")
  void goesOn() throws InterruptedException {
    BlockingQueue<Boolean> failed = new LinkedBlockingQueue<>();
    Marks marks =
        new Marks(
            SHORT,
            notes -> {
              if (version(notes.getFirst()) == 10) {
                failed.add(true);
                throw new IllegalStateException("away");
              }
              told.add(notes);
            });
    marks.add(batch(1, 10));
    assertThat(failed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
    marks.add(batch(1, 11));
    assertThat(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .isNotNull()
        .extracting(MarksTest::version)
        .containsExactly(11L);
  }
}
