/// The search index on OpenSearch. One OpenSearch document for each document of the port, sorted by
/// time, newest first, so that looking can stop early. OpenSearch analyses nothing: it gets the
/// pieces and words of a text as terms, so it finds and ranks as any other index does, and needs no
/// plug-in.
///
/// Indexes are named `NAME-1`, `NAME-2`, …; the alias `NAME` points to the one in use, and
/// `NAME-1-write` to the one whose number it has, because only what is written to an alias never
/// makes an index by itself.
///
/// | field | holds |
/// |---|---|
/// | `_id` | kind, room and number |
/// | `grams`, `words` | pieces and words of the text: see [io.tsubame.search.text.Grams] |
/// | `kind`, `author`, `for` (whom it is for, 0 for all), `has` | what is filtered by |
/// | `room`, `number`, `at` (milliseconds) | the same, and what is sorted by |
/// | `place` | room and number as one |
///
/// Nothing of it is stored, so the texts themselves are not there: they are in the views, which
/// decide where pieces cannot. The document `mark` says how far the log is in the index: see
/// [Mark].
@NullMarked
package io.tsubame.search.opensearch;

import org.jspecify.annotations.NullMarked;
