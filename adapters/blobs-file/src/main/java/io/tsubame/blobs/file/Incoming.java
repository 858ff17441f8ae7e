package io.tsubame.blobs.file;

import io.tsubame.application.Overloaded;
import io.tsubame.application.blob.BlobStore.StoredPart;
import io.tsubame.application.blob.Layout;
import io.tsubame.application.blob.ServedBlobs.Grant;
import io.tsubame.application.blob.Upload;
import io.tsubame.domain.BlobKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The uploads that are not completed. While parts of one are being written it is not completed,
/// and while it is completed no part is written.
final class Incoming {
  private static final String DATA = "data";
  private static final String BEGUN = "begun";

  private final Folders folders;

  /// The parts that are being written; an upload that is being completed has an entry without any.
  private final Map<BlobKey, Set<Integer>> busy = new HashMap<>();

  Incoming(Folders folders) {
    this.folders = folders;
  }

  void begin(BlobKey key, Instant now) throws IOException {
    Path folder = Files.createDirectories(folders.upload(key));
    Files.writeString(folder.resolve(BEGUN), Long.toString(now.toEpochMilli()));
  }

  boolean isOpen(BlobKey key) {
    return Files.exists(folders.upload(key).resolve(BEGUN));
  }

  /// @throws NoSuchFileException where the upload is over
  PartSink receive(Grant.Receive grant) throws IOException {
    synchronized (busy) {
      Set<Integer> parts = busy.get(grant.key());
      if (parts != null && (parts.isEmpty() || parts.contains(grant.part()))) {
        throw new Overloaded("the part is just being received, or the upload completed");
      }
      busy.computeIfAbsent(grant.key(), _ -> new HashSet<>()).add(grant.part());
    }
    Path folder = folders.upload(grant.key());
    try {
      if (!isOpen(grant.key())) {
        throw new NoSuchFileException(folder.toString());
      }
      for (Path mark : Folders.entries(folder, grant.part() + "-*")) {
        Files.deleteIfExists(mark);
      }
      PartFile data = PartFile.open(folder.resolve(DATA), grant.offset());
      return new PartSink(
          grant, data, mark(folder, grant.part(), grant.sha256()), () -> end(grant));
    } catch (IOException failure) {
      end(grant);
      throw failure;
    }
  }

  private void end(Grant.Receive grant) {
    synchronized (busy) {
      busy.computeIfPresent(
          grant.key(),
          (_, parts) -> {
            parts.remove(grant.part());
            return parts.isEmpty() ? null : parts;
          });
    }
  }

  Map<Integer, StoredPart> parts(Upload upload) throws IOException {
    Map<Integer, StoredPart> parts = new TreeMap<>();
    for (Path mark : Folders.entries(folders.upload(upload.key()), "*-*")) {
      String[] name = mark.getFileName().toString().split("-", 2);
      int number = Integer.parseInt(name[0]);
      if (number <= upload.layout().parts()) {
        parts.put(number, new StoredPart(upload.layout().length(number), name[1]));
      }
    }
    return parts;
  }

  /// Moves the bytes to their place.
  ///
  /// @return the parts that are missing; then nothing happened
  List<Integer> complete(Upload upload, List<String> sha256s, Instant now) throws IOException {
    synchronized (busy) {
      Set<Integer> parts = busy.get(upload.key());
      if (parts != null) {
        return parts.isEmpty() ? all(upload.layout()) : parts.stream().sorted().toList();
      }
      busy.put(upload.key(), new HashSet<>());
    }
    try {
      List<Integer> missing = missing(upload, sha256s);
      if (missing.isEmpty()) {
        move(upload, now);
      }
      return missing;
    } finally {
      synchronized (busy) {
        busy.remove(upload.key());
      }
    }
  }

  private List<Integer> missing(Upload upload, List<String> sha256s) {
    Path folder = folders.upload(upload.key());
    List<Integer> missing = new ArrayList<>();
    for (int number = 1; number <= upload.layout().parts(); number++) {
      if (!Files.exists(mark(folder, number, sha256s.get(number - 1)))) {
        missing.add(number);
      }
    }
    return missing;
  }

  private void move(Upload upload, Instant now) throws IOException {
    Path folder = folders.upload(upload.key());
    Path data = folder.resolve(DATA);
    if (Files.size(data) != upload.layout().size()) {
      throw new IllegalStateException("the parts of " + upload.key() + " do not make its size");
    }
    Path place = folders.blob(upload.key());
    Files.createDirectories(place.getParent());
    Files.setLastModifiedTime(data, FileTime.from(now));
    Files.move(data, place, StandardCopyOption.ATOMIC_MOVE);
    Folders.forceNameOf(place);
    Folders.remove(folder);
  }

  void abort(BlobKey key) throws IOException {
    Folders.remove(folders.upload(key));
  }

  int abortBegunBefore(Instant time) throws IOException {
    int aborted = 0;
    for (Path folder : Folders.entries(folders.incoming(), "[0-9]*-*")) {
      if (begun(folder).isBefore(time)) {
        Folders.remove(folder);
        aborted++;
      }
    }
    return aborted;
  }

  /// A folder without its time was just being made, or removed, when the process ended.
  private static Instant begun(Path folder) throws IOException {
    try {
      return Instant.ofEpochMilli(Long.parseLong(Files.readString(folder.resolve(BEGUN))));
    } catch (NoSuchFileException | NumberFormatException _) {
      return Files.getLastModifiedTime(folder).toInstant();
    }
  }

  private static Path mark(Path folder, int part, String sha256) {
    return folder.resolve(part + "-" + sha256);
  }

  private static List<Integer> all(Layout layout) {
    List<Integer> all = new ArrayList<>();
    for (int number = 1; number <= layout.parts(); number++) {
      all.add(number);
    }
    return all;
  }
}
