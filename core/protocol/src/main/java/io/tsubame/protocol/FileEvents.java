package io.tsubame.protocol;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.BlobKey;
import io.tsubame.domain.FileId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.room.FileContent;
import io.tsubame.domain.room.FileExamination;
import io.tsubame.domain.room.RoomEvent.FileAttached;
import io.tsubame.domain.room.RoomEvent.FileDeleted;
import io.tsubame.domain.room.RoomEvent.FileExamined;
import io.tsubame.domain.room.RoomEvent.FileTextFound;
import io.tsubame.domain.room.RoomEvent.FilesErased;
import io.tsubame.protocol.EventVersion.Current;
import io.tsubame.protocol.schema.RoomProto;
import java.util.List;

/// The files of a room.
final class FileEvents {
  static final List<EventVersion<?>> VERSIONS =
      List.of(
          new Current<>(
              11,
              "room.file-attached",
              1,
              FileAttached.class,
              RoomProto.FileAttached.parser(),
              FileEvents::write,
              FileEvents::read),
          new Current<>(
              12,
              "room.file-examined",
              1,
              FileExamined.class,
              RoomProto.FileExamined.parser(),
              FileEvents::write,
              FileEvents::read),
          new Current<>(
              24,
              "room.file-deleted",
              1,
              FileDeleted.class,
              RoomProto.FileDeleted.parser(),
              FileEvents::write,
              FileEvents::read),
          new Current<>(
              25,
              "room.files-erased",
              1,
              FilesErased.class,
              RoomProto.FilesErased.parser(),
              FileEvents::write,
              FileEvents::read),
          new Current<>(
              26,
              "room.file-text-found",
              1,
              FileTextFound.class,
              RoomProto.FileTextFound.parser(),
              FileEvents::write,
              FileEvents::read));

  private FileEvents() {}

  private static RoomProto.FileAttached write(FileAttached event) {
    FileContent content = event.content();
    return RoomProto.FileAttached.newBuilder()
        .setFile(event.file().value())
        .setUploader(event.uploader().value())
        .setOrganization(event.organization().value())
        .setName(content.name())
        .setSize(content.size())
        .setContentType(content.contentType())
        .setChecksum(content.checksum())
        .setBlob(content.blob().value())
        .setMessageSequence(event.messageSequence())
        .setAtMillis(Times.millis(event.at()))
        .build();
  }

  private static FileAttached read(RoomProto.FileAttached message) {
    return new FileAttached(
        new FileId(message.getFile()),
        new AccountId(message.getUploader()),
        new OrganizationId(message.getOrganization()),
        new FileContent(
            message.getName(),
            message.getSize(),
            message.getContentType(),
            message.getChecksum(),
            new BlobKey(message.getBlob())),
        message.getMessageSequence(),
        Times.time(message.getAtMillis()));
  }

  private static RoomProto.FileExamined write(FileExamined event) {
    FileExamination found = event.found();
    return RoomProto.FileExamined.newBuilder()
        .setFile(event.file().value())
        .setSafety(RoomValues.FILE_SAFETIES.toPublished(found.safety()))
        .setPreview(RoomValues.FILE_PREVIEWS.toPublished(found.preview()))
        .setWidth(found.width())
        .setHeight(found.height())
        .setAtMillis(Times.millis(event.at()))
        .build();
  }

  private static FileExamined read(RoomProto.FileExamined message) {
    return new FileExamined(
        new FileId(message.getFile()),
        new FileExamination(
            RoomValues.FILE_SAFETIES.toDomain(message.getSafety()),
            RoomValues.FILE_PREVIEWS.toDomain(message.getPreview()),
            message.getWidth(),
            message.getHeight()),
        Times.time(message.getAtMillis()));
  }

  private static RoomProto.FileTextFound write(FileTextFound event) {
    return RoomProto.FileTextFound.newBuilder()
        .setFile(event.file().value())
        .setText(event.text())
        .build();
  }

  private static FileTextFound read(RoomProto.FileTextFound message) {
    return new FileTextFound(new FileId(message.getFile()), message.getText());
  }

  private static RoomProto.FileDeleted write(FileDeleted event) {
    return RoomProto.FileDeleted.newBuilder()
        .setFile(event.file().value())
        .setAtMillis(Times.millis(event.at()))
        .build();
  }

  private static FileDeleted read(RoomProto.FileDeleted message) {
    return new FileDeleted(new FileId(message.getFile()), Times.time(message.getAtMillis()));
  }

  private static RoomProto.FilesErased write(FilesErased event) {
    return RoomProto.FilesErased.newBuilder()
        .addAllFiles(event.files().stream().map(FileId::value).toList())
        .build();
  }

  private static FilesErased read(RoomProto.FilesErased message) {
    return new FilesErased(message.getFilesList().stream().map(FileId::new).toList());
  }
}
