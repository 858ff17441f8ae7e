package io.tsubame.search.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.application.Backoff;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.search.IndexChange;
import io.tsubame.application.search.IndexDocument;
import io.tsubame.domain.RoomId;
import io.tsubame.search.opensearch.Calls.Answer;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Writes the changes of one batch in order: documents together, the last of each id; what is
/// removed by a condition is looked for when all before can be found.
///
/// For one thread.
final class Writing {
  private static final Duration LEAST_PAUSE = Duration.ofMillis(200);
  private static final Duration GREATEST_PAUSE = Duration.ofSeconds(2);

  /// Conditions that are looked for together.
  private static final int CONDITIONS = 200;

  private static final int CONFLICT = 409;
  private static final int MISSING = 404;
  private static final int TOO_MANY = 429;
  private static final int BROKEN = 500;

  private final Calls calls;
  private final Encoder encoder;
  private final String index;
  private final OpenSearchConfig config;
  private final LongSupplier versions;

  /// By id, what is to be there; nothing where it is to be removed.
  private final Map<String, Optional<IndexDocument>> pending = new LinkedHashMap<>();

  /// What fulfils any of these is to be removed, behind what is pending.
  private final List<ObjectNode> conditions = new ArrayList<>();

  /// @param versions each greater than all before
  Writing(
      Calls calls, Encoder encoder, String index, OpenSearchConfig config, LongSupplier versions) {
    this.calls = calls;
    this.encoder = encoder;
    this.index = index;
    this.config = config;
    this.versions = versions;
  }

  void add(IndexChange change) {
    switch (change) {
      case IndexChange.Put(var document) -> {
        finishConditions();
        pending.put(Fields.id(document.id()), Optional.of(document));
      }
      case IndexChange.Remove(var id) -> {
        finishConditions();
        pending.put(Fields.id(id), Optional.empty());
      }
      case IndexChange.RemoveRoom(var room) -> conditions.add(inRoom(room));
      case IndexChange.RemoveAddressed(var kind, var room, var account) -> {
        ObjectNode all = inRoom(room);
        filter(all, Fields.KIND, Fields.kind(kind));
        filter(all, Fields.FOR, account.toString());
        conditions.add(all);
      }
    }
  }

  /// Returns when all is done.
  void finish() {
    finishConditions();
    send();
  }

  private static ObjectNode inRoom(RoomId room) {
    ObjectNode all = Calls.JSON.createObjectNode();
    all.putObject("bool");
    filter(all, Fields.ROOM, Integer.toString(room.value()));
    return all;
  }

  private static void filter(ObjectNode all, String field, String value) {
    all.withObject("/bool").withArray("filter").addObject().putObject("term").put(field, value);
  }

  private void finishConditions() {
    if (conditions.isEmpty()) {
      return;
    }
    send();
    repeated(() -> calls.send("POST", "/" + index + "/_refresh", Map.of(), null));
    for (int at = 0; at < conditions.size(); at += CONDITIONS) {
      remove(conditions.subList(at, Math.min(conditions.size(), at + CONDITIONS)));
    }
    conditions.clear();
  }

  /// Asks the first copies, since others know of a refresh a moment later.
  private void remove(List<ObjectNode> any) {
    ObjectNode body = Calls.JSON.createObjectNode();
    body.put("size", config.bulkDocuments());
    body.put("track_total_hits", false);
    body.put("_source", false);
    Searching.sort(body);
    ArrayNode should = body.putObject("query").putObject("bool").putArray("should");
    any.forEach(should::add);
    while (true) {
      Answer answer =
          repeated(() ->
              calls.send(
                  "POST",
                  "/" + index + "/_search",
                  Map.of("allow_partial_search_results", "false", "preference", "_primary"),
                  body));
      JsonNode hits = answer.body().path("hits").path("hits");
      hits.forEach(hit -> pending.put(hit.path("_id").asText(), Optional.empty()));
      send();
      if (hits.size() < config.bulkDocuments()) {
        return;
      }
      body.set("search_after", hits.path(hits.size() - 1).path("sort"));
    }
  }

  private void send() {
    Iterator<Map.Entry<String, Optional<IndexDocument>>> rest = pending.entrySet().iterator();
    while (rest.hasNext()) {
      byte[] lines = encoder.calculated(() -> next(rest));
      repeated(() -> bulk(lines));
    }
    pending.clear();
  }

  private byte[] next(Iterator<Map.Entry<String, Optional<IndexDocument>>> rest) {
    long version = versions.getAsLong();
    ByteArrayOutputStream lines = new ByteArrayOutputStream(1 << 16);
    int count = 0;
    while (rest.hasNext() && count < config.bulkDocuments() && lines.size() < config.bulkBytes()) {
      var next = rest.next();
      encoder.line(next.getKey(), next.getValue().orElse(null), version, lines);
      count++;
    }
    return lines.toByteArray();
  }

  private Answer bulk(byte[] lines) {
    Map<String, String> parameters =
        Map.of(
            "require_alias",
            "true",
            "timeout",
            config.answer().toMillis() / 2 + "ms",
            "filter_path",
            "errors,error,status,items.*.status,items.*.error.type,items.*.error.reason");
    Answer answer = calls.bulk("/" + Catalogue.writing(index) + "/_bulk", parameters, lines).fine();
    if (answer.body().path("errors").booleanValue()) {
      for (JsonNode item : answer.body().path("items")) {
        item.forEach(this::check);
      }
    } else if (!answer.body().has("errors")) {
      throw new Unavailable("OpenSearch does not say whether it wrote");
    }
    return answer;
  }

  /// A document that is to be removed may be missing, an index may not.
  private void check(JsonNode item) {
    if (!item.has("error")) {
      return;
    }
    Answer refusal = new Answer(item.path("status").asInt(BROKEN), item);
    switch (refusal.status()) {
      case CONFLICT -> throw Mark.displaced(index);
      case MISSING -> throw Mark.gone(index, refusal);
      case TOO_MANY -> throw new Overloaded("OpenSearch has too much to do");
      default -> throw new Unavailable("OpenSearch does not write: " + refusal.reason());
    }
  }

  @FunctionalInterface
  private interface Attempt {
    Answer make();
  }

  /// What failed for a reason that may pass is done again, a few times.
  private Answer repeated(Attempt attempt) {
    Backoff backoff = new Backoff(LEAST_PAUSE, GREATEST_PAUSE);
    for (int retries = 0; ; retries++) {
      try {
        Answer answer = attempt.make();
        if (answer.isMissing()) {
          throw Mark.gone(index, answer);
        }
        return answer.fine();
      } catch (Unavailable | Overloaded failure) {
        if (retries >= config.retries()) {
          throw failure;
        }
        pause(backoff.next(), failure);
      }
    }
  }

  private static void pause(Duration time, OperatingFailure failure) {
    LockSupport.parkNanos(time.toNanos());
    if (Thread.currentThread().isInterrupted()) {
      throw failure;
    }
  }
}
