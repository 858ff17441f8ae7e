package io.tsubame.search.lucene;

import io.tsubame.application.search.IndexDocument;
import io.tsubame.application.search.Trait;
import io.tsubame.domain.AccountId;
import io.tsubame.search.text.Words;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.util.BytesRef;

/// Makes Lucene documents. The one that it made last is used up by making the next. For one thread.
final class DocumentMaker {
  private final GramStream grams = new GramStream();
  private final WordStream words = new WordStream();
  private final Words analysis = new Words();
  private final Field gramField = new Field(Fields.GRAMS, grams, Fields.TERMS);
  private final Field wordField = new Field(Fields.WORDS, words, Fields.TERMS);

  Document make(IndexDocument source) {
    Document document = new Document();
    int room = source.id().room().value();
    term(document, Fields.ID, Fields.id(source.id()));
    term(document, Fields.KIND, Fields.kind(source.id().kind()));
    term(document, Fields.ROOM, Fields.room(source.id().kind(), source.id().room()));
    term(document, Fields.AUTHOR, Fields.account(source.author()));
    for (AccountId account : source.addressed()) {
      term(document, Fields.FOR, Fields.account(account));
    }
    if (source.toAll()) {
      term(document, Fields.FOR, Fields.number(Fields.ALL));
    }
    for (Trait trait : source.traits()) {
      term(document, Fields.HAS, Fields.trait(trait));
    }
    document.add(NumericDocValuesField.indexedField(Fields.AT, source.at().toEpochMilli()));
    document.add(new NumericDocValuesField(Fields.ROOM_NUMBER, room));
    document.add(new NumericDocValuesField(Fields.NUMBER, source.id().number()));
    grams.use(source.text());
    words.use(analysis.of(source.text()));
    document.add(gramField);
    document.add(wordField);
    return document;
  }

  private static void term(Document document, String field, BytesRef term) {
    document.add(new StringField(field, term, Field.Store.NO));
  }
}
