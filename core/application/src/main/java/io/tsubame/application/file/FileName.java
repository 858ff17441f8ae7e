package io.tsubame.application.file;

/// What files are called, so that nobody is misled by what they are shown.
final class FileName {
  private FileName() {}

  /// The name without what is not seen and changes what is: control characters, line ends, and
  /// marks that turn the direction of writing around, by which `gpj.exe` can end in `jpg`.
  static String shown(String name) {
    return name.codePoints()
        .map(character -> misleads(character) ? '_' : character)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean misleads(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default ->
          (character >= 0x202a && character <= 0x202e)
              || (character >= 0x2066 && character <= 0x2069);
    };
  }
}
