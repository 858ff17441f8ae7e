package io.tsubame.search.lucene;

import io.tsubame.application.search.DocumentId;
import io.tsubame.application.search.DocumentKind;
import io.tsubame.application.search.Trait;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;

/// The fields of a document, and the terms in them.
final class Fields {
  /// To be changed when documents are written in a way that old ones do not fit: an index of
  /// another layout is made anew.
  static final String LAYOUT = "1";

  static final String ID = "id";
  static final String GRAMS = "grams";
  static final String WORDS = "words";
  static final String KIND = "kind";
  static final String ROOM = "room";
  static final String AUTHOR = "author";
  static final String FOR = "for";
  static final String HAS = "has";
  static final String AT = "at";
  static final String ROOM_NUMBER = "room_number";
  static final String NUMBER = "number";

  /// Whom a message is for that addresses all.
  static final int ALL = 0;

  /// Newest first, and the same order in every index.
  static final Sort SORT =
      new Sort(
          new SortField(AT, SortField.Type.LONG, true),
          new SortField(NUMBER, SortField.Type.LONG, true),
          new SortField(ROOM_NUMBER, SortField.Type.LONG, true));

  /// Only which documents have a term.
  static final FieldType TERMS = new FieldType();

  static {
    TERMS.setIndexOptions(IndexOptions.DOCS);
    TERMS.setTokenized(true);
    TERMS.setOmitNorms(true);
    TERMS.freeze();
  }

  private Fields() {}

  static BytesRef id(DocumentId id) {
    return bytes(9, out -> out.put(code(id.kind())).putInt(id.room().value()).putInt(id.number()));
  }

  static BytesRef kind(DocumentKind kind) {
    return new BytesRef(new byte[] {code(kind)});
  }

  static BytesRef room(DocumentKind kind, RoomId room) {
    return bytes(5, out -> out.put(code(kind)).putInt(room.value()));
  }

  static BytesRef account(AccountId account) {
    return number(account.value());
  }

  static BytesRef number(int number) {
    return bytes(4, out -> out.putInt(number));
  }

  static BytesRef trait(Trait trait) {
    return new BytesRef(
        new byte[] {
          switch (trait) {
            case FILE -> 1;
            case LINK -> 2;
            case TASK -> 3;
            case REACTION -> 4;
          }
        });
  }

  static Term id(BytesRef id) {
    return new Term(ID, id);
  }

  private static byte code(DocumentKind kind) {
    return switch (kind) {
      case MESSAGE -> 1;
      case TASK -> 2;
      case FILE -> 3;
    };
  }

  private static BytesRef bytes(int length, Consumer<ByteBuffer> content) {
    byte[] bytes = new byte[length];
    content.accept(ByteBuffer.wrap(bytes));
    return new BytesRef(bytes);
  }
}
