package io.tsubame.search.text;

import io.tsubame.application.search.Folding;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// The words of texts, by which hits are ranked: runs of letters and digits in narrow scripts, and
/// what morphological analysis makes of Japanese. Single kana are left out, being mostly particles.
/// For one thread.
public final class Words {
  /// No word is longer, in chars; what is longer is hardly one.
  private static final int LONGEST = 64;

  private final JapaneseTokenizer tokenizer =
      new JapaneseTokenizer(null, true, JapaneseTokenizer.Mode.NORMAL);
  private final CharTermAttribute term = tokenizer.getAttribute(CharTermAttribute.class);

  /// @param text in normal form
  public Set<String> of(String text) {
    Set<String> words = new LinkedHashSet<>();
    StringBuilder wide = new StringBuilder(text.length());
    boolean anyWide = false;
    int start = -1;
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      int next = at + Character.charCount(point);
      boolean part = Folding.isNarrowWordPart(point);
      if (part && start < 0) {
        start = at;
      } else if (!part && start >= 0) {
        add(text, start, at, words);
        start = -1;
      }
      boolean isWide = !Folding.isNarrow(point);
      anyWide |= isWide;
      wide.appendCodePoint(isWide ? point : ' ');
      at = next;
    }
    if (start >= 0) {
      add(text, start, text.length(), words);
    }
    if (anyWide) {
      analyse(wide.toString(), words);
    }
    return words;
  }

  private static void add(String text, int start, int end, Set<String> words) {
    if (end - start <= LONGEST) {
      words.add(text.substring(start, end));
    }
  }

  private void analyse(String text, Set<String> words) {
    try {
      tokenizer.setReader(new StringReader(text));
      tokenizer.reset();
      while (tokenizer.incrementToken()) {
        if (term.length() <= LONGEST && !isSingleKana()) {
          words.add(term.toString());
        }
      }
      tokenizer.end();
      tokenizer.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be read", e);
    }
  }

  private boolean isSingleKana() {
    return term.length() == 1 && term.charAt(0) >= 0x3040 && term.charAt(0) <= 0x30ff;
  }
}
