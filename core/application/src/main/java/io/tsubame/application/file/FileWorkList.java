package io.tsubame.application.file;

import io.tsubame.application.view.FileRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Keys.FileTask;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore;
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import io.tsubame.domain.BlobKey;
import io.tsubame.domain.FileId;
import io.tsubame.domain.RoomId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the views say is to be done with files, oldest first. Nothing else remembers it: a thing is
/// done when the event that says so has been folded.
final class FileWorkList {
  private static final int ROOM_AT = 1 + Long.BYTES;
  private static final int FILE_AT = ROOM_AT + Integer.BYTES;

  private final ViewStore views;

  FileWorkList(ViewStore views) {
    this.views = views;
  }

  /// A file that waits to be examined.
  record Unexamined(byte[] key, RoomId room, FileId file, FileRow row) {}

  /// A deleted file whose bytes wait to be erased.
  record Unerased(byte[] key, RoomId room, FileId file, BlobKey blob) {}

  /// @param after the key of the last one of the page before; null for the first page
  List<Unexamined> unexamined(byte @Nullable [] after, int limit) {
    byte[] prefix = Keys.fileWork(FileTask.EXAMINE);
    Range range =
        after == null
            ? Keys.startingWith(prefix, Order.ASCENDING)
            : Keys.startingWith(prefix, after);
    List<Unexamined> work = new ArrayList<>();
    for (Entry entry : views.scan(Table.FILE_WORK, range, limit)) {
      FileId file = new FileId(Keys.intAt(entry.key(), FILE_AT));
      byte[] row = views.get(Table.FILES, Keys.file(file));
      if (row != null) {
        RoomId room = new RoomId(Keys.intAt(entry.key(), ROOM_AT));
        work.add(new Unexamined(entry.key(), room, file, FileRow.decode(row)));
      }
    }
    return work;
  }

  /// Those that were deleted before the time.
  List<Unerased> unerased(Instant before, byte @Nullable [] after, int limit) {
    byte[] prefix = Keys.fileWork(FileTask.ERASE);
    byte[] from = after == null ? prefix : Keys.join(after, new byte[1]);
    byte[] to = Keys.fileWork(FileTask.ERASE, before, new RoomId(1), new FileId(1));
    return views.scan(Table.FILE_WORK, new Range(from, to, Order.ASCENDING), limit).stream()
        .map(entry ->
            new Unerased(
                entry.key(),
                new RoomId(Keys.intAt(entry.key(), ROOM_AT)),
                new FileId(Keys.intAt(entry.key(), FILE_AT)),
                new BlobKey(new String(entry.value(), StandardCharsets.US_ASCII))))
        .toList();
  }

  /// Whether a file has these bytes, or had them and they wait to be erased.
  boolean isNamed(BlobKey blob) {
    return views.get(Table.FILE_BLOBS, Keys.blob(blob)) != null;
  }
}
