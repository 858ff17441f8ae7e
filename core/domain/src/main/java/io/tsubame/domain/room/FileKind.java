package io.tsubame.domain.room;

/// What people call a file when they look for it.
public enum FileKind {
  OTHER,
  IMAGE,
  VIDEO,
  AUDIO,
  DOCUMENT,
  ARCHIVE;

  /// The kind of a type such as `image/png`.
  public static FileKind of(String contentType) {
    if (contentType.startsWith("image/")) {
      return IMAGE;
    }
    if (contentType.startsWith("video/")) {
      return VIDEO;
    }
    if (contentType.startsWith("audio/")) {
      return AUDIO;
    }
    if (contentType.startsWith("text/") || isDocument(contentType)) {
      return DOCUMENT;
    }
    return isArchive(contentType) ? ARCHIVE : OTHER;
  }

  private static boolean isDocument(String type) {
    return type.equals("application/pdf")
        || type.equals("application/rtf")
        || type.equals("application/msword")
        || type.startsWith("application/vnd.ms-")
        || type.startsWith("application/vnd.openxmlformats-")
        || type.startsWith("application/vnd.oasis.opendocument.");
  }

  private static boolean isArchive(String type) {
    return switch (type) {
      case "application/zip",
          "application/gzip",
          "application/x-tar",
          "application/x-bzip2",
          "application/x-xz",
          "application/x-7z-compressed",
          "application/x-rar-compressed",
          "application/zstd" ->
          true;
      default -> false;
    };
  }
}
