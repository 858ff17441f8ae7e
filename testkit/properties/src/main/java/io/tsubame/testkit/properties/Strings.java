package io.tsubame.testkit.properties;

/// Generators of text. Lengths are in code points.
public final class Strings {
  private static final Gen<Integer> ASCII = Gen.ints(0x20, 0x7e).map(Strings::lettersFirst);
  private static final Gen<Integer> JAPANESE =
      Gen.oneOf(
          Gen.ints(0x3041, 0x3096), // hiragana
          Gen.ints(0x30a1, 0x30fa), // katakana
          Gen.ints(0x4e00, 0x9faf), // kanji
          Gen.ints(0xff61, 0xff9f), // half-width katakana
          Gen.ints(0x20000, 0x2a6df)); // rare kanji, which need surrogates
  private static final Gen<Integer> EMOJI =
      Gen.oneOf(
          Gen.ints(0x1f600, 0x1f64f), // faces
          Gen.ints(0x1f3fb, 0x1f3ff), // skin tones
          Gen.ints(0x1f1e6, 0x1f1ff), // halves of flags
          Gen.elements(0x200d, 0xfe0f)); // joiner and variation selector
  private static final Gen<Integer> CONTROL =
      Gen.oneOf(
          Gen.elements(0x0a, 0x09, 0x0d, 0x00, 0x7f, 0xfeff, 0x202e, 0x2028), Gen.ints(0, 0x1f));
  private static final Gen<Integer> LONE_SURROGATE = Gen.ints(0xd800, 0xdfff);

  private Strings() {}

  public static Gen<String> ascii(int minimum, int maximum) {
    return of(ASCII, minimum, maximum);
  }

  public static Gen<String> japanese(int minimum, int maximum) {
    return of(JAPANESE, minimum, maximum);
  }

  /// Everything that is valid Unicode text: ASCII, Japanese, emoji, control characters.
  public static Gen<String> unicode(int minimum, int maximum) {
    return of(Gen.oneOf(ASCII, JAPANESE, EMOJI, CONTROL), minimum, maximum);
  }

  /// Like [#unicode], and with halves of surrogate pairs, which no encoding can express.
  public static Gen<String> withLoneSurrogates(int minimum, int maximum) {
    return of(Gen.oneOf(ASCII, JAPANESE, EMOJI, CONTROL, LONE_SURROGATE), minimum, maximum);
  }

  private static Gen<String> of(Gen<Integer> codePoints, int minimum, int maximum) {
    return Gen.lists(codePoints, minimum, maximum)
        .map(points -> {
          StringBuilder text = new StringBuilder();
          points.forEach(text::appendCodePoint);
          return text.toString();
        });
  }

  /// Turns the printable characters round so that shrinking ends at `a`.
  private static int lettersFirst(int character) {
    int turned = character - 0x20 + 'a';
    return turned <= 0x7e ? turned : turned - 0x5f;
  }
}
