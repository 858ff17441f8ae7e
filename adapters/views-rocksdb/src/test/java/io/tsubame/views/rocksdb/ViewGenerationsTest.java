package io.tsubame.views.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Unavailable;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewBatch;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ViewGenerationsTest {
  @TempDir private Path directory;

  @Test
  @DisplayName("the first generation is there by itself, and stays")
  void first() {
    Path first = new ViewGenerations(directory.resolve("views")).current();

    assertThat(first).isDirectory().hasFileName("views-1");
    assertThat(new ViewGenerations(directory.resolve("views")).current()).isEqualTo(first);
  }

  @Test
  @DisplayName("a rebuild fills the next generation, changes over, and throws the old away")
  void rebuild() {
    ViewGenerations generations = new ViewGenerations(directory);
    write(generations.current(), 1);
    Path next = generations.next();
    write(next, 2);
    assertThat(read(generations.current())).isEqualTo((byte) 1);

    generations.use(next);
    generations.deleteOthers();

    ViewGenerations afterRestart = new ViewGenerations(directory);
    assertThat(afterRestart.current()).isEqualTo(next);
    assertThat(read(afterRestart.current())).isEqualTo((byte) 2);
    assertThat(directory.resolve("views-1")).doesNotExist();
    assertThat(afterRestart.next()).hasFileName("views-3");
  }

  @Test
  @DisplayName("a rebuild that was broken off leaves nothing to the next one")
  void brokenOff() {
    ViewGenerations generations = new ViewGenerations(directory);
    write(generations.current(), 1);
    write(generations.next(), 9);

    Path again = new ViewGenerations(directory).next();
    assertThat(again).isEmptyDirectory();
    assertThat(read(generations.current())).isEqualTo((byte) 1);
  }

  @Test
  @DisplayName("an unreadable CURRENT is said plainly")
  void unreadable() throws Exception {
    Files.writeString(directory.resolve("CURRENT"), "../elsewhere");

    assertThatThrownBy(() -> new ViewGenerations(directory).current())
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("CURRENT");
  }

  @Test
  @DisplayName("what is no generation cannot be used")
  void stranger() {
    ViewGenerations generations = new ViewGenerations(directory);

    assertThatThrownBy(() -> generations.use(directory))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> generations.use(directory.resolve("views-7")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void write(Path generation, int value) {
    try (RocksViewStore store = RocksViewStore.open(generation, RocksViewStoreConfig.DEFAULT)) {
      ViewBatch batch = new ViewBatch();
      batch.put(Table.ROOMS, new byte[1], new byte[] {(byte) value});
      store.write(batch);
    }
  }

  private static byte read(Path generation) {
    try (RocksViewStore store = RocksViewStore.open(generation, RocksViewStoreConfig.DEFAULT)) {
      byte[] value = store.get(Table.ROOMS, new byte[1]);
      assertThat(value).hasSize(1);
      return value[0];
    }
  }
}
