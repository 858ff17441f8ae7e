package io.tsubame.search.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.search.DocumentId;
import io.tsubame.application.search.DocumentKind;
import io.tsubame.application.search.IndexHits;
import io.tsubame.application.search.IndexHits.Hit;
import io.tsubame.application.search.IndexMark;
import io.tsubame.application.search.IndexQuery;
import io.tsubame.domain.RoomId;
import io.tsubame.search.opensearch.Calls.Answer;
import io.tsubame.search.opensearch.QueryParts.Part;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Asks one index.
final class Searching {
  /// Hits of one part that are asked for at once.
  private static final int PAGE = 2_000;

  private final Calls calls;
  private final String index;
  private final Duration patience;

  /// @param patience of one search, within which OpenSearch is to end it
  Searching(Calls calls, String index, Duration patience) {
    this.calls = calls;
    this.index = index;
    this.patience = patience;
  }

  IndexHits find(
      IndexQuery query, Function<String, Set<String>> words, @Nullable IndexMark after, int limit) {
    QueryParts plan = new QueryParts(query, words);
    List<Hit> hits = new ArrayList<>();
    IndexMark mark = after;
    boolean more = !plan.parts().isEmpty();
    while (more && hits.size() <= limit) {
      int size = Math.min(limit + 1 - hits.size(), PAGE);
      Page page = page(query.kind(), plan.parts(), mark, size);
      hits.addAll(page.hits);
      more = page.more;
      mark = hits.isEmpty() ? mark : hits.getLast().mark();
    }
    return new IndexHits(
        hits.subList(0, Math.min(limit, hits.size())), more || hits.size() > limit, plan.sure());
  }

  /// @param more whether there may be others behind them
  private record Page(List<Hit> hits, boolean more) {}

  /// The next hits of all parts together: as far as each part has told all that it has, so at least
  /// one where there is any.
  private Page page(DocumentKind kind, List<Part> parts, @Nullable IndexMark after, int size) {
    JsonNode answers = ask(parts, after, size);
    List<Hit> all = new ArrayList<>();
    IndexMark known = null;
    for (int i = 0; i < parts.size(); i++) {
      long lead = parts.get(i).lead();
      JsonNode found = hits(answers.path(i));
      Hit last = null;
      for (JsonNode each : found) {
        last = hit(kind, each.path("sort"), lead);
        all.add(last);
      }
      if (last != null
          && found.size() == size
          && (known == null || last.mark().compareTo(known) < 0)) {
        known = last.mark();
      }
    }
    all.sort(Comparator.comparing(Hit::mark));
    IndexMark end = known;
    return end == null
        ? new Page(all, false)
        : new Page(all.stream().filter(hit -> hit.mark().compareTo(end) <= 0).toList(), true);
  }

  private static Hit hit(DocumentKind kind, JsonNode sort, long lead) {
    int number = sort.path(1).intValue();
    int room = sort.path(2).intValue();
    return new Hit(
        new DocumentId(kind, new RoomId(room), number),
        new IndexMark(sort.path(0).longValue() + lead, number, room));
  }

  private JsonNode ask(List<Part> parts, @Nullable IndexMark after, int size) {
    StringBuilder lines = new StringBuilder(1_024);
    for (Part part : parts) {
      lines.append("{}\n").append(body(part, after, size)).append('\n');
    }
    Answer answer =
        calls.search("/" + index + "/_msearch", lines.toString().getBytes(StandardCharsets.UTF_8));
    if (answer.isMissing()) {
      throw Mark.gone(index, answer);
    }
    return answer.fine().body().path("responses");
  }

  private ObjectNode body(Part part, @Nullable IndexMark after, int size) {
    ObjectNode body = Calls.JSON.createObjectNode();
    body.put("size", size);
    body.put("timeout", patience.toMillis() + "ms");
    body.put("track_total_hits", false);
    body.put("_source", false);
    body.put("stored_fields", "_none_");
    sort(body);
    if (after != null) {
      body.putArray("search_after")
          .add(after.key() - part.lead())
          .add(after.number())
          .add(after.room());
    }
    body.set("query", part.query());
    return body;
  }

  /// In the order of marks.
  static void sort(ObjectNode body) {
    ArrayNode sort = body.putArray("sort");
    sort.addObject().put(Fields.AT, "desc");
    sort.addObject().put(Fields.NUMBER, "desc");
    sort.addObject().put(Fields.ROOM, "desc");
  }

  /// The hits of one answer, where it is whole.
  private JsonNode hits(JsonNode answer) {
    JsonNode error = answer.path("error");
    if (!error.isMissingNode()) {
      Answer refusal = new Answer(answer.path("status").asInt(500), answer);
      switch (refusal.status()) {
        case 404 -> throw Mark.gone(index, refusal);
        case 429 -> throw new Overloaded("OpenSearch has too much to do");
        default -> throw new Unavailable("OpenSearch cannot search: " + refusal.reason());
      }
    }
    if (answer.path("timed_out").booleanValue()) {
      throw new Overloaded("searching takes too long");
    }
    JsonNode shards = answer.path("_shards");
    if (shards.path("successful").intValue() != shards.path("total").intValue()
        || shards.path("total").intValue() == 0) {
      throw new Unavailable("parts of the search index do not answer");
    }
    return answer.path("hits").path("hits");
  }
}
