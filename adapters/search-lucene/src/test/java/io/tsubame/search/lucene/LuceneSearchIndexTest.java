package io.tsubame.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.search.DamagedIndex;
import io.tsubame.application.search.DocumentId;
import io.tsubame.application.search.DocumentKind;
import io.tsubame.application.search.Folding;
import io.tsubame.application.search.IndexBatch;
import io.tsubame.application.search.IndexChange;
import io.tsubame.application.search.IndexDocument;
import io.tsubame.application.search.IndexQuery;
import io.tsubame.application.search.IndexQuery.Ranking;
import io.tsubame.application.search.SearchIndex;
import io.tsubame.application.search.SearchTerm;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.testkit.SearchIndexContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LuceneSearchIndexTest extends SearchIndexContract {
  private static final RoomId ROOM = new RoomId(1);

  @TempDir private Path directory;

  @Override
  protected SearchIndex start() {
    return indexes("one").open();
  }

  private LuceneSearchIndexes indexes(String name) {
    return new LuceneSearchIndexes(directory.resolve(name), LuceneSearchConfig.DEFAULT);
  }

  private static IndexBatch batch(int number, String text) {
    IndexDocument document =
        new IndexDocument(
            new DocumentId(DocumentKind.MESSAGE, ROOM, number),
            new AccountId(1),
            List.of(),
            false,
            Set.of(),
            Instant.ofEpochMilli(number),
            Folding.fold(text));
    return new IndexBatch(List.of(new IndexChange.Put(document)), Map.of(0, (long) number));
  }

  private static List<Integer> found(SearchIndex index, String text) {
    IndexQuery query =
        new IndexQuery(
            DocumentKind.MESSAGE,
            Set.of(ROOM),
            List.of(List.of(SearchTerm.of(text))),
            List.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            null,
            null,
            null,
            Ranking.RELEVANCE);
    return index.find(query, null, 10).hits().stream().map(hit -> hit.id().number()).toList();
  }

  @Test
  @DisplayName("[SI8] words are told apart by morphological analysis")
  void japaneseWords() {
    try (SearchIndex index = indexes("words").open()) {
      index.write(batch(1, "京都に行きました"));
      index.write(batch(2, "東京都庁に行きました"));
      index.flush();

      assertThat(found(index, "京都")).containsExactly(1, 2);
    }
  }

  @Test
  @DisplayName("[SI10] after a crash there is what was committed, with its checkpoints")
  void crash() throws IOException {
    Path copy = directory.resolve("copy");
    try (SearchIndex index = indexes("crash").open()) {
      index.write(batch(1, "committed"));
      index.flush();
      index.write(batch(2, "not committed"));
      copy(directory.resolve("crash"), copy);
    }
    try (SearchIndex index = new LuceneSearchIndexes(copy, LuceneSearchConfig.DEFAULT).open()) {
      assertThat(index.checkpoint(0)).isEqualTo(1);
      assertThat(found(index, "committed")).containsExactly(1);
      index.write(batch(2, "not committed"));
      index.flush();
      assertThat(found(index, "committed")).containsExactly(2, 1);
      assertThat(index.checkpoint(0)).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("[SI2] what comes again after a restart is there once, as it came last")
  void again() {
    try (SearchIndex index = indexes("again").open()) {
      for (int i = 1; i <= 3; i++) {
        index.write(batch(i, "before"));
      }
    }
    try (SearchIndex index = indexes("again").open()) {
      for (int i = 2; i <= 4; i++) {
        index.write(batch(i, "after"));
      }
      index.flush();

      assertThat(found(index, "before")).containsExactly(1);
      assertThat(found(index, "after")).containsExactly(4, 3, 2);
      assertThat(index.numbers().documents()).isEqualTo(4);
    }
  }

  @Test
  @DisplayName("[SI13] an index that cannot be opened is begun anew, empty")
  void unreadable() throws IOException {
    try (SearchIndex index = indexes("broken").open()) {
      index.write(batch(1, "text"));
    }
    for (Path file : files("broken")) {
      if (file.getFileName().toString().startsWith("segments_")) {
        Files.write(file, new byte[40]);
      }
    }
    try (SearchIndex index = indexes("broken").open()) {
      assertThat(index.checkpoint(0)).isZero();
      assertThat(found(index, "text")).isEmpty();
    }
  }

  @Test
  @DisplayName("[SI14] a flipped byte anywhere in the data is found by checking")
  void flippedByte() throws IOException {
    try (SearchIndex index = indexes("flipped").open()) {
      for (int i = 1; i <= 200; i++) {
        index.write(batch(i, "some text with number " + i + " 東京都"));
      }
      index.flush();
    }
    Path largest =
        files("flipped").stream()
            .filter(file -> !file.getFileName().toString().startsWith("segments_"))
            .max((one, other) -> Long.compare(one.toFile().length(), other.toFile().length()))
            .orElseThrow();
    byte[] content = Files.readAllBytes(largest);
    content[content.length / 2] ^= 1;
    Files.write(largest, content);

    SearchIndex index = indexes("flipped").open();
    assertThatThrownBy(index::check).isInstanceOf(DamagedIndex.class);
    assertThatThrownBy(() -> index.write(batch(1, "more"))).isInstanceOf(DamagedIndex.class);
    index.close();
  }

  @Test
  @DisplayName("[SI15] another index is made beside the one in use, and is in use after a restart")
  void generations() {
    LuceneSearchIndexes indexes = indexes("generations");
    SearchIndex first = indexes.open();
    first.write(batch(1, "old"));
    SearchIndex next = indexes.create();
    next.write(batch(1, "new"));
    first.flush();
    assertThat(found(first, "old")).containsExactly(1);
    first.close();
    indexes.use(next);
    next.close();

    try (SearchIndex again = indexes("generations").open()) {
      assertThat(found(again, "new")).containsExactly(1);
      assertThat(found(again, "old")).isEmpty();
    }
    assertThat(directory.resolve("generations").resolve("index-1")).doesNotExist();
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> all = Files.walk(directory.resolve(name).resolve("index-1"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(from)) {
      all = walk.toList();
    }
    for (Path file : all) {
      if (!file.getFileName().toString().equals("write.lock")) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
