package io.tsubame.search.lucene;

import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// The given words, of one text after the other.
final class WordStream extends TokenStream {
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private Set<String> words = Set.of();
  private Iterator<String> rest = Collections.emptyIterator();

  void use(Set<String> given) {
    words = given;
  }

  @Override
  public boolean incrementToken() {
    if (!rest.hasNext()) {
      return false;
    }
    term.setEmpty().append(rest.next());
    return true;
  }

  @Override
  public void reset() {
    clearAttributes();
    rest = words.iterator();
  }
}
