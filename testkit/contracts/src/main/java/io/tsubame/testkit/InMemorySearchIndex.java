package io.tsubame.testkit;

import io.tsubame.application.Unavailable;
import io.tsubame.application.search.DocumentId;
import io.tsubame.application.search.DocumentKind;
import io.tsubame.application.search.Folding;
import io.tsubame.application.search.IndexBatch;
import io.tsubame.application.search.IndexChange;
import io.tsubame.application.search.IndexDocument;
import io.tsubame.application.search.IndexHits;
import io.tsubame.application.search.IndexHits.Hit;
import io.tsubame.application.search.IndexMark;
import io.tsubame.application.search.IndexNumbers;
import io.tsubame.application.search.IndexQuery;
import io.tsubame.application.search.IndexQuery.Ranking;
import io.tsubame.application.search.SearchIndex;
import io.tsubame.application.search.SearchTerm;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A search index that looks at every document: the measure of what others must find.
public final class InMemorySearchIndex implements SearchIndex {
  private final Map<DocumentId, IndexDocument> documents = new ConcurrentHashMap<>();
  private final Map<Integer, Long> checkpoints = new ConcurrentHashMap<>();
  private volatile boolean closed;

  @Override
  public int edition() {
    return IndexDocument.EDITION;
  }

  @Override
  public long checkpoint(int shard) {
    return checkpoints.getOrDefault(shard, 0L);
  }

  @Override
  public void write(IndexBatch batch) {
    checkOpen();
    for (IndexChange change : batch.changes()) {
      switch (change) {
        case IndexChange.Put(var document) -> documents.put(document.id(), document);
        case IndexChange.Remove(var id) -> documents.remove(id);
        case IndexChange.RemoveRoom(var room) ->
            documents.keySet().removeIf(id -> id.room().equals(room));
        case IndexChange.RemoveAddressed(var kind, var room, var account) ->
            documents
                .values()
                .removeIf(each ->
                    each.id().kind() == kind
                        && each.id().room().equals(room)
                        && each.addressed().contains(account));
      }
    }
    checkpoints.putAll(batch.checkpoints());
  }

  @Override
  public IndexHits find(IndexQuery query, @Nullable IndexMark after, int limit) {
    checkOpen();
    List<Hit> all =
        documents.values().stream()
            .filter(document -> fits(query, document))
            .map(document -> new Hit(document.id(), mark(query, document)))
            .filter(hit -> after == null || hit.mark().compareTo(after) > 0)
            .sorted(Comparator.comparing(Hit::mark))
            .toList();
    return new IndexHits(all.subList(0, Math.min(limit, all.size())), all.size() > limit, true);
  }

  @Override
  public void flush() {
    checkOpen();
  }

  @Override
  public void check() {
    checkOpen();
  }

  @Override
  public IndexNumbers numbers() {
    checkOpen();
    return new IndexNumbers(documents.size(), 0, 1, 0);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new Unavailable("the index is closed");
    }
  }

  private static boolean fits(IndexQuery query, IndexDocument document) {
    DocumentId id = document.id();
    Instant from = query.from();
    Instant until = query.until();
    IndexQuery.Only only = query.only();
    return id.kind() == query.kind()
        && query.rooms().contains(id.room())
        && (query.authors().isEmpty() || query.authors().contains(document.author()))
        && (query.addressed().isEmpty()
            || (document.toAll() && id.kind() == DocumentKind.MESSAGE)
            || !Collections.disjoint(query.addressed(), document.addressed()))
        && document.traits().containsAll(query.traits())
        && (from == null || !document.at().isBefore(from))
        && (until == null || document.at().isBefore(until))
        && (only == null || only.accepts(id.room().value(), id.number()))
        && query.fits(document.text());
  }

  private static IndexMark mark(IndexQuery query, IndexDocument document) {
    boolean whole =
        query.ranking() == Ranking.RELEVANCE
            && query.groups().stream()
                .allMatch(group -> group.stream().anyMatch(term -> isWhole(term, document.text())));
    long bonus = whole ? IndexMark.WHOLE_WORDS.toMillis() : 0;
    return new IndexMark(
        document.at().toEpochMilli() + bonus, document.id().number(), document.id().room().value());
  }

  /// Whether the term stands in the text without a sign of the same kind beside it.
  private static boolean isWhole(SearchTerm term, String text) {
    String wanted = term.text();
    for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      int end = at + wanted.length();
      boolean cutBefore =
          at == 0 || script(text.codePointBefore(at)) != script(wanted.codePointAt(0));
      boolean cutAfter =
          end == text.length()
              || script(text.codePointAt(end)) != script(text.codePointBefore(end));
      if (cutBefore && cutAfter) {
        return true;
      }
    }
    return false;
  }

  private static Character.UnicodeScript script(int point) {
    return Folding.isNarrowWordPart(point)
        ? Character.UnicodeScript.LATIN
        : Character.UnicodeScript.of(point);
  }
}
