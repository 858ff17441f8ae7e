package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.COUNT;
import static io.tsubame.api.v1.Schema.TEXT;
import static io.tsubame.api.v1.Schema.TIME;
import static io.tsubame.api.v1.Schema.list;
import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.optional;
import static io.tsubame.api.v1.Schema.required;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.ApiError;
import io.tsubame.api.Response;
import io.tsubame.application.Application;
import io.tsubame.application.ApplicationRejection.NoSuchUpload;
import io.tsubame.application.blob.BlobStore;
import io.tsubame.application.blob.SignedUrl;
import io.tsubame.application.file.OpenUpload;
import io.tsubame.application.file.UploadId;
import io.tsubame.application.file.Uploads.PartWish;
import io.tsubame.application.file.Uploads.Progress;
import io.tsubame.application.query.FileView;
import io.tsubame.application.query.MessageView;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomEvent.FileAttached;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `/v1/rooms/{room_id}/uploads`, `/v1/uploads`, and what comes of them.
final class UploadsResource {
  private static final int SIGNED_AT_ONCE = 100;
  private static final Schema SHA256 = Schema.text(64, 64);
  private static final Schema PART = new Schema.Whole(1, BlobStore.MAX_PARTS);

  private static final Schema.Fields UPLOAD =
      object(
          "Upload",
          required("upload_id", TEXT),
          required("room_id", Schema.ID),
          required("name", TEXT),
          required("size", FileShape.SIZE),
          required("part_size", FileShape.SIZE),
          required("parts", COUNT),
          required("received", list(COUNT)),
          required("expires_at", TIME));

  private static final Schema.Fields URLS =
      object(
          required(
              "urls",
              list(
                  object(
                      "PartUrl",
                      required("part", COUNT),
                      required("url", TEXT),
                      required("headers", new Schema.Entries(TEXT, 20)),
                      required("expires_at", TIME)))));

  private static final Schema.Fields SENT =
      object(
          "SentFiles",
          required("message", MessageShape.SCHEMA),
          required("files", list(FileShape.SCHEMA)));

  private final Application app;
  private final Throttle begun;

  UploadsResource(Application app) {
    this.app = app;
    this.begun = new Throttle("uploads", 200, Duration.ofSeconds(2), app.ports().rates());
  }

  List<Operation> operations() {
    Schema message = Schema.text(0, app.limits().messageLength());
    return List.of(
        Operation.post("/rooms/{room_id}/uploads", "Begin to send a file", this::begin)
            .reading(
                required("name", Schema.text(1, app.limits().nameLength())),
                required("size", new Schema.Whole(1, Long.MAX_VALUE)))
            .answering(UPLOAD),
        Operation.get("/uploads/{upload_id}", "How far it has come", UPLOAD, this::progress),
        Operation.post("/uploads/{upload_id}/urls", "Where its parts go", this::urls)
            .reading(
                required(
                    "parts",
                    new Schema.Items(
                        object(required("part", PART), required("sha256", SHA256)),
                        SIGNED_AT_ONCE)))
            .answering(URLS),
        Operation.delete("/uploads/{upload_id}", "Give it up", this::abort),
        Operation.post(
                "/rooms/{room_id}/files", "Post a message with files that were sent", this::attach)
            .reading(
                required(
                    "upload_ids",
                    new Schema.Items(Schema.text(1, 100), app.limits().filesPerMessage())),
                optional("message", message))
            .answering(SENT));
  }

  private Response begin(Exchange exchange) {
    begun.take(exchange.caller().toString());
    OpenUpload upload =
        exchange.found(
            app.uploads()
                .begin(
                    exchange.caller(),
                    exchange.room(),
                    exchange.body().text("name"),
                    exchange.body().node().get("size").longValue()));
    return answer(upload, Set.of());
  }

  private Response progress(Exchange exchange) {
    Progress progress = exchange.found(app.uploads().progress(exchange.caller(), id(exchange)));
    return answer(progress.upload(), progress.parts().keySet());
  }

