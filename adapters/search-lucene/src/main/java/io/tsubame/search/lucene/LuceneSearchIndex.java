package io.tsubame.search.lucene;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Unavailable;
import io.tsubame.application.search.DamagedIndex;
import io.tsubame.application.search.DocumentKind;
import io.tsubame.application.search.IndexBatch;
import io.tsubame.application.search.IndexChange;
import io.tsubame.application.search.IndexDocument;
import io.tsubame.application.search.IndexHits;
import io.tsubame.application.search.IndexMark;
import io.tsubame.application.search.IndexNumbers;
import io.tsubame.application.search.IndexQuery;
import io.tsubame.application.search.SearchIndex;
import io.tsubame.application.search.StoppedIndex;
import io.tsubame.search.text.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/// One index in one directory. What was written is in memory until it is refreshed, which makes it
/// be found, and until it is committed, which makes it survive, with its checkpoints in the commit.
final class LuceneSearchIndex implements SearchIndex {
  private static final String SHARD = "shard.";

  /// Of which it is remembered how far they reach; some megabytes.
  private static final int ROOMS = 100_000;

  private final Path path;
  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final HighWaterMarks marks;
  private final LuceneThreads threads;

  private final ReentrantLock committing = new ReentrantLock();
  private final int edition;
  private final Map<Integer, Long> written = new ConcurrentHashMap<>();
  private volatile Map<Integer, Long> committed;
  private final ConcurrentLinkedQueue<DocumentMaker> makers = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Words> analyses = new ConcurrentLinkedQueue<>();
  private final LongAdder refreshes = new LongAdder();
  private volatile @Nullable OperatingFailure end;

  private LuceneSearchIndex(
      Path path, Directory directory, IndexWriter writer, LuceneSearchConfig config)
      throws IOException {
    this.path = path;
    this.directory = directory;
    this.writer = writer;
    Map<String, String> content = contentOf(writer);
    edition = editionIn(content);
    committed = checkpointsIn(content);
    written.putAll(committed);
    searchers = new SearcherManager(writer, Settings.SEARCHERS);
    marks = new HighWaterMarks(searchers, ROOMS);
    threads = new LuceneThreads(config, this::refresh, this::commit);
  }

  /// @throws IOException where the directory holds no sound index, nor nothing
  static LuceneSearchIndex open(Path path, LuceneSearchConfig config) throws IOException {
    Directory directory = Settings.directory(path);
    IndexWriter writer = null;
    try {
      writer = new IndexWriter(directory, Settings.writing(config));
      return new LuceneSearchIndex(path, directory, writer, config);
    } catch (IOException | RuntimeException failure) {
      if (writer != null) {
        writer.rollback();
      }
      directory.close();
      throw failure;
    }
  }

  Path path() {
    return path;
  }

  @Override
  public int edition() {
    return edition;
  }

  @Override
  public long checkpoint(int shard) {
    return committed.getOrDefault(shard, 0L);
  }

  @Override
  public void write(IndexBatch batch) {
    threads.write(() ->
        changing(() -> {
          apply(batch);
          written.putAll(batch.checkpoints());
          return batch;
        }));
  }

  @Override
  public IndexHits find(IndexQuery query, @Nullable IndexMark after, int limit) {
    return threads.search(() ->
        guarded(() -> {
          IndexSearcher searcher = searchers.acquire();
          try {
            return find(searcher, query, after, limit);
          } finally {
            searchers.release(searcher);
          }
        }));
  }

  private IndexHits find(
      IndexSearcher searcher, IndexQuery query, @Nullable IndexMark after, int limit)
      throws IOException {
    Words analysis = borrowed(analyses, Words::new);
    QueryPlan plan = new QueryPlan(searcher, query, analysis);
    var parts = plan.parts(after);
    analyses.add(analysis);
    NewestFirst hits = new NewestFirst(searcher, parts, query.kind(), after);
    return new IndexHits(hits.take(limit), hits.more(), plan.sure());
  }

  @Override
  public void flush() {
    threads.write(() ->
        changing(() -> {
          commit();
          searchers.maybeRefreshBlocking();
          return this;
        }));
  }

  @Override
  public void check() {
    threads.write(() ->
        guarded(() -> {
          IndexSearcher searcher = searchers.acquire();
          try {
            for (LeafReaderContext leaf : searcher.getLeafContexts()) {
              leaf.reader().checkIntegrity();
            }
            return this;
          } finally {
            searchers.release(searcher);
          }
        }));
  }

  @Override
  public IndexNumbers numbers() {
    return changing(() -> {
      IndexSearcher searcher = searchers.acquire();
      try {
        return new IndexNumbers(
            searcher.getIndexReader().numDocs(),
            Settings.bytes(directory),
            searcher.getLeafContexts().size(),
            refreshes.sum());
      } finally {
        searchers.release(searcher);
      }
    });
  }

  /// Commits what was written. An index that has come to its end is left as it is.
  @Override
  public void close() {
    threads.close();
    try {
      if (end == null) {
        commit();
      }
      searchers.close();
      writer.rollback();
      directory.close();
    } catch (IOException | AlreadyClosedException failure) {
      throw new Unavailable("the search index did not close: " + failure.getMessage(), failure);
    }
  }

