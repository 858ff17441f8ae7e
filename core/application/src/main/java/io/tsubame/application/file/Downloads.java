package io.tsubame.application.file;

import io.tsubame.application.Answer;
import io.tsubame.application.ApplicationRejection.FileIsBeingChecked;
import io.tsubame.application.ApplicationRejection.FileIsQuarantined;
import io.tsubame.application.Ports;
import io.tsubame.application.blob.Presentation;
import io.tsubame.application.blob.SignedUrl;
import io.tsubame.application.query.FileView;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.FileExamination;
import io.tsubame.domain.room.FileExamination.Preview;
import io.tsubame.domain.room.FileExamination.Safety;
import io.tsubame.domain.room.RoomRejection.FileNotFound;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Files on their way out, to members of their rooms.
public final class Downloads {
  /// The endings of the keys of what was made from a file.
  public static final char SMALL = 's';

  public static final char LARGE = 'l';
  public static final char TEXT = 't';

  private final Ports ports;
  private final FilePorts files;

  public Downloads(Ports ports) {
    this.ports = ports;
    this.files = ports.files();
  }

  /// How a file is wanted.
  public enum Wish {
    SAVED,
    /// In the browser, where nothing in it could act there.
    SHOWN
  }

  public enum Size {
    SMALL,
    LARGE
  }

  /// For as long as the server says.
  public Answer<SignedUrl> file(AccountId reader, RoomId room, FileId file, Wish wish) {
    return file(reader, room, file, wish, files.limits().downloadUrl());
  }

  public Answer<SignedUrl> file(
      AccountId reader, RoomId room, FileId file, Wish wish, Duration validity) {
    return switch (safe(reader, room, file)) {
      case Answer.Refused<FileView>(Rejection reason) -> Answer.refuse(reason);
      case Answer.Found<FileView>(FileView view) -> {
        Presentation presentation =
            new Presentation(
                view.content().name(), view.content().contentType(), wish == Wish.SHOWN);
        yield Answer.of(files.blobs().signDownload(view.content().blob(), presentation, validity));
      }
    };
  }

  /// Refused with [FileNotFound] where there is none.
  public Answer<SignedUrl> preview(AccountId reader, RoomId room, FileId file, Size size) {
    return switch (safe(reader, room, file)) {
      case Answer.Refused<FileView>(Rejection reason) -> Answer.refuse(reason);
      case Answer.Found<FileView>(FileView view) -> preview(view, size);
    };
  }

  private Answer<SignedUrl> preview(FileView file, Size size) {
    FileExamination found = file.found();
    Preview preview = found == null ? Preview.NONE : found.preview();
    return switch (preview) {
      case NONE -> Answer.refuse(new FileNotFound());
      case TEXT -> preview(file, TEXT, "text/plain; charset=utf-8");
      case PICTURE -> preview(file, size == Size.SMALL ? SMALL : LARGE, "image/jpeg");
    };
  }

  private Answer<SignedUrl> preview(FileView file, char ending, String type) {
    Presentation shown = Presentation.shown("preview", type);
    return Answer.of(
        files
            .blobs()
            .signDownload(
                file.content().blob().derived(ending), shown, files.limits().downloadUrl()));
  }

  private Answer<FileView> safe(AccountId reader, RoomId room, FileId file) {
    Answer<FileView> answer = ports.queries().files().file(reader, room, file);
    Rejection refusal =
        answer instanceof Answer.Found<FileView>(FileView view) ? danger(view.found()) : null;
    return refusal == null ? answer : Answer.refuse(refusal);
  }

  private @Nullable Rejection danger(@Nullable FileExamination found) {
    if (found == null) {
      return files.scanned() ? new FileIsBeingChecked() : null;
    }
    return found.safety() == Safety.QUARANTINED ? new FileIsQuarantined() : null;
  }
}
