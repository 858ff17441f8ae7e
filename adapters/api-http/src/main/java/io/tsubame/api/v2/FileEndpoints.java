package io.tsubame.api.v2;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.ApiError;
import io.tsubame.api.Endpoint;
import io.tsubame.api.IdempotencyKey;
import io.tsubame.api.MultipartReader;
import io.tsubame.api.MultipartReader.Part;
import io.tsubame.api.Outcomes;
import io.tsubame.api.Request;
import io.tsubame.api.Response;
import io.tsubame.application.Application;
import io.tsubame.application.blob.SignedUrl;
import io.tsubame.application.file.Downloads.Wish;
import io.tsubame.application.file.Uploads.Arrived;
import io.tsubame.application.query.FileQueries.Filter;
import io.tsubame.application.query.FileView;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomEvent.FileAttached;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/rooms/{room_id}/files`.
final class FileEndpoints {
  /// What the Chatwork API takes.
  private static final int LARGEST_FILE = 5 * 1024 * 1024;

  /// With the other fields, percent-encoding not being one of this form.
  private static final int LARGEST_BODY = LARGEST_FILE + 512 * 1024;

  private static final Duration DOWNLOAD = Duration.ofSeconds(30);
  private static final String LIST = "/rooms/{room_id}/files";
  private static final String ONE = LIST + "/{file_id}";

  private final Application application;
  private final Readers readers;

  FileEndpoints(Application application) {
    this.application = application;
    this.readers = new Readers(application);
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(LIST, readers.fresh(this::files)),
        Endpoint.upload(LIST, LARGEST_BODY, readers.fresh(this::upload)),
        Endpoint.get(ONE, readers.fresh(this::file)));
  }

  private Response files(Request request) {
    Filter filter = new Filter(Fields.account(request.query(), "account_id"), null);
    List<FileView> files =
        Outcomes.found(
            application
                .queries()
                .files()
                .inRoom(request.caller(), Fields.room(request), filter, null, Readers.PAGE));
    if (files.isEmpty()) {
      return Response.NO_CONTENT;
    }
    People people = people(request, files);
    return Response.json(out -> {
      out.writeStartArray();
      for (FileView file : files) {
        write(out, file, people, null);
      }
      out.writeEndArray();
    });
  }

  private Response file(Request request) {
    RoomId room = Fields.room(request);
    FileId id = Fields.file(request);
    FileView file = Outcomes.found(application.queries().files().file(request.caller(), room, id));
    String url =
        Fields.flag(request.query(), "create_download_url", false)
            ? download(request, room, id)
            : null;
    People people = people(request, List.of(file));
    return Response.json(out -> write(out, file, people, url));
  }

  private String download(Request request, RoomId room, FileId file) {
    SignedUrl url =
        Outcomes.found(
            application.downloads().file(request.caller(), room, file, Wish.SAVED, DOWNLOAD));
    return url.absolute(request.baseUrl());
  }

  private People people(Request request, List<FileView> files) {
    return readers.people(files.stream().map(FileView::uploader).toList(), request);
  }

  private static void write(
      JsonGenerator out, FileView file, People people, @Nullable String download)
      throws IOException {
    out.writeStartObject();
    out.writeNumberField("file_id", file.id().value());
    people.writeAccount(out, "account", file.uploader());
    out.writeStringField(
        "message_id", MessageId.of(file.room(), file.messageSequence()).toString());
    out.writeStringField("filename", file.content().name());
    out.writeNumberField("filesize", file.content().size());
    out.writeNumberField("upload_time", file.at().getEpochSecond());
    if (download != null) {
      out.writeStringField("download_url", download);
    }
    out.writeEndObject();
  }

  private Response upload(Request request) {
    RoomId room = Fields.room(request);
    Path temporary = temporary();
    try {
      Form form = read(request, temporary);
      Outcome outcome =
          Outcomes.found(
              application
                  .uploads()
                  .receive(
                      request.caller(),
                      room,
                      form.arrived(),
                      form.message(),
                      IdempotencyKey.commandId(request)));
      FileAttached attached =
          Outcomes.events(outcome, new AggregateId.Room(room), FileAttached.class).getFirst();
      return Response.json(out -> {
        out.writeStartObject();
        out.writeNumberField("file_id", attached.file().value());
        out.writeEndObject();
      });
    } catch (IOException brokenOff) {
      throw ApiError.badRequest("The body broke off").refusal();
    } finally {
      delete(temporary);
    }
  }

  private record Form(Arrived arrived, String message) {}

  /// The file and the message, in whatever order they come; fields that nobody knows are skipped.
  private Form read(Request request, Path temporary) throws IOException {
    MultipartReader reader = MultipartReader.of(request.header("content-type"), request.stream());
    Arrived arrived = null;
    String message = "";
    for (Part part = reader.next(); part != null; part = reader.next()) {
      if (part.name().equals("file") && part.fileName() != null && arrived == null) {
        arrived = receive(baseName(part.fileName()), part.content(), temporary);
      } else if (part.name().equals("message")) {
        message = text(part.content());
      }
    }
    if (arrived == null) {
      throw ApiError.required("file").refusal();
    }
    return new Form(arrived, message);
  }

  /// Some clients send a path.
  private static String baseName(String fileName) {
    String name = fileName.substring(fileName.lastIndexOf('/') + 1);
    name = name.substring(name.lastIndexOf('\\') + 1).strip();
    return name.isEmpty() ? "file" : name;
  }

  private static Arrived receive(String name, InputStream content, Path temporary)
      throws IOException {
    MessageDigest digest = sha256();
    long size = 0;
    byte[] piece = new byte[16 * 1024];
    try (OutputStream out = Files.newOutputStream(temporary)) {
      for (int count = content.read(piece); count >= 0; count = content.read(piece)) {
        size += count;
        if (size > LARGEST_FILE) {
          throw new ApiError(413, "file-too-large", "The file must have at most 5 MB").refusal();
        }
        digest.update(piece, 0, count);
        out.write(piece, 0, count);
      }
    }
    return new Arrived(name, temporary, size, HexFormat.of().formatHex(digest.digest()));
  }

  private String text(InputStream content) throws IOException {
    int most = 4 * application.limits().messageLength();
    byte[] bytes = content.readNBytes(most + 1);
    if (bytes.length > most) {
      throw ApiError.invalid("message", "is too long").refusal();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("tsubame-upload", null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
