package io.tsubame.search.lucene;

import io.tsubame.application.search.IndexQuery.Only;
import java.io.IOException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.ConstantScoreScorerSupplier;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;

/// Documents whose place fulfils a condition.
final class OnlyQuery extends Query {
  private final Only only;

  OnlyQuery(Only only) {
    this.only = only;
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
    return new ConstantScoreWeight(this, boost) {
      @Override
      public ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
        return ConstantScoreScorerSupplier.fromIterator(
            TwoPhaseIterator.asDocIdSetIterator(accepted(context.reader())),
            score(),
            scoreMode,
            context.reader().maxDoc());
      }

      @Override
      public boolean isCacheable(LeafReaderContext context) {
        return false;
      }
    };
  }

  private TwoPhaseIterator accepted(LeafReader reader) throws IOException {
    NumericDocValues rooms = reader.getNumericDocValues(Fields.ROOM_NUMBER);
    NumericDocValues numbers = reader.getNumericDocValues(Fields.NUMBER);
    DocIdSetIterator all = DocIdSetIterator.all(reader.maxDoc());
    return new TwoPhaseIterator(all) {
      @Override
      public boolean matches() throws IOException {
        int document = approximation.docID();
        return rooms.advanceExact(document)
            && numbers.advanceExact(document)
            && only.accepts((int) rooms.longValue(), (int) numbers.longValue());
      }

      @Override
      public float matchCost() {
        return 50;
      }
    };
  }

  @Override
  public String toString(String field) {
    return "only";
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OnlyQuery that && that.only.equals(only);
  }

  @Override
  public int hashCode() {
    return only.hashCode();
  }
}
