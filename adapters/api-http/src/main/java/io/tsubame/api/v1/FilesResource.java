package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.ID;
import static io.tsubame.api.v1.Schema.TEXT;
import static io.tsubame.api.v1.Schema.TIME;
import static io.tsubame.api.v1.Schema.list;
import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.orNull;
import static io.tsubame.api.v1.Schema.required;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.ApiError;
import io.tsubame.api.Response;
import io.tsubame.application.Application;
import io.tsubame.application.blob.SignedUrl;
import io.tsubame.application.file.Downloads.Size;
import io.tsubame.application.file.Downloads.Wish;
import io.tsubame.application.query.FileQueries.Filter;
import io.tsubame.application.query.FileQueries.Use;
import io.tsubame.application.query.FileView;
import io.tsubame.application.query.PersonView;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.room.FileKind;
import io.tsubame.domain.room.RoomCommand.DeleteFile;
import io.tsubame.domain.room.RoomRejection.FileNotFound;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `/v1/rooms/{room_id}/files`, `/v1/files` and `/v1/storage`.
final class FilesResource {
  private static final int USUAL_PAGE = 100;

  /// Between what a browser remembers of a URL and its end.
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private static final String ONE = "/rooms/{room_id}/files/{file_id}";
  private static final Schema FILES = object(required("files", list(FileShape.SCHEMA)));
  private static final Schema DOWNLOAD =
      object("Download", required("url", TEXT), required("expires_at", TIME));
  private static final Schema.Fields USE =
      object("StorageUse", required("bytes", FileShape.SIZE), required("files", FileShape.SIZE));
  private static final Schema STORAGE =
      object(
          "Storage",
          required("own", USE),
          required("organization", USE),
          required("quota", orNull(FileShape.SIZE)),
          required("largest_file", FileShape.SIZE));

  private final Application app;
  private final Schema.Whole page;

  /// @param most entries of a page
  FilesResource(Application app, int most) {
    this.app = app;
    this.page = new Schema.Whole(1, most);
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
                "/rooms/{room_id}/files", "Files of a room, newest first", FILES, this::inRoom)
            .asking("uploader", ID)
            .asking("kind", FileShape.KIND)
            .asking("after", ID)
            .asking("limit", page),
        Operation.get(ONE, "One file", FileShape.SCHEMA, this::file),
        Operation.delete(ONE, "Delete one's own, or as an administrator any", this::delete),
        Operation.get(
            ONE + "/download", "A URL that saves the file, for a while", DOWNLOAD, this::download),
        Operation.get(ONE + "/content", "Leads to the file", Operation.REDIRECT, this::content)
            .asking("as", Words.choice(Wish.class)),
        Operation.get(ONE + "/preview", "Leads to its preview", Operation.REDIRECT, this::preview)
            .asking("size", Words.choice(Size.class)),
        Operation.get("/files", "What the caller sent, newest first", FILES, this::own)
            .asking("kind", FileShape.KIND)
            .asking("after", ID)
            .asking("limit", page),
        Operation.get("/storage", "What files take, and may take", STORAGE, this::storage));
  }

  private Response inRoom(Exchange exchange) {
    String uploader = exchange.query("uploader");
    Filter filter =
        new Filter(
            uploader == null ? null : new AccountId(id("uploader", uploader)), kind(exchange));
    List<FileView> files =
        exchange.found(
            app.queries()
                .files()
                .inRoom(
                    exchange.caller(), exchange.room(), filter, after(exchange), limit(exchange)));
    return Answers.list("files", files, FileShape::write);
  }

  private Response own(Exchange exchange) {
    List<FileView> files =
        app.queries()
            .files()
            .sentBy(exchange.caller(), kind(exchange), after(exchange), limit(exchange));
    return Answers.list("files", files, FileShape::write);
  }

  private Response file(Exchange exchange) {
    return Answers.of(
        exchange.found(
            app.queries().files().file(exchange.caller(), exchange.room(), id(exchange))),
        FileShape::write);
  }

  private Response delete(Exchange exchange) {
    exchange.toRoom(exchange.room(), new DeleteFile(id(exchange)));
    return Response.NO_CONTENT;
  }

  private Response download(Exchange exchange) {
    SignedUrl url = url(exchange, Wish.SAVED);
    return Response.json(out -> {
      out.writeStartObject();
      out.writeStringField("url", url.absolute(exchange.request().baseUrl()));
      out.writeNumberField("expires_at", url.expiresAt().toEpochMilli());
      out.writeEndObject();
    });
  }

  private Response content(Exchange exchange) {
    String as = exchange.query("as");
    Wish wish = as == null ? Wish.SHOWN : word("as", as, Wish.class);
    return elsewhere(url(exchange, wish));
  }

  private SignedUrl url(Exchange exchange, Wish wish) {
    return exchange.found(
        app.downloads().file(exchange.caller(), exchange.room(), id(exchange), wish));
  }

  private Response preview(Exchange exchange) {
    String size = exchange.query("size");
    SignedUrl url =
        exchange.found(
            app.downloads()
                .preview(
                    exchange.caller(),
                    exchange.room(),
                    id(exchange),
                    size == null ? Size.SMALL : word("size", size, Size.class)));
    return elsewhere(url);
  }

  /// A browser may go there again without asking, as long as the URL surely works.
  private Response elsewhere(SignedUrl url) {
    long seconds = app.ports().files().limits().downloadUrl().minus(MARGIN).toSeconds();
    return Response.redirect(url.url())
        .withHeader("cache-control", "private, max-age=" + Math.max(0, seconds))
        .withHeader("vary", "cookie, x-chatworktoken");
  }

  private Response storage(Exchange exchange) {
    AccountId caller = exchange.caller();
    PersonView self =
        Objects.requireNonNull(app.queries().people().people(List.of(caller)).get(caller));
    Use own = app.queries().files().usedBy(caller);
    Use all = app.queries().files().usedBy(self.organization());
    long quota = app.ports().files().limits().organizationBytes();
    return Response.json(out -> {
      out.writeStartObject();
      write(out, "own", own);
      write(out, "organization", all);
      if (quota == 0) {
        out.writeNullField("quota");
      } else {
        out.writeNumberField("quota", quota);
      }
      out.writeNumberField("largest_file", app.ports().files().limits().fileBytes());
      out.writeEndObject();
    });
  }

  private static void write(JsonGenerator out, String name, Use use) throws IOException {
    out.writeObjectFieldStart(name);
    out.writeNumberField("bytes", use.bytes());
    out.writeNumberField("files", use.files());
    out.writeEndObject();
  }

  private static FileId id(Exchange exchange) {
    return new FileId(exchange.number("file_id", new FileNotFound()));
  }

  private static @Nullable FileId after(Exchange exchange) {
    String after = exchange.query("after");
    return after == null ? null : new FileId(id("after", after));
  }

  private int limit(Exchange exchange) {
    return exchange.wholeQuery("limit", page, USUAL_PAGE);
  }

  private static @Nullable FileKind kind(Exchange exchange) {
    String kind = exchange.query("kind");
    return kind == null ? null : word("kind", kind, FileKind.class);
  }

  private static <E extends Enum<E>> E word(String name, String text, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
    }
    throw ApiError.invalid(name, "is none of the words for it").refusal();
  }

  private static int id(String name, String text) {
    return (int) Exchange.longQuery(name, text, (Schema.Whole) ID);
  }
}
