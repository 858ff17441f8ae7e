package io.tsubame.application.file;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Unavailable;
import io.tsubame.application.blob.BlobStore;
import io.tsubame.application.file.FileWorkList.Unexamined;
import io.tsubame.application.file.PreviewMaker.Made;
import io.tsubame.application.file.Scanner.Verdict;
import io.tsubame.application.shard.Commands;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.room.FileContent;
import io.tsubame.domain.room.FileExamination;
import io.tsubame.domain.room.FileExamination.Preview;
import io.tsubame.domain.room.FileExamination.Safety;
import io.tsubame.domain.room.RoomCommand.RecordExamination;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks into one file after the other: for dangers, where there is a scanner, and for what can be
/// seen of it. What it found goes to the room as a command, and only then the work is done.
final class Examiner {
  private final BlobStore blobs;
  private final Commands commands;
  private final PreviewMaker previews;
  private final @Nullable Scanner scanner;

  Examiner(BlobStore blobs, Commands commands, PreviewMaker previews, @Nullable Scanner scanner) {
    this.blobs = blobs;
    this.commands = commands;
    this.previews = previews;
    this.scanner = scanner;
  }

  /// @throws OperatingFailure where it has to be tried again
  void examine(Unexamined work) {
    Seen seen = seen(work.row().content());
    commands.send(
        new AggregateId.Room(work.room()),
        new RecordExamination(work.file(), seen.found(), seen.text()),
        Actor.SERVER,
        null);
  }

  /// @param text by which the file can be found
  private record Seen(FileExamination found, String text) {
    private static final Seen NOTHING = new Seen(FileExamination.NOTHING, "");
  }

  private Seen seen(FileContent content) {
    boolean seen = previews.suits(content.contentType(), content.size());
    if (scanner == null && !seen) {
      return Seen.NOTHING;
    }
    Path folder = null;
    try {
      folder = Files.createTempDirectory("tsubame-file");
      Path copy = folder.resolve("file");
      if (!copy(content, copy)) {
        return Seen.NOTHING;
      }
      if (scanner != null && scanner.scan(copy) == Verdict.DANGEROUS) {
        return new Seen(FileExamination.DANGEROUS, "");
      }
      return seen ? previewed(content, copy, folder) : Seen.NOTHING;
    } catch (IOException e) {
      throw new Unavailable("a file cannot be copied to be examined: " + e.getMessage(), e);
    } finally {
      TemporaryFolder.delete(folder);
    }
  }

  private Seen previewed(FileContent content, Path copy, Path folder) throws IOException {
    Made made =
        previews.make(copy, content.contentType(), Files.createDirectory(folder.resolve("made")));
    if (made == null || made.files().isEmpty()) {
      return Seen.NOTHING;
    }
    for (Map.Entry<Character, Path> file : made.files().entrySet()) {
      blobs.put(content.blob().derived(file.getKey()), file.getValue());
    }
    boolean text = made.files().containsKey(Downloads.TEXT);
    Preview preview = text ? Preview.TEXT : Preview.PICTURE;
    return new Seen(
        new FileExamination(Safety.FINE, preview, made.width(), made.height()), made.text());
  }

  /// Whether the bytes are there; of a file that was deleted meanwhile they may not be.
  private boolean copy(FileContent content, Path target) throws IOException {
    Optional<InputStream> bytes = blobs.read(content.blob(), 0);
    if (bytes.isEmpty()) {
      return false;
    }
    try (InputStream in = bytes.get()) {
      Files.copy(in, target);
    }
    return true;
  }
}
