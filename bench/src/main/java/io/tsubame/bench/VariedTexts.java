package io.tsubame.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/// Any number of texts about as long as wanted, made of pieces of real or made-up ones, with now
/// and then a word that is new. The same seed gives the same texts.
final class VariedTexts {
  private static final Pattern BREAK = Pattern.compile("(?<=[。、！？\\n.!?,])|(?<=\\s\\S{1,12}\\s)");
  private static final int MADE_UP = 20_000;
  private static final String KANA = "あいうえおかきくけこさしすせそたちつてとなにのはひふまみもやよらりるれわをん";
  private static final String LETTERS = "etaoinshrdlucmfw";

  private final List<List<String>> languages = new ArrayList<>();
  private final SplittableRandom random;
  private final int bytes;

  /// @param sources texts of one language each; made up where there are none
  /// @param bytes of UTF-8 on average
  VariedTexts(List<List<String>> sources, int bytes, long seed) {
    this.bytes = bytes;
    random = new SplittableRandom(seed);
    for (List<String> source : sources) {
      languages.add(pieces(source));
    }
    if (languages.isEmpty()) {
      languages.add(madeUp(true));
      languages.add(madeUp(false));
    }
  }

  int languages() {
    return languages.size();
  }

  String next() {
    return next(random.nextInt(languages.size()));
  }

  String next(int language) {
    List<String> pieces = languages.get(language);
    int wanted = bytes / 2 + random.nextInt(bytes);
    StringBuilder text = new StringBuilder();
    int length = 0;
    while (length < wanted) {
      String piece =
          random.nextInt(20) == 0
              ? " " + Integer.toString(random.nextInt(1 << 24), 36) + " "
              : pieces.get(random.nextInt(pieces.size()));
      int add = piece.getBytes(StandardCharsets.UTF_8).length;
      if (length > 0 && length + add > wanted + 40) {
        break;
      }
      text.append(piece);
      length += add;
    }
    return text.toString().isBlank() ? "tsubame" : text.toString();
  }

  private static List<String> pieces(List<String> texts) {
    List<String> pieces = new ArrayList<>();
    for (String text : texts) {
      // Brackets would be message notation.
      String plain = text.replace('[', '(').replace(']', ')');
      for (String piece : BREAK.split(plain, -1)) {
        if (!piece.isEmpty() && piece.length() < 120) {
          pieces.add(piece);
        }
      }
    }
    return pieces;
  }

  private List<String> madeUp(boolean japanese) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < MADE_UP; i++) {
      StringBuilder word = new StringBuilder();
      int length = japanese ? 1 + random.nextInt(4) : 2 + random.nextInt(8);
      for (int j = 0; j < length; j++) {
        word.append(sign(japanese));
      }
      // The first come again and again, as in a language.
      int times = Math.max(1, MADE_UP / (10 * (i + 1)));
      for (int j = 0; j < times; j++) {
        words.add(japanese ? word.toString() : word + " ");
      }
    }
    return words;
  }

  private String sign(boolean japanese) {
    if (!japanese) {
      return LETTERS.charAt(random.nextInt(LETTERS.length())) + "";
    }
    return random.nextInt(2) == 0
        ? KANA.charAt(random.nextInt(KANA.length())) + ""
        : Character.toString(0x4e00 + random.nextInt(2_500));
  }
}
