package io.tsubame.application.move;

import io.tsubame.application.Unavailable;
import io.tsubame.application.blob.BlobStore;
import io.tsubame.application.blob.BlobStore.Stored;
import io.tsubame.application.file.Downloads;
import io.tsubame.application.view.FileRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore;
import io.tsubame.domain.BlobKey;
import io.tsubame.domain.Event;
import io.tsubame.domain.FileId;
import io.tsubame.domain.account.AccountEvent.AvatarChanged;
import io.tsubame.domain.room.FileContent;
import io.tsubame.domain.room.FileExamination.Preview;
import io.tsubame.domain.room.RoomEvent.FileAttached;
import io.tsubame.domain.room.RoomEvent.FileExamined;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Copies the bytes of the files that the commits name and that are not deleted, some at a time,
/// and reads at the target what came of it. Bytes are written whole or not at all, so what is there
/// with the right checksum need not be copied again.
final class FileCopies {
  /// More are not kept in mind: something is wrong with the source's storage.
  private static final int MOST_TROUBLED = 10_000;

  private final BlobStore source;
  private final BlobStore target;
  private final ViewStore views;
  private final Path scratch;
  private final MoveLimits limits;
  private final Attempts attempts;
  private final Semaphore free;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final LongAdder files = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  /// Files that the source lacks, or whose bytes are damaged there, by what was found.
  private final Map<Wanted, String> troubled = new ConcurrentHashMap<>();

  /// Reads from the views of the target, which have to hold what is told here.
  FileCopies(MovePorts ports, MoveLimits limits, Attempts attempts) {
    source = ports.source().blobs();
    target = ports.target().blobs();
    views = ports.target().views();
    scratch = ports.scratch();
    this.limits = limits;
    this.attempts = attempts;
    free = new Semaphore(limits.filesAtOnce());
  }

  /// @param file of which the bytes are; null of portraits
  /// @param content null where only the source knows what the bytes are to be
  private record Wanted(BlobKey key, @Nullable FileId file, @Nullable FileContent content) {}

  long files() {
    return files.sum();
  }

  long bytes() {
    return bytes.sum();
  }

  /// Copies what the event names, as soon as one of the few has ended that are copied at once.
  void follow(Event event) throws MoveStopped, InterruptedException {
    switch (event) {
      case FileAttached attached ->
          begin(new Wanted(attached.content().blob(), attached.file(), attached.content()));
      case FileExamined examined -> beginPreviews(examined.file());
      case AvatarChanged(String avatar) -> {
        Optional<BlobKey> portrait = BlobKey.portrait(avatar);
        if (portrait.isPresent()) {
          begin(new Wanted(portrait.get(), null, null));
        }
      }
      default -> {}
    }
  }

  /// Returns when everything is copied that was told.
  ///
  /// @return what is missing or damaged at the source, and is not deleted
  List<String> await() throws MoveStopped, InterruptedException {
    for (Wanted wanted : List.copyOf(troubled.keySet())) {
      troubled.remove(wanted);
      begin(wanted);
    }
    free.acquire(limits.filesAtOnce());
    free.release(limits.filesAtOnce());
    failIfFailed();
    return troubled.values().stream().sorted().toList();
  }

  /// Returns when nothing is being copied any more, whatever became of it.
  void awaitEnd() {
    free.acquireUninterruptibly(limits.filesAtOnce());
    free.release(limits.filesAtOnce());
  }

  private void beginPreviews(FileId file) throws MoveStopped, InterruptedException {
    byte[] row = views.get(Table.FILES, Keys.file(file));
    if (row == null) {
      return;
    }
    FileRow found = FileRow.decode(row);
    Preview preview = found.found() == null ? Preview.NONE : found.found().preview();
    BlobKey key = found.content().blob();
    switch (preview) {
      case NONE -> {}
      case TEXT -> begin(new Wanted(key.derived(Downloads.TEXT), file, null));
      case PICTURE -> {
        begin(new Wanted(key.derived(Downloads.SMALL), file, null));
        begin(new Wanted(key.derived(Downloads.LARGE), file, null));
      }
    }
  }

