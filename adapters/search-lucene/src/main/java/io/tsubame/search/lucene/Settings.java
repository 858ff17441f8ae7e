package io.tsubame.search.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/// How Lucene is set up.
final class Settings {
  /// Names the layout of the documents in a commit.
  static final String LAYOUT = "layout";

  /// Names their edition.
  static final String EDITION = "edition";

  /// Merges that are under way or wait; where there are more, writing waits for them. Small ones
  /// come before large ones, so while a large one goes on there must be room for all the small ones
  /// of that time.
  private static final int MERGES = 32;

  /// In MiB. Segments below it count as so large, so those that grow up to it are written again at
  /// every eighth refresh: with Lucene's 16, a server with a message now and then would write
  /// megabytes for each.
  private static final double SMALL = 1;

  private static final double MEBIBYTE = 1 << 20;

  /// Searchers without a cache of queries: hardly anybody asks the same twice.
  static final SearcherFactory SEARCHERS =
      new SearcherFactory() {
        @Override
        public IndexSearcher newSearcher(
            org.apache.lucene.index.IndexReader reader,
            org.apache.lucene.index.IndexReader previous) {
          IndexSearcher searcher = new IndexSearcher(reader);
          searcher.setQueryCache(null);
          return searcher;
        }
      };

  /// Lucene says at each start that it would calculate faster with a module in incubation, which is
  /// nothing for people who start a chat server. Held here, since a logger that nobody holds is
  /// forgotten with its level.
  private static final Logger ADVICE =
      Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

  static {
    ADVICE.setLevel(Level.SEVERE);
  }

  private Settings() {}

  static Directory directory(Path path) throws IOException {
    return FSDirectory.open(path);
  }

  static IndexWriterConfig writing(LuceneSearchConfig config) {
    ConcurrentMergeScheduler merging = new ConcurrentMergeScheduler();
    merging.setMaxMergesAndThreads(Math.max(MERGES, config.mergeThreads()), config.mergeThreads());
    TieredMergePolicy policy = new TieredMergePolicy();
    policy.setSegmentsPerTier(8);
    policy.setFloorSegmentMB(SMALL);
    return new IndexWriterConfig(null)
        .setIndexSort(Fields.SORT)
        .setMergeScheduler(merging)
        .setMergePolicy(policy)
        // A refresh makes what was written be found: it waits for no merge.
        .setMaxFullFlushMergeWaitMillis(0)
        .setRAMBufferSizeMB(config.bufferBytes() / MEBIBYTE)
        .setCommitOnClose(false);
  }

  static long bytes(Directory directory) throws IOException {
    long bytes = 0;
    for (String file : directory.listAll()) {
      try {
        bytes += directory.fileLength(file);
      } catch (java.nio.file.NoSuchFileException _) {
        // merged away meanwhile
      }
    }
    return bytes;
  }
}