  private void apply(IndexBatch batch) throws IOException {
    DocumentMaker maker = borrowed(makers, DocumentMaker::new);
    marks.begin();
    try {
      for (IndexChange change : batch.changes()) {
        apply(change, maker);
      }
    } finally {
      marks.end();
    }
    makers.add(maker);
  }

  private void apply(IndexChange change, DocumentMaker maker) throws IOException {
    switch (change) {
      case IndexChange.Put(IndexDocument document) -> put(document, maker);
      case IndexChange.Remove(var id) -> writer.deleteDocuments(Fields.id(Fields.id(id)));
      case IndexChange.RemoveRoom(var room) -> {
        for (DocumentKind kind : DocumentKind.values()) {
          writer.deleteDocuments(new Term(Fields.ROOM, Fields.room(kind, room)));
        }
      }
      case IndexChange.RemoveAddressed(var kind, var room, var account) ->
          writer.deleteDocuments(
              new BooleanQuery.Builder()
                  .add(new TermQuery(new Term(Fields.ROOM, Fields.room(kind, room))), Occur.FILTER)
                  .add(new TermQuery(new Term(Fields.FOR, Fields.account(account))), Occur.FILTER)
                  .build());
    }
  }

  private void put(IndexDocument document, DocumentMaker maker) throws IOException {
    if (marks.isNew(document.id())) {
      writer.addDocument(maker.make(document));
    } else {
      writer.updateDocument(Fields.id(Fields.id(document.id())), maker.make(document));
    }
  }

  private void refresh() {
    if (end != null) {
      return;
    }
    changing(() -> {
      if (searchers.maybeRefresh() && writer.hasUncommittedChanges()) {
        refreshes.increment();
      }
      return this;
    });
  }

  /// Nobody who writes or searches waits for it, however long the disk takes. The checkpoints are
  /// read before the commit begins, so what they stand for is in it; what is written meanwhile may
  /// be, too.
  private void commit() {
    changing(() -> {
      committing.lock();
      try {
        Map<Integer, Long> checkpoints = Map.copyOf(written);
        if (!checkpoints.equals(committed) || writer.hasUncommittedChanges()) {
          writer.setLiveCommitData(content(checkpoints).entrySet());
          writer.commit();
          committed = checkpoints;
        }
        return this;
      } finally {
        committing.unlock();
      }
    });
  }

  private Map<String, String> content(Map<Integer, Long> checkpoints) {
    Map<String, String> content = new HashMap<>();
    content.put(Settings.LAYOUT, Fields.LAYOUT);
    content.put(Settings.EDITION, Integer.toString(edition));
    checkpoints.forEach((shard, next) -> content.put(SHARD + shard, Long.toString(next)));
    return content;
  }

  /// Nothing where nothing was ever committed.
  private static Map<String, String> contentOf(IndexWriter writer) {
    Map<String, String> content = new HashMap<>();
    for (Map.Entry<String, String> entry :
        Objects.requireNonNullElse(
            writer.getLiveCommitData(), Map.<String, String>of().entrySet())) {
      content.put(entry.getKey(), entry.getValue());
    }
    return content;
  }

  private static int editionIn(Map<String, String> content) {
    return content.isEmpty()
        ? IndexDocument.EDITION
        : Integer.parseInt(content.getOrDefault(Settings.EDITION, "1"));
  }

  private static Map<Integer, Long> checkpointsIn(Map<String, String> content) {
    Map<Integer, Long> checkpoints = new HashMap<>();
    content.forEach((key, value) -> {
      if (key.startsWith(SHARD)) {
        checkpoints.put(Integer.valueOf(key.substring(SHARD.length())), Long.valueOf(value));
      }
    });
    return Map.copyOf(checkpoints);
  }

  private static <T> T borrowed(ConcurrentLinkedQueue<T> pool, Supplier<T> fresh) {
    T pooled = pool.poll();
    return pooled == null ? fresh.get() : pooled;
  }

  private interface IndexWork<T> {
    T run() throws IOException;
  }

  private <T> T changing(IndexWork<T> work) {
    if (end instanceof StoppedIndex stopped) {
      throw new StoppedIndex(String.valueOf(stopped.getMessage()), stopped);
    }
    return guarded(work);
  }

  /// Where Lucene cannot write, it closes its writer for good, and what is on the disk can be
  /// opened again; meanwhile it can be searched. What it cannot understand is damaged.
  private <T> T guarded(IndexWork<T> work) {
    if (end instanceof DamagedIndex damaged) {
      throw new DamagedIndex(String.valueOf(damaged.getMessage()), damaged);
    }
    try {
      return work.run();
    } catch (OperatingFailure failure) {
      throw failure;
    } catch (CorruptIndexException corrupt) {
      throw damaged(corrupt);
    } catch (IOException | AlreadyClosedException failure) {
      Throwable tragedy = writer.getTragicException();
      if (tragedy instanceof CorruptIndexException) {
        throw damaged(tragedy);
      }
      if (tragedy != null) {
        StoppedIndex stopped =
            new StoppedIndex("the search index has stopped: " + tragedy, tragedy);
        end = stopped;
        throw stopped;
      }
      throw new Unavailable("the search index does not answer: " + failure.getMessage(), failure);
    }
  }

  private DamagedIndex damaged(Throwable cause) {
    DamagedIndex found = new DamagedIndex("the search index is damaged: " + cause, cause);
    end = found;
    return found;
  }
}
