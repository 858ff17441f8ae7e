package io.tsubame.application.projection;

import io.tsubame.application.view.BareNumber;
import io.tsubame.application.view.FileRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Keys.FileTask;
import io.tsubame.application.view.Pages;
import io.tsubame.application.view.RoomHead;
import io.tsubame.application.view.StorageRow;
import io.tsubame.application.view.Table;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.room.FileKind;
import io.tsubame.domain.room.RoomEvent.FileAttached;
import io.tsubame.domain.room.RoomEvent.FileDeleted;
import io.tsubame.domain.room.RoomEvent.FileExamined;
import io.tsubame.domain.room.RoomEvent.FileTextFound;
import io.tsubame.domain.room.RoomEvent.FilesErased;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Files, the lists that they are in, what they take, and what is still to be done with them.
final class FileProjection {
  private record Place(Table table, byte[] key) {}

  void attach(FileAttached event, RoomRows rows) {
    FileRow row =
        new FileRow(
            rows.room(),
            event.uploader(),
            event.organization(),
            event.content(),
            event.messageSequence(),
            event.at(),
            null);
    FileId file = event.file();
    rows.writer().put(Table.FILES, Keys.file(file), row.encode());
    for (Place place : places(file, row)) {
      rows.writer().put(place.table(), place.key(), BareNumber.nothing());
    }
    rows.writer().put(Table.FILE_WORK, examining(file, row), BareNumber.nothing());
    rows.writer().put(Table.FILE_BLOBS, Keys.blob(row.content().blob()), BareNumber.nothing());
    count(row, 1, rows);
    RoomHead head = rows.head();
    rows.put(head.withFiles(Math.max(head.lastPart(), file.value()), head.files() + 1));
  }

  void examine(FileExamined event, RoomRows rows) {
    FileRow row = row(event.file(), rows);
    if (row != null) {
      rows.writer().delete(Table.FILE_WORK, examining(event.file(), row));
      FileRow examined = row.examined(event.found());
      rows.writer().put(Table.FILES, Keys.file(event.file()), examined.encode());
    }
  }

  void find(FileTextFound event, RoomRows rows) {
    byte[] key = Keys.file(event.file());
    if (rows.writer().get(Table.FILES, key) != null) {
      byte[] text = event.text().getBytes(StandardCharsets.UTF_8);
      rows.writer().put(Table.FILE_TEXTS, key, text);
    }
  }

  void delete(FileDeleted event, RoomRows rows) {
    remove(event.file(), event.at(), rows);
  }

  /// The bytes are gone, and with them the last that was to be done.
  void erase(FilesErased event, RoomRows rows) {
    for (FileId file : event.files()) {
      byte[] key = Keys.file(file);
      byte[] due = rows.writer().get(Table.DELETED_FILES, key);
      if (due != null) {
        Instant at = BareNumber.decodeTime(Table.DELETED_FILES, due);
        byte[] work = Keys.fileWork(FileTask.ERASE, at, rows.room(), file);
        byte[] blob = rows.writer().get(Table.FILE_WORK, work);
        if (blob != null) {
          rows.writer().delete(Table.FILE_BLOBS, blob);
          rows.writer().delete(Table.FILE_WORK, work);
        }
        rows.writer().delete(Table.DELETED_FILES, key);
      }
    }
  }

  /// Removes what was sent by an account that leaves.
  void removeAllOf(AccountId uploader, Instant at, RoomRows rows) {
    removeList(Keys.roomFiles(rows.room(), uploader, null), at, rows);
  }

  void removeAll(Instant at, RoomRows rows) {
    removeList(Keys.roomFiles(rows.room(), null, null), at, rows);
  }

  private static void removeList(byte[] list, Instant at, RoomRows rows) {
    Pages.forEach(
        rows.writer(),
        Table.ROOM_FILES,
        list,
        entry -> remove(new FileId(Keys.intAt(entry.key(), list.length)), at, rows));
  }

  private static void remove(FileId file, Instant at, RoomRows rows) {
    FileRow row = row(file, rows);
    if (row == null) {
      return;
    }
    rows.writer().delete(Table.FILES, Keys.file(file));
    rows.writer().delete(Table.FILE_TEXTS, Keys.file(file));
    for (Place place : places(file, row)) {
      rows.writer().delete(place.table(), place.key());
    }
    rows.writer().delete(Table.FILE_WORK, examining(file, row));
    rows.writer()
        .put(
            Table.FILE_WORK,
            Keys.fileWork(FileTask.ERASE, at, rows.room(), file),
            row.content().blob().value().getBytes(StandardCharsets.US_ASCII));
    rows.writer().put(Table.DELETED_FILES, Keys.file(file), BareNumber.encode(at));
    count(row, -1, rows);
    RoomHead head = rows.head();
    rows.put(head.withFiles(head.lastPart(), head.files() - 1));
  }

  private static @Nullable FileRow row(FileId file, RoomRows rows) {
    byte[] row = rows.writer().get(Table.FILES, Keys.file(file));
    return row == null ? null : FileRow.decode(row);
  }

  private static byte[] examining(FileId file, FileRow row) {
    return Keys.fileWork(FileTask.EXAMINE, row.at(), row.room(), file);
  }

  private static void count(FileRow row, int sign, RoomRows rows) {
    StorageRow difference = new StorageRow(sign * row.content().size(), sign);
    count(Keys.storageUse(row.organization(), rows.shard()), difference, rows);
    count(Keys.storageUse(row.uploader(), rows.shard()), difference, rows);
  }

  private static void count(byte[] key, StorageRow difference, RoomRows rows) {
    byte[] old = rows.writer().get(Table.STORAGE_USE, key);
    StorageRow before = old == null ? StorageRow.NOTHING : StorageRow.decode(old);
    rows.writer().put(Table.STORAGE_USE, key, before.plus(difference).encode());
  }

  private static List<Place> places(FileId file, FileRow row) {
    FileKind kind = row.content().kind();
    AccountId uploader = row.uploader();
    List<Place> places = new ArrayList<>();
    for (AccountId by : new @Nullable AccountId[] {null, uploader}) {
      for (FileKind of : new @Nullable FileKind[] {null, kind}) {
        places.add(new Place(Table.ROOM_FILES, Keys.roomFile(row.room(), by, of, file)));
      }
    }
    for (FileKind of : new @Nullable FileKind[] {null, kind}) {
      places.add(new Place(Table.ACCOUNT_FILES, Keys.accountFile(uploader, of, row.at(), file)));
    }
    places.add(
        new Place(Table.MESSAGE_FILES, Keys.messageFile(row.room(), row.messageSequence(), file)));
    return places;
  }
}
