package io.tsubame.domain.room;

/// What was found by looking into a file.
///
/// @param width of the picture as it is seen upright, in pixels; 0 where it is none
/// @param height likewise
public record FileExamination(Safety safety, Preview preview, int width, int height) {
  /// Of the text by which a file can be found, in UTF-16 code units.
  public static final int TEXT_LENGTH = 16_384;

  public static final FileExamination NOTHING =
      new FileExamination(Safety.FINE, Preview.NONE, 0, 0);

  public static final FileExamination DANGEROUS =
      new FileExamination(Safety.QUARANTINED, Preview.NONE, 0, 0);

  public enum Safety {
    FINE,
    /// Nobody gets it any more.
    QUARANTINED
  }

  /// What was made of it to be seen without the file. The constants are stored by their order.
  public enum Preview {
    NONE,
    /// Pictures in two sizes.
    PICTURE,
    /// The beginning of its text.
    TEXT
  }
}
