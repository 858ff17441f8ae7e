/// What every search index makes of a text, so that all find and rank alike: its pieces, by which
/// it is found, and its words, by which it is ranked.
@NullMarked
package io.tsubame.search.text;

import org.jspecify.annotations.NullMarked;
