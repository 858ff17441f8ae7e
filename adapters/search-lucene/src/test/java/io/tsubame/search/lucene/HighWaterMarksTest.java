package io.tsubame.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.search.DocumentId;
import io.tsubame.application.search.DocumentKind;
import io.tsubame.domain.RoomId;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HighWaterMarksTest {
  private static final int ROOMS = 2;

  private Directory directory;
  private IndexWriter writer;
  private SearcherManager searchers;
  private HighWaterMarks marks;

  @BeforeEach
  void open(@TempDir Path path) throws IOException {
    directory = FSDirectory.open(path);
    writer = new IndexWriter(directory, new IndexWriterConfig(null));
    searchers = new SearcherManager(writer, null);
    marks = new HighWaterMarks(searchers, ROOMS);
  }

  @AfterEach
  void close() throws IOException {
    searchers.close();
    writer.close();
    directory.close();
  }

  private static DocumentId message(int room, int number) {
    return new DocumentId(DocumentKind.MESSAGE, new RoomId(room), number);
  }

  /// Whether it was new; then it is in the index.
  private boolean write(DocumentId id) throws IOException {
    marks.begin();
    try {
      boolean fresh = marks.isNew(id);
      if (fresh) {
        Document document = new Document();
        document.add(new StringField(Fields.ID, Fields.id(id), Field.Store.NO));
        writer.addDocument(document);
      }
      return fresh;
    } finally {
      marks.end();
    }
  }

  @Test
  @DisplayName("a document is new once, and where none of its room is later")
  void once() throws IOException {
    assertThat(write(message(1, 5))).isTrue();
    assertThat(write(message(1, 5))).isFalse();
    assertThat(write(message(1, 4))).isFalse();
    assertThat(write(message(1, 6))).isTrue();
  }

  @Test
  @DisplayName("rooms and kinds have numbers of their own")
  void ownNumbers() throws IOException {
    assertThat(write(message(1, 5))).isTrue();
    assertThat(write(message(2, 5))).isTrue();
    assertThat(write(new DocumentId(DocumentKind.TASK, new RoomId(1), 5))).isTrue();
  }

  @Test
  @DisplayName("what the index holds from before is not new")
  void before() throws IOException {
    write(message(1, 5));
    write(message(3, 1));
    searchers.maybeRefreshBlocking();
    marks = new HighWaterMarks(searchers, ROOMS);

    assertThat(write(message(1, 4))).isFalse();
    assertThat(write(message(1, 5))).isFalse();
    assertThat(write(message(1, 6))).isTrue();
    assertThat(write(message(2, 1))).isTrue();
    assertThat(write(message(3, 1))).isFalse();
  }

  @Test
  @DisplayName("of more rooms than are remembered, none has a document twice")
  void manyRooms() throws IOException {
    for (int room = 1; room <= 5 * ROOMS; room++) {
      assertThat(write(message(room, 7))).isTrue();
    }
    for (int room = 1; room <= 5 * ROOMS; room++) {
      assertThat(write(message(room, 7))).isFalse();
    }
    assertThat(write(message(1, 8))).isTrue();
  }
}
