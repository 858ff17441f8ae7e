package io.tsubame.search.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.application.Unavailable;
import io.tsubame.application.search.DamagedIndex;
import io.tsubame.application.search.DisplacedIndex;
import io.tsubame.search.opensearch.Calls.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// How far the log is in an index, and who writes it: a document of that index. It is written after
/// the documents that it stands for have been, and only by who opened the index last. Each opening
/// has a number above all before, which begins the versions of what is written then; so nothing
/// that was sent before can come late.
///
/// For one thread at a time.
final class Mark {
  private static final String ID = "mark";
  private static final int CONFLICT = 409;

  private final Calls calls;
  private final String index;
  private final long opening;

  /// Tells this opening from others, also where the answer was lost that it worked.
  private final String owner = UUID.randomUUID().toString();

  private long sequence;
  private long term;

  private Mark(Calls calls, String index, Stored stored) {
    this.calls = calls;
    this.index = index;
    opening = stored.opening + 1;
    sequence = stored.sequence;
    term = stored.term;
  }

  /// What is in the index.
  private record Stored(
      long opening, String owner, Map<Integer, Long> checkpoints, long sequence, long term) {
    static Stored read(Calls calls, String index) {
      Answer answer = calls.get("/" + index + "/_doc/" + ID, Map.of());
      if (answer.isMissing()) {
        throw gone(index, answer);
      }
      JsonNode body = answer.fine().body();
      JsonNode content = body.path("_source").path("mark");
      Map<Integer, Long> checkpoints = new HashMap<>();
      content
          .path("checkpoints")
          .properties()
          .forEach(
              each -> checkpoints.put(Integer.valueOf(each.getKey()), each.getValue().longValue()));
      return new Stored(
          content.path("opening").longValue(),
          content.path("owner").asText(),
          Map.copyOf(checkpoints),
          body.path("_seq_no").longValue(),
          body.path("_primary_term").longValue());
    }
  }

  /// Makes the mark of an index that was never opened.
  static void begin(Calls calls, String index) {
    calls.send("PUT", "/" + index + "/_create/" + ID, Map.of(), content(0, "", Map.of())).fine();
  }

  /// An index that was opened.
  record Opened(Mark mark, Map<Integer, Long> checkpoints) {}

  /// @throws DamagedIndex where the index or its mark is missing
  static Opened open(Calls calls, String index) {
    Stored stored = Stored.read(calls, index);
    Mark mark = new Mark(calls, index, stored);
    mark.write(stored.checkpoints);
    return new Opened(mark, stored.checkpoints);
  }

  /// The checkpoints in an index that somebody else writes.
  ///
  /// @param index or an alias of it
  static Map<Integer, Long> checkpoints(Calls calls, String index) {
    return Stored.read(calls, index).checkpoints;
  }

  /// Counts how often the index was opened.
  long opening() {
    return opening;
  }

  /// @throws Unavailable where that is not known to have worked
  /// @throws DisplacedIndex where somebody else has opened the index since
  /// @throws DamagedIndex where the index is missing
  void write(Map<Integer, Long> checkpoints) {
    Answer answer = attempt(checkpoints);
    if (answer.status() == CONFLICT) {
      Stored stored = Stored.read(calls, index);
      if (!stored.owner.equals(owner)) {
        throw displaced(index);
      }
      sequence = stored.sequence;
      term = stored.term;
      answer = attempt(checkpoints);
    }
    if (answer.isMissing()) {
      throw gone(index, answer);
    }
    JsonNode written = answer.fine().body();
    sequence = written.path("_seq_no").longValue();
    term = written.path("_primary_term").longValue();
  }

  private Answer attempt(Map<Integer, Long> checkpoints) {
    Map<String, String> condition =
        Map.of(
            "if_seq_no",
            Long.toString(sequence),
            "if_primary_term",
            Long.toString(term),
            "require_alias",
            "true");
    String path = "/" + Catalogue.writing(index) + "/_doc/" + ID;
    return calls.send("PUT", path, condition, content(opening, owner, checkpoints));
  }

  private static ObjectNode content(long opening, String owner, Map<Integer, Long> checkpoints) {
    ObjectNode content = Calls.JSON.createObjectNode();
    ObjectNode mark = content.putObject("mark");
    mark.put("opening", opening).put("owner", owner);
    ObjectNode positions = mark.putObject("checkpoints");
    checkpoints.forEach((shard, next) -> positions.put(Integer.toString(shard), next));
    return content;
  }

  static DisplacedIndex displaced(String index) {
    return new DisplacedIndex(
        "the search index " + index + " was opened by another server; each needs its own");
  }

  static DamagedIndex gone(String index, Answer answer) {
    return new DamagedIndex(
        "the search index " + index + " is gone: " + answer.reason(),
        new IllegalStateException("status " + answer.status()));
  }
}
