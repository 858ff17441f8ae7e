package io.tsubame.search.lucene;

import io.tsubame.application.Unavailable;
import io.tsubame.application.search.SearchIndex;
import io.tsubame.application.search.SearchIndexes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Indexes as folders `index-1`, `index-2`, … of one directory; the file `CURRENT` names the one in
/// use.
public final class LuceneSearchIndexes implements SearchIndexes {
  private static final Logger LOG = LoggerFactory.getLogger(LuceneSearchIndexes.class);
  private static final String PREFIX = "index-";
  private static final String CURRENT = "CURRENT";

  private final Path root;
  private final LuceneSearchConfig config;
  private @Nullable Path created;

  /// @param root is made where it does not exist
  public LuceneSearchIndexes(Path root, LuceneSearchConfig config) {
    this.root = root;
    this.config = config;
  }

  @Override
  public synchronized SearchIndex open() {
    return failingPlainly(() -> {
      Files.createDirectories(root);
      Path current = current();
      deleteOthers(current);
      try {
        if (hasLayout(current)) {
          return LuceneSearchIndex.open(current, config);
        }
        LOG.atInfo().log("The search index has another layout and is made anew");
      } catch (CorruptIndexException
          | IndexFormatTooNewException
          | IndexFormatTooOldException
          | EOFException
          | NoSuchFileException
          | IllegalArgumentException damage) {
        LOG.atWarn().addKeyValue("cause", damage.toString()).log("The search index is damaged");
      }
      deleteTree(current);
      return LuceneSearchIndex.open(Files.createDirectories(current), config);
    });
  }

  @Override
  public synchronized SearchIndex create() {
    return failingPlainly(() -> {
      Path next = root.resolve(PREFIX + (number(current()) + 1));
      deleteTree(next);
      created = next;
      return LuceneSearchIndex.open(Files.createDirectories(next), config);
    });
  }

  @Override
  public synchronized void use(SearchIndex index) {
    failingPlainly(() -> {
      Path path = ((LuceneSearchIndex) index).path();
      point(path);
      created = null;
      deleteOthers(path);
      return path;
    });
  }

  @Override
  public synchronized void discard() {
    failingPlainly(() -> {
      Path unused = created;
      created = null;
      if (unused != null) {
        deleteTree(unused);
      }
      return root;
    });
  }

  /// True also where nothing was ever committed.
  private static boolean hasLayout(Path path) throws IOException {
    try (Directory directory = Settings.directory(path)) {
      if (!DirectoryReader.indexExists(directory)) {
        return true;
      }
      Map<String, String> content = SegmentInfos.readLatestCommit(directory).getUserData();
      return Fields.LAYOUT.equals(content.get(Settings.LAYOUT));
    }
  }

  private Path current() throws IOException {
    Path pointer = root.resolve(CURRENT);
    if (Files.exists(pointer)) {
      String name = Files.readString(pointer, StandardCharsets.US_ASCII).strip();
      if (name.matches(PREFIX + "[1-9][0-9]{0,8}")) {
        return Files.createDirectories(root.resolve(name));
      }
    }
    Path first = Files.createDirectories(root.resolve(PREFIX + 1));
    point(first);
    return first;
  }

  /// The name is on the disk before the file appears under its own.
  private void point(Path index) throws IOException {
    Path written = root.resolve(CURRENT + ".new");
    Files.writeString(written, index.getFileName() + "\n", StandardCharsets.US_ASCII);
    flush(written);
    Files.move(
        written,
        root.resolve(CURRENT),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    flush(root);
  }

  private void deleteOthers(Path current) throws IOException {
    List<Path> others;
    try (Stream<Path> files = Files.list(root)) {
      others =
          files
              .filter(file -> file.getFileName().toString().startsWith(PREFIX))
              .filter(file -> !file.equals(current))
              .toList();
    }
    for (Path other : others) {
      deleteTree(other);
    }
  }

  private static int number(Path index) {
    return Integer.parseInt(index.getFileName().toString().substring(PREFIX.length()));
  }

  private static void flush(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void deleteTree(Path tree) throws IOException {
    if (Files.notExists(tree)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(tree)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }

  private interface FileWork<T> {
    T run() throws IOException;
  }

  private <T> T failingPlainly(FileWork<T> work) {
    try {
      return work.run();
    } catch (IOException failure) {
      throw new Unavailable(
          "cannot use the search index in " + root + ": " + failure.getMessage(), failure);
    }
  }
}
