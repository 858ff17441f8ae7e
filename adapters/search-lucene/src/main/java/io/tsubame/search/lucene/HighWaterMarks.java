package io.tsubame.search.lucene;

import io.tsubame.application.search.DocumentId;
import io.tsubame.application.search.DocumentKind;
import io.tsubame.domain.RoomId;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.index.TermsEnum.SeekStatus;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/// Tells which documents are surely new, since no other of their kind and room has their number or
/// a higher one: nobody needs to look for one that they replace, which costs a search in every
/// segment. Numbers grow with time, so nearly all documents are told new that are.
///
/// The highest numbers of rooms are remembered from their first document on; before it, the index
/// is asked. Any thread may call, but none about a document of which another calls.
final class HighWaterMarks {
  private final SearcherManager searchers;
  private final int rooms;

  /// Held shared while documents are told and written, and alone while everything is forgotten.
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  /// What numbers grow in.
  private record Numbering(DocumentKind kind, RoomId room) {}

  private final Map<Numbering, Integer> marks = new HashMap<>();

  /// @param rooms that are remembered at most, and those of one batch beside them
  HighWaterMarks(SearcherManager searchers, int rooms) {
    this.searchers = searchers;
    this.rooms = rooms;
  }

  /// To be called before a batch, which ends with [#end]. Where too much is remembered, everything
  /// that was written becomes visible to searchers first, and is forgotten then.
  void begin() throws IOException {
    if (isFull()) {
      lock.writeLock().lock();
      try {
        if (isFull()) {
          searchers.maybeRefreshBlocking();
          clear();
        }
      } finally {
        lock.writeLock().unlock();
      }
    }
    lock.readLock().lock();
  }

  void end() {
    lock.readLock().unlock();
  }

  /// True only once for a document. Where it is, the caller writes it.
  boolean isNew(DocumentId id) throws IOException {
    Numbering numbering = new Numbering(id.kind(), id.room());
    synchronized (marks) {
      Integer mark = marks.get(numbering);
      boolean fresh = mark == null ? !reaches(id) : id.number() > mark;
      if (fresh) {
        marks.put(numbering, id.number());
      }
      return fresh;
    }
  }

  private boolean isFull() {
    synchronized (marks) {
      return marks.size() >= rooms;
    }
  }

  private void clear() {
    synchronized (marks) {
      marks.clear();
    }
  }

  /// Whether what searchers see has this document or a later one of its room. A document that was
  /// deleted may still count.
  private boolean reaches(DocumentId id) throws IOException {
    BytesRef term = Fields.id(id);
    BytesRef room = Fields.room(id.kind(), id.room());
    IndexSearcher searcher = searchers.acquire();
    try {
      for (LeafReaderContext leaf : searcher.getLeafContexts()) {
        Terms ids = leaf.reader().terms(Fields.ID);
        if (ids != null) {
          TermsEnum at = ids.iterator();
          if (at.seekCeil(term) != SeekStatus.END && StringHelper.startsWith(at.term(), room)) {
            return true;
          }
        }
      }
      return false;
    } finally {
      searchers.release(searcher);
    }
  }
}
