package io.tsubame.imports.slack;

/// The archive cannot be imported as it is. Nothing of it is visible.
public final class InvalidArchive extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int SHOWN = 200;

  private final String entry;

  /// @param entry the file inside the archive; empty where it is the archive itself
  public InvalidArchive(String entry, String why) {
    super(entry.isEmpty() ? "The archive " + why : shown(entry) + ": " + why);
    this.entry = entry;
  }

  /// With the line at which it was found.
  static InvalidArchive at(String entry, long line, String why) {
    return new InvalidArchive(entry, "line " + line + ": " + why);
  }

  /// The file inside the archive that is at fault; empty where it is the archive itself.
  public String entry() {
    return entry;
  }

  /// Names come from whoever made the archive, and terminals obey control characters.
  static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    name.codePoints()
        .limit(SHOWN)
        .forEach(character -> {
          if (Character.isISOControl(character)
              || Character.getType(character) == Character.FORMAT) {
            shown.append("\\u%04x".formatted(character));
          } else {
            shown.appendCodePoint(character);
          }
        });
    return shown.length() < name.length() && name.codePointCount(0, name.length()) > SHOWN
        ? shown + "…"
        : shown.toString();
  }
}
