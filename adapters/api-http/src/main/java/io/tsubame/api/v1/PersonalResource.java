package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.TEXT;
import static io.tsubame.api.v1.Schema.list;
import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.optional;
import static io.tsubame.api.v1.Schema.required;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.ApiError;
import io.tsubame.api.Response;
import io.tsubame.api.v1.V1Api.Settings;
import io.tsubame.application.Application;
import io.tsubame.application.query.MessageView;
import io.tsubame.application.query.PersonalQueries.Bookmark;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountCommand.BookmarkMessage;
import io.tsubame.domain.account.AccountCommand.DeleteCategory;
import io.tsubame.domain.account.AccountCommand.RemoveBookmark;
import io.tsubame.domain.account.AccountCommand.SaveCategory;
import io.tsubame.domain.account.AccountEvent.Category;
import io.tsubame.domain.account.AccountEvent.CategorySaved;
import io.tsubame.domain.account.AccountRejection.NoSuchCategory;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// `/v1/categories`, `/v1/bookmarks`, `/v1/reactions`.
final class PersonalResource {
  private static final int USUAL_PAGE = 50;

  private final Application app;
  private final Schema.Whole page;
  private final Settings settings;

  /// @param most entries of a page
  PersonalResource(Application app, Settings settings, int most) {
    this.app = app;
    this.page = new Schema.Whole(1, most);
    this.settings = settings;
  }

  List<Operation> operations() {
    Schema.Field name = required("name", Schema.text(1, app.limits().nameLength()));
    Schema rooms = Schema.ids(app.limits().roomsPerCategory());
    return List.of(
        Operation.get(
            "/categories",
            "The caller's own categories of rooms, by id",
            object(required("categories", list(PersonalShape.CATEGORY))),
            this::categories),
        Operation.post("/categories", "Make a category", exchange -> save(exchange, null))
            .reading(name, optional("room_ids", rooms))
            .answering(PersonalShape.CATEGORY),
        Operation.put("/categories/{category_id}", "Replace a category", this::replace)
            .reading(name, required("room_ids", rooms))
            .answering(PersonalShape.CATEGORY),
        Operation.delete("/categories/{category_id}", "Delete it", this::deleteCategory),
        Operation.get(
                "/bookmarks",
                "All bookmarks, and a page of the messages, the newest bookmark first",
                object(
                    required("message_ids", list(Schema.text(1, 19))),
                    required("bookmarks", list(MessageShape.BOOKMARKED))),
                this::bookmarks)
            .asking("after", Schema.text(1, 19))
            .asking("limit", page),
        Operation.put("/bookmarks/{message_id}", "Bookmark a message", this::bookmark),
        Operation.delete("/bookmarks/{message_id}", "Remove the bookmark", this::unbookmark),
        Operation.get(
            "/reactions",
            "The reactions that this server knows",
            object(required("reactions", list(TEXT))),
            this::reactions));
  }

  private Response categories(Exchange exchange) {
    return Answers.list(
        "categories",
        app.queries().personal().categories(exchange.caller()),
        PersonalShape::writeCategory);
  }

  private Response replace(Exchange exchange) {
    return save(exchange, exchange.number("category_id", new NoSuchCategory()));
  }

  /// @param id null for a new one
  private Response save(Exchange exchange, @Nullable Integer id) {
    String name = exchange.body().text("name");
    List<RoomId> rooms = exchange.body().rooms("room_ids").stream().distinct().toList();
    Outcome.Accepted accepted =
        exchange.send(
            new AggregateId.Account(exchange.caller()),
            new SaveCategory(id, name, rooms),
            exchange.commandId());
    int number =
        accepted.commit().events().stream()
            .filter(CategorySaved.class::isInstance)
            .map(event -> ((CategorySaved) event).category().id())
            .findFirst()
            .orElse(id == null ? 0 : id);
    return Answers.of(new Category(number, name, rooms), PersonalShape::writeCategory);
  }

  private Response deleteCategory(Exchange exchange) {
    int id = exchange.number("category_id", new NoSuchCategory());
    exchange.toSelf(new DeleteCategory(id), "delete");
    return Response.NO_CONTENT;
  }

  private Response bookmarks(Exchange exchange) {
    List<Bookmark> bookmarks = app.queries().personal().bookmarks(exchange.caller());
    Map<MessageId, Instant> times =
        bookmarks.stream().collect(Collectors.toMap(Bookmark::message, Bookmark::at));
    List<MessageId> ids = bookmarks.stream().map(Bookmark::message).toList();
    String after = exchange.query("after");
    List<MessageId> wanted =
        ids.stream()
            .skip(after == null ? 0 : 1 + position(ids, after))
            .limit(exchange.wholeQuery("limit", page, USUAL_PAGE))
            .toList();
    List<MessageView> messages = app.queries().messages().firstOf(exchange.caller(), wanted);
    return Response.json(out -> {
      out.writeStartObject();
      Answers.writeList(out, "message_ids", ids, (json, id) -> json.writeString(id.toString()));
      Answers.writeList(
          out, "bookmarks", messages, (json, message) -> writeBookmark(json, message, times));
      out.writeEndObject();
    });
  }

  /// @throws io.tsubame.api.Refusal where the message is not among them
  private static int position(List<MessageId> ids, String message) {
    return IntStream.range(0, ids.size())
        .filter(i -> ids.get(i).toString().equals(message))
        .findFirst()
        .orElseThrow(() -> ApiError.invalid("after", "must be a bookmarked message").refusal());
  }

  private Response bookmark(Exchange exchange) {
    MessageId message = exchange.message();
    exchange.found(app.queries().messages().message(exchange.caller(), message.room(), message));
    exchange.toSelf(new BookmarkMessage(message), "bookmark");
    return Response.NO_CONTENT;
  }

  private Response unbookmark(Exchange exchange) {
    exchange.toSelf(new RemoveBookmark(exchange.message()), "unbookmark");
    return Response.NO_CONTENT;
  }

  private Response reactions(Exchange exchange) {
    return Answers.list("reactions", settings.reactions(), JsonGenerator::writeString);
  }

  private static void writeBookmark(
      JsonGenerator out, MessageView message, Map<MessageId, Instant> times) throws IOException {
    Instant at = times.get(message.id());
    if (at == null) {
      throw new IllegalStateException("a message that nobody asked for");
    }
    MessageShape.writeBookmarked(out, message, at);
  }
}
