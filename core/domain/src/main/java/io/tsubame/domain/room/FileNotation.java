package io.tsubame.domain.room;

import io.tsubame.domain.FileId;
import java.util.List;
import java.util.Locale;

/// How files stand in messages. Rule FL5 of `docs/spec/files.md`.
final class FileNotation {
  /// The height in pixels at which clients of old show a picture.
  private static final int PREVIEW_HEIGHT = 150;

  private FileNotation() {}

  /// The files, and the text of their sender behind them.
  static String sent(List<FileId> ids, List<FileContent> files, String text) {
    StringBuilder out = new StringBuilder("[info][title][dtext:file_uploaded][/title]");
    for (int i = 0; i < ids.size(); i++) {
      FileId id = ids.get(i);
      FileContent file = files.get(i);
      if (i > 0) {
        out.append('\n');
      }
      if (file.kind() == FileKind.IMAGE) {
        out.append("[preview id=").append(id).append(" ht=").append(PREVIEW_HEIGHT).append(']');
      }
      out.append("[download:").append(id).append(']');
      out.append(label(file.name(), file.size())).append("[/download]");
    }
    return out.append("[/info]").append(text).toString();
  }

  static String deleted(String name, long size) {
    return "[info][title][dtext:file_deleted][/title]" + label(name, size) + "[/info]";
  }

  /// A name cannot contain notation: its brackets are written as wide ones.
  private static String label(String name, long size) {
    return name.replace('[', '［').replace(']', '］').replace('\n', ' ') + " (" + shown(size) + ")";
  }

  private static String shown(long size) {
    if (size < 1_024) {
      return size + " B";
    }
    double shown = size;
    int unit = -1;
    while (shown >= 1_024 && unit < 3) {
      shown /= 1_024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f %s", shown, List.of("KB", "MB", "GB", "TB").get(unit));
  }
}