  private Response urls(Exchange exchange) {
    UploadId id = id(exchange);
    List<PartWish> wishes = new ArrayList<>();
    exchange
        .body()
        .node()
        .get("parts")
        .forEach(item -> {
          int part = item.get("part").intValue();
          String sha256 = item.get("sha256").textValue();
          if (!sha256.matches("[0-9a-f]{64}")) {
            throw ApiError.invalid("sha256", "must be 64 hexadecimal digits").refusal();
          }
          wishes.add(new PartWish(part, sha256));
        });
    Map<Integer, SignedUrl> urls =
        exchange.found(app.uploads().sign(exchange.caller(), id, wishes));
    return Response.json(out -> {
      out.writeStartObject();
      out.writeArrayFieldStart("urls");
      for (Map.Entry<Integer, SignedUrl> url : urls.entrySet()) {
        write(out, url.getKey(), url.getValue());
      }
      out.writeEndArray();
      out.writeEndObject();
    });
  }

  private static void write(JsonGenerator out, int part, SignedUrl url) throws IOException {
    out.writeStartObject();
    out.writeNumberField("part", part);
    out.writeStringField("url", url.url());
    out.writeObjectFieldStart("headers");
    for (Map.Entry<String, String> header : url.headers().entrySet()) {
      out.writeStringField(header.getKey(), header.getValue());
    }
    out.writeEndObject();
    out.writeNumberField("expires_at", url.expiresAt().toEpochMilli());
    out.writeEndObject();
  }

  private Response abort(Exchange exchange) {
    exchange.found(app.uploads().abort(exchange.caller(), id(exchange)));
    return Response.NO_CONTENT;
  }

  private Response attach(Exchange exchange) {
    RoomId room = exchange.room();
    List<UploadId> ids = new ArrayList<>();
    exchange.body().node().get("upload_ids").forEach(item -> ids.add(id(item.textValue())));
    if (ids.isEmpty() || Set.copyOf(ids).size() < ids.size()) {
      throw ApiError.invalid("upload_ids", "must name uploads, each once").refusal();
    }
    String message = exchange.body().text("message", "");
    Outcome outcome = exchange.found(app.uploads().attach(exchange.caller(), room, ids, message));
    return sent(room, exchange.accepted(outcome));
  }

  private static Response sent(RoomId room, Outcome.Accepted accepted) {
    List<FileView> files = new ArrayList<>();
    List<MessageView> messages = new ArrayList<>();
    for (var event : accepted.commit().events()) {
      switch (event) {
        case FileAttached attached -> files.add(FileShape.attached(room, attached));
        case MessagePosted posted -> messages.add(MessageShape.posted(room, posted));
        default -> {}
      }
    }
    return Response.json(out -> {
      out.writeStartObject();
      out.writeFieldName("message");
      MessageShape.write(out, messages.getFirst());
      Answers.writeList(out, "files", files, FileShape::write);
      out.writeEndObject();
    });
  }

  private static Response answer(OpenUpload upload, Set<Integer> received) {
    return Response.json(out -> {
      out.writeStartObject();
      out.writeStringField("upload_id", upload.id().value());
      out.writeNumberField("room_id", upload.room().value());
      out.writeStringField("name", upload.name());
      out.writeNumberField("size", upload.layout().size());
      out.writeNumberField("part_size", upload.layout().partSize());
      out.writeNumberField("parts", upload.layout().parts());
      Answers.writeList(
          out, "received", received.stream().sorted().toList(), JsonGenerator::writeNumber);
      out.writeNumberField("expires_at", upload.expiresAt().toEpochMilli());
      out.writeEndObject();
    });
  }

  private static UploadId id(Exchange exchange) {
    return id(exchange.request().variable("upload_id"));
  }

  private static UploadId id(String text) {
    if (!UploadId.isValid(text)) {
      throw Exchange.refusal(new NoSuchUpload());
    }
    return new UploadId(text);
  }
}
