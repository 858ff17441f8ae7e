package io.tsubame.search.opensearch;

import io.tsubame.application.search.DocumentId;
import io.tsubame.application.search.DocumentKind;
import io.tsubame.application.search.Trait;

/// The fields of a document, and the terms in them.
final class Fields {
  /// To be changed when documents are written in a way that old ones do not fit: an index of
  /// another layout is made anew.
  static final String LAYOUT = "1";

  static final String GRAMS = "grams";
  static final String WORDS = "words";
  static final String KIND = "kind";
  static final String ROOM = "room";
  static final String NUMBER = "number";
  static final String PLACE = "place";
  static final String AUTHOR = "author";
  static final String FOR = "for";
  static final String HAS = "has";
  static final String AT = "at";

  /// Whom a message is for that addresses all.
  static final int ALL = 0;

  /// What an index is made with: refresh, shards and replicas are filled in. It is sorted as
  /// results are; what was deleted is remembered for longer than any call can be on its way, so
  /// that no late one brings it back; all bytes are verified when the index is opened. What was
  /// sent is not kept, which is half of an index; so copies come as files, since by documents they
  /// would silently lack some.
  static final String INDEX =
      """
      {
        "settings": {
          "index": {
            "codec": "best_compression",
            "gc_deletes": "5m",
            "max_terms_count": 1000000,
            "replication.type": "SEGMENT",
            "shard.check_on_startup": "checksum",
            "sort.field": ["at", "number", "room"],
            "sort.order": ["desc", "desc", "desc"],
            "translog.durability": "request"
          }
        },
        "mappings": {
          "dynamic": "strict",
          "_source": {"includes": ["mark"], "recovery_source_enabled": false},
          "properties": {
            "kind": {"type": "keyword", "doc_values": false},
            "author": {"type": "keyword", "doc_values": false},
            "for": {"type": "keyword", "doc_values": false},
            "has": {"type": "keyword", "doc_values": false},
            "grams": {"type": "keyword", "doc_values": false},
            "words": {"type": "keyword", "doc_values": false},
            "room": {"type": "integer"},
            "number": {"type": "integer"},
            "at": {"type": "long"},
            "place": {"type": "long", "doc_values": false},
            "mark": {"type": "object", "enabled": false}
          }
        }
      }
      """;

  private Fields() {}

  static String id(DocumentId id) {
    return kind(id.kind()) + id.room().value() + "." + id.number();
  }

  static String kind(DocumentKind kind) {
    return switch (kind) {
      case MESSAGE -> "m";
      case TASK -> "t";
      case FILE -> "f";
    };
  }

  static String trait(Trait trait) {
    return switch (trait) {
      case FILE -> "f";
      case LINK -> "l";
      case TASK -> "t";
      case REACTION -> "r";
    };
  }
}
