package io.tsubame.application.view;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.BlobKey;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.FileContent;
import io.tsubame.domain.room.FileExamination;
import io.tsubame.domain.room.FileExamination.Preview;
import io.tsubame.domain.room.FileExamination.Safety;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One file that is not deleted.
///
/// @param messageSequence the message that it came with
/// @param found null until it was examined
public record FileRow(
    RoomId room,
    AccountId uploader,
    OrganizationId organization,
    FileContent content,
    int messageSequence,
    Instant at,
    @Nullable FileExamination found) {
  private static final int FORMAT = 1;
  private static final List<Safety> SAFETIES = List.of(Safety.values());
  private static final List<Preview> PREVIEWS = List.of(Preview.values());

  public byte[] encode() {
    RowWriter out =
        new RowWriter(FORMAT)
            .number(room.value())
            .number(uploader.value())
            .number(organization.value())
            .number(content.size())
            .text(content.contentType())
            .text(content.checksum())
            .text(content.blob().value())
            .number(messageSequence)
            .time(at)
            .flag(found != null);
    if (found != null) {
      out.choice(SAFETIES, found.safety())
          .choice(PREVIEWS, found.preview())
          .number(found.width())
          .number(found.height());
    }
    return out.lastText(content.name()).bytes();
  }

  public static FileRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.FILES, bytes, FORMAT);
    RoomId room = in.value(() -> new RoomId(in.number()));
    AccountId uploader = in.account();
    OrganizationId organization = in.value(() -> new OrganizationId(in.number()));
    long size = in.longNumber();
    String type = in.text();
    String checksum = in.text();
    BlobKey blob = in.value(() -> new BlobKey(in.text()));
    int messageSequence = in.number();
    Instant at = in.time();
    FileExamination found =
        in.flag()
            ? new FileExamination(
                in.choice(SAFETIES), in.choice(PREVIEWS), in.number(), in.number())
            : null;
    FileContent content = new FileContent(in.lastText(), size, type, checksum, blob);
    return new FileRow(room, uploader, organization, content, messageSequence, at, found);
  }

  public FileRow examined(FileExamination result) {
    return new FileRow(room, uploader, organization, content, messageSequence, at, result);
  }
}