  private void begin(Wanted wanted) throws MoveStopped, InterruptedException {
    failIfFailed();
    if (!isNamed(wanted)) {
      return;
    }
    free.acquire();
    Thread.ofVirtual()
        .name("file-copy")
        .start(() -> {
          try {
            attempts.at(() -> {
              copy(wanted);
              return wanted;
            });
          } catch (Throwable told) {
            failure.compareAndSet(null, told);
          } finally {
            free.release();
          }
        });
  }

  /// Whether it is not deleted.
  private boolean isNamed(Wanted wanted) {
    byte[] row =
        wanted.file() == null
            ? views.get(Table.FILE_BLOBS, Keys.blob(wanted.key()))
            : views.get(Table.FILES, Keys.file(wanted.file()));
    return row != null;
  }

  private void failIfFailed() throws MoveStopped {
    Throwable failed = failure.get();
    if (failed != null) {
      throw new MoveStopped("A file cannot be copied: " + failed.getMessage(), failed);
    }
    if (troubled.size() > MOST_TROUBLED) {
      throw new MoveStopped(
          "More than " + MOST_TROUBLED + " files are missing at the source: is its storage right?");
    }
  }

  private void copy(Wanted wanted) throws MoveStopped {
    FileContent content = wanted.content();
    if (content != null && isThere(wanted.key(), content)) {
      count(content.size());
      return;
    }
    Path draft = null;
    try {
      draft = Files.createTempFile(Files.createDirectories(scratch), "file", ".tmp");
      copy(wanted, draft);
    } catch (IOException e) {
      throw new MoveStopped("a file cannot be kept on its way: " + e.getMessage(), e);
    } finally {
      delete(draft);
    }
  }

  private void copy(Wanted wanted, Path draft) throws MoveStopped, IOException {
    Optional<InputStream> found = source.read(wanted.key(), 0);
    if (found.isEmpty()) {
      trouble(wanted, "missing");
      return;
    }
    FileSum.Sum sum;
    try (InputStream in = found.get();
        OutputStream out = Files.newOutputStream(draft)) {
      sum = FileSum.copy(in, out, limits.partBytes());
    }
    FileContent content = wanted.content();
    if (content != null && (sum.size() != content.size() || !sum.is(content.checksum()))) {
      trouble(wanted, "damaged");
      return;
    }
    target.put(wanted.key(), draft);
    if (!sum.equals(sumAt(target, wanted.key()))) {
      throw new MoveStopped("the bytes of " + wanted.key() + " are not what was written");
    }
    count(sum.size());
  }

  private boolean isThere(BlobKey key, FileContent content) {
    Optional<Stored> stored = target.find(key);
    if (stored.isEmpty() || stored.get().size() != content.size()) {
      return false;
    }
    FileSum.Sum sum = sumAt(target, key);
    return sum != null && sum.is(content.checksum());
  }

  private FileSum.@Nullable Sum sumAt(BlobStore store, BlobKey key) {
    Optional<InputStream> found = store.read(key, 0);
    if (found.isEmpty()) {
      return null;
    }
    try (InputStream in = found.get()) {
      return FileSum.copy(in, OutputStream.nullOutputStream(), limits.partBytes());
    } catch (IOException e) {
      throw new Unavailable("bytes cannot be read: " + e.getMessage(), e);
    }
  }

  /// A preview that is not there is made by nobody any more, and its lack is what people see today.
  private void trouble(Wanted wanted, String what) {
    boolean derived = !wanted.key().equals(wanted.key().original());
    if (!derived) {
      String name = wanted.file() == null ? "portrait" : "file " + wanted.file();
      troubled.put(wanted, "%s (%s) is %s".formatted(name, wanted.key(), what));
    }
  }

  private void count(long size) {
    files.increment();
    bytes.add(size);
  }

  private static void delete(@Nullable Path draft) {
    try {
      if (draft != null) {
        Files.deleteIfExists(draft);
      }
    } catch (IOException _) {
      // What is left lies in the folder for what is on its way.
    }
  }
}
