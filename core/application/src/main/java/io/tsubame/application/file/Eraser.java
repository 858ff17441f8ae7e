package io.tsubame.application.file;

import io.tsubame.application.blob.BlobStore;
import io.tsubame.application.blob.BlobStore.Stored;
import io.tsubame.application.file.FileWorkList.Unerased;
import io.tsubame.application.shard.Commands;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.BlobKey;
import io.tsubame.domain.FileId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomCommand.RecordErasure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Removes bytes that nobody needs any more: those of files that were deleted long enough ago, of
/// uploads that were given up, and those that no file names. All of it may be repeated.
final class Eraser {
  private static final int PAGE = 100;

  /// Long after everything that could still become a file.
  private static final Duration ORPHAN_AGE = Duration.ofDays(2);

  private final BlobStore blobs;
  private final Commands commands;
  private final FileWorkList work;
  private final Predicate<RoomId> own;
  private final FileLimits limits;
  private final InstantSource clock;

  Eraser(
      BlobStore blobs,
      Commands commands,
      FileWorkList work,
      Predicate<RoomId> own,
      FileLimits limits,
      InstantSource clock) {
    this.blobs = blobs;
    this.commands = commands;
    this.work = work;
    this.own = own;
    this.limits = limits;
    this.clock = clock;
  }

  /// @return of how many files the bytes are gone now
  int eraseDeleted() {
    Instant before = clock.instant().minus(limits.grace());
    int erased = 0;
    List<Unerased> page = work.unerased(before, null, PAGE);
    while (!page.isEmpty()) {
      List<Unerased> mine = page.stream().filter(file -> own.test(file.room())).toList();
      erase(mine);
      erased += mine.size();
      page = work.unerased(before, page.getLast().key(), PAGE);
    }
    return erased;
  }

  private void erase(List<Unerased> page) {
    Map<RoomId, List<FileId>> gone = new LinkedHashMap<>();
    for (Unerased file : page) {
      delete(file.blob());
      gone.computeIfAbsent(file.room(), _ -> new ArrayList<>()).add(file.file());
    }
    gone.forEach((room, files) ->
        commands.send(new AggregateId.Room(room), new RecordErasure(files), Actor.SERVER, null));
  }

  /// Previews first: what fails in between is found by the name of the file's own bytes.
  private void delete(BlobKey blob) {
    for (char ending : new char[] {Downloads.SMALL, Downloads.LARGE, Downloads.TEXT}) {
      blobs.delete(blob.derived(ending));
    }
    blobs.delete(blob);
  }

  int abortUploads() {
    Duration lifetime = limits.uploadLifetime().plus(limits.uploadUrl());
    return blobs.abortBegunBefore(clock.instant().minus(lifetime));
  }

  /// Only while the views hold all that the log does.
  ///
  /// @param days how many days before the youngest that is looked at
  /// @return how many there were
  int eraseUnnamed(int days) {
    Duration age = limits.uploadLifetime().plus(ORPHAN_AGE);
    Instant old = clock.instant().minus(age);
    int erased = 0;
    for (int back = 0; back < days; back++) {
      erased += eraseUnnamed(UploadId.DAY.format(old.minus(Duration.ofDays(back))), old);
    }
    return erased + eraseUnnamed(BlobKey.PORTRAITS, old);
  }

  private int eraseUnnamed(String day, Instant old) {
    int erased = 0;
    List<Stored> page = blobs.list(day, null, PAGE);
    while (!page.isEmpty()) {
      for (Stored stored : page) {
        if (stored.at().isBefore(old) && !work.isNamed(stored.key().original())) {
          blobs.delete(stored.key());
          erased++;
        }
      }
      page = blobs.list(day, page.getLast().key(), PAGE);
    }
    return erased;
  }
}
