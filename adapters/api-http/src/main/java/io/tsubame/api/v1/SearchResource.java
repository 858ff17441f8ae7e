package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.required;

import io.tsubame.api.ApiError;
import io.tsubame.api.Response;
import io.tsubame.api.v1.Answers.Shape;
import io.tsubame.application.Application;
import io.tsubame.application.query.PersonView;
import io.tsubame.application.query.RoomView;
import io.tsubame.application.search.IndexMark;
import io.tsubame.application.search.IndexQuery.Ranking;
import io.tsubame.application.search.SearchAnswer;
import io.tsubame.application.search.SearchAnswer.Found;
import io.tsubame.application.search.SearchRequest;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `/v1/search`: finding messages, tasks, files, rooms and people. The language of queries is in
/// `docs/spec/search.md`.
final class SearchResource {
  /// The use case tells what is too long, with a message that helps.
  private static final Schema QUERY = Schema.text(0, 10_000);

  private static final int USUAL_PAGE = 20;

  private final Application app;
  private final Schema.Whole page;

  SearchResource(Application app) {
    this.app = app;
    this.page = new Schema.Whole(1, app.ports().searchLimits().page());
  }

  List<Operation> operations() {
    return List.of(
        paged(
            "messages",
            "Messages in one's rooms",
            SearchShape.hits("MessageHits", "message", MessageShape.SCHEMA),
            this::messages),
        paged(
            "tasks",
            "Tasks in one's rooms",
            SearchShape.hits("TaskHits", "task", TaskShape.SCHEMA),
            this::tasks),
        paged(
            "files",
            "Files in one's rooms, by name and by what stands in texts and PDFs",
            SearchShape.hits("FileHits", "file", FileShape.SCHEMA),
            this::files),
        search(
            "rooms",
            "One's rooms by name and description",
            object(
                "RoomHits",
                required("hits", Schema.list(SearchShape.hit("room", RoomShape.SCHEMA)))),
            this::rooms),
        search(
            "people",
            "Contacts and colleagues by name, id or address",
            object("PeopleHits", required("people", Schema.list(PersonShape.SCHEMA))),
            this::people));
  }

  private Operation search(String what, String summary, Schema answer, Operation.Call call) {
    return Operation.get("/search/" + what, "Search: " + summary, answer, call)
        .asking("q", QUERY)
        .asking("time_zone", Schema.text(1, 64))
        .asking("limit", page);
  }

  private Operation paged(String what, String summary, Schema answer, Operation.Call call) {
    return search(what, summary, answer, call)
        .asking("sort", Words.choice(Ranking.class))
        .asking("cursor", Schema.text(1, 100));
  }

  private Response messages(Exchange exchange) {
    return answer(
        exchange.found(app.search().messages(exchange.caller(), request(exchange))),
        "message",
        MessageShape::write);
  }

  private Response tasks(Exchange exchange) {
    return answer(
        exchange.found(app.search().tasks(exchange.caller(), request(exchange))),
        "task",
        TaskShape::write);
  }

  private Response files(Exchange exchange) {
    return answer(
        exchange.found(app.search().files(exchange.caller(), request(exchange))),
        "file",
        (out, found) -> FileShape.write(out, found.file()));
  }

  private Response rooms(Exchange exchange) {
    List<Found<RoomView>> found =
        exchange.found(app.search().rooms(exchange.caller(), request(exchange)));
    return Answers.list(
        "hits", found, (out, hit) -> SearchShape.writeHit(out, "room", hit, RoomShape::write));
  }

  private Response people(Exchange exchange) {
    List<PersonView> found =
        exchange.found(app.search().people(exchange.caller(), request(exchange)));
    return Answers.list("people", found, PersonShape::write);
  }

  private static <T> Response answer(SearchAnswer<T> answer, String name, Shape<T> shape) {
    return Response.json(out -> SearchShape.write(out, answer, name, shape));
  }

  private SearchRequest request(Exchange exchange) {
    String query = exchange.query("q");
    if (query == null) {
      throw ApiError.required("q").refusal();
    }
    return new SearchRequest(
        query,
        zone(exchange.query("time_zone")),
        ranking(exchange.query("sort")),
        mark(exchange.query("cursor")),
        exchange.wholeQuery("limit", page, USUAL_PAGE));
  }

  private static ZoneId zone(@Nullable String name) {
    try {
      return name == null ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException _) {
      throw ApiError.invalid("time_zone", "must be a time zone such as Asia/Tokyo").refusal();
    }
  }

  private static Ranking ranking(@Nullable String word) {
    if (word == null) {
      return Ranking.RELEVANCE;
    }
    try {
      return Ranking.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw ApiError.invalid("sort", "must be relevance or newest").refusal();
    }
  }

  private static @Nullable IndexMark mark(@Nullable String cursor) {
    try {
      return cursor == null ? null : SearchShape.mark(cursor);
    } catch (NumberFormatException _) {
      throw ApiError.invalid("cursor", "must be the next of an answer").refusal();
    }
  }
}
