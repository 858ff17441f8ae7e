/// Search: the normal form in which texts are compared, the language of queries, the port
/// [SearchIndex] with what feeds it from the log, and the use case [Search]. The index proposes,
/// the views decide: whatever is shown was read through the gate of its room and compared with the
/// text that is there now. The rules are numbered in `docs/spec/search.md`.
@NullMarked
package io.tsubame.application.search;

import org.jspecify.annotations.NullMarked;
