package io.tsubame.search.opensearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.application.search.IndexDocument;
import io.tsubame.search.opensearch.Calls.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which indexes there are, and which one is in use. For one thread at a time.
final class Catalogue {
  private final Calls calls;
  private final OpenSearchConfig config;

  /// The greatest number that was seen, also of an index that is gone: somebody may still write to
  /// its name.
  private int last;

  Catalogue(Calls calls, OpenSearchConfig config) {
    this.calls = calls;
    this.config = config;
  }

  /// The alias that documents of the index are written to.
  static String writing(String index) {
    return index + "-write";
  }

  /// The index that the alias points to.
  Optional<String> current() {
    Answer answer = calls.get("/_alias/" + config.index(), Map.of());
    if (answer.isMissing()) {
      return Optional.empty();
    }
    return names(answer.fine()).stream().max(Comparator.comparingInt(this::number));
  }

  boolean hasLayout(String index) {
    Answer answer = calls.get("/" + index + "/_mapping", Map.of());
    return answer.isFine()
        && answer
            .body()
            .path(index)
            .path("mappings")
            .path("_meta")
            .path("layout")
            .asText()
            .equals(Fields.LAYOUT);
  }

  /// Of an index that says none, the first.
  int edition(String index) {
    Answer answer = calls.get("/" + index + "/_mapping", Map.of()).fine();
    return answer.body().path(index).path("mappings").path("_meta").path("edition").asInt(1);
  }

  /// Makes an empty index with its mark, numbered behind all others.
  String create() {
    all();
    String name = config.index() + "-" + ++last;
    calls.send("PUT", "/" + name, Map.of("wait_for_active_shards", "1"), description(name)).fine();
    Mark.begin(calls, name);
    return name;
  }

  private ObjectNode description(String name) {
    try {
      ObjectNode index = (ObjectNode) Calls.JSON.readTree(Fields.INDEX);
      ObjectNode settings = (ObjectNode) index.path("settings").path("index");
      settings.put("number_of_shards", config.shards());
      settings.put("number_of_replicas", config.replicas());
      settings.put("refresh_interval", config.refresh().toMillis() + "ms");
      ((ObjectNode) index.path("mappings"))
          .putObject("_meta")
          .put("layout", Fields.LAYOUT)
          .put("edition", IndexDocument.EDITION);
      index.putObject("aliases").putObject(writing(name));
      return index;
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    }
  }

  /// Lets the alias point to this index, and to no other.
  void use(String index) {
    ObjectNode wish = Calls.JSON.createObjectNode();
    ArrayNode actions = wish.putArray("actions");
    for (String other : all()) {
      if (!other.equals(index)) {
        actions
            .addObject()
            .putObject("remove")
            .put("index", other)
            .put("alias", config.index())
            .put("must_exist", false);
      }
    }
    actions.addObject().putObject("add").put("index", index).put("alias", config.index());
    calls.send("POST", "/_aliases", Map.of(), wish).fine();
  }

  void delete(String index) {
    Answer answer = calls.send("DELETE", "/" + index, Map.of(), null);
    if (!answer.isMissing()) {
      answer.fine();
    }
  }

  /// All indexes of the name, in use or not.
  List<String> all() {
    Answer answer =
        calls.get("/" + config.index() + "-*/_alias", Map.of("expand_wildcards", "all"));
    return answer.isMissing() ? List.of() : names(answer.fine());
  }

  private List<String> names(Answer answer) {
    List<String> names = new ArrayList<>();
    answer.body().fieldNames().forEachRemaining(names::add);
    names.removeIf(name -> number(name) < 0);
    names.forEach(name -> last = Math.max(last, number(name)));
    return names;
  }

  /// Below 0 for what is no index of ours.
  private int number(String index) {
    String prefix = config.index() + "-";
    String rest = index.startsWith(prefix) ? index.substring(prefix.length()) : "";
    return rest.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(rest) : -1;
  }
}
