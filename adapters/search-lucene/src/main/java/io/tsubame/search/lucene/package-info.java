/// The search index on Lucene. One Lucene document for each document of the port, sorted by time,
/// newest first, so that the newest hits of a segment come first and looking can stop there.
///
/// Fields, all without frequencies, positions, norms and stored values:
///
/// | field | terms |
/// |---|---|
/// | `id` | kind, room and number, 9 bytes |
/// | `grams` | pieces of the text: see [io.tsubame.search.text.Grams] |
/// | `words` | the words of the text: see [io.tsubame.search.text.Words] |
/// | `kind`, `room` (kind and room), `author`, `for` (whom it is for, 0 for all), `has` | numbers |
///
/// and the columns `at` (milliseconds), `room` and `number`. The texts themselves are not here:
/// they are in the views, which decide where grams cannot.
@NullMarked
package io.tsubame.search.lucene;

import org.jspecify.annotations.NullMarked;
