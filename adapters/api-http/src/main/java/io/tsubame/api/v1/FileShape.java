package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.COUNT;
import static io.tsubame.api.v1.Schema.ID;
import static io.tsubame.api.v1.Schema.TEXT;
import static io.tsubame.api.v1.Schema.TIME;
import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.required;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.application.query.FileView;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.FileContent;
import io.tsubame.domain.room.FileExamination;
import io.tsubame.domain.room.FileExamination.Preview;
import io.tsubame.domain.room.FileExamination.Safety;
import io.tsubame.domain.room.FileKind;
import io.tsubame.domain.room.RoomEvent.FileAttached;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A file on the wire.
public final class FileShape {
  /// How many bytes there are.
  static final Schema.Whole SIZE = new Schema.Whole(0, Long.MAX_VALUE);

  static final Schema KIND = Words.choice(FileKind.class);

  static final Schema.Fields SCHEMA =
      object(
          "File",
          required("file_id", ID),
          required("room_id", ID),
          required("uploader_id", ID),
          required("name", TEXT),
          required("size", SIZE),
          required("content_type", TEXT),
          required("kind", KIND),
          required("sequence", COUNT),
          required("uploaded_at", TIME),
          required("state", Schema.choice("new", "fine", "quarantined")),
          required("preview", Words.choice(Preview.class)),
          required("width", COUNT),
          required("height", COUNT));

  private FileShape() {}

  public static void write(JsonGenerator out, FileView file) throws IOException {
    FileContent content = file.content();
    out.writeStartObject();
    out.writeNumberField("file_id", file.id().value());
    out.writeNumberField("room_id", file.room().value());
    out.writeNumberField("uploader_id", file.uploader().value());
    out.writeStringField("name", content.name());
    out.writeNumberField("size", content.size());
    out.writeStringField("content_type", content.contentType());
    out.writeStringField("kind", Words.of(content.kind()));
    out.writeNumberField("sequence", file.messageSequence());
    out.writeNumberField("uploaded_at", file.at().toEpochMilli());
    writeFound(out, file.found());
    out.writeEndObject();
  }

  /// The fields that an examination gives, into an object that is open.
  ///
  /// @param found null before
  public static void writeFound(JsonGenerator out, @Nullable FileExamination found)
      throws IOException {
    FileExamination known = found == null ? FileExamination.NOTHING : found;
    out.writeStringField("state", found == null ? "new" : state(found));
    out.writeStringField("preview", Words.of(known.preview()));
    out.writeNumberField("width", known.width());
    out.writeNumberField("height", known.height());
  }

  private static String state(FileExamination found) {
    return found.safety() == Safety.QUARANTINED ? "quarantined" : "fine";
  }

  /// The file as it is right after it came.
  public static FileView attached(RoomId room, FileAttached event) {
    return new FileView(
        room,
        event.file(),
        event.uploader(),
        event.content(),
        event.messageSequence(),
        event.at(),
        null);
  }
}
