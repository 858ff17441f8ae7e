package io.tsubame.views.hbase;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// What HBase says of bytes that are not those that were written.
final class Damage {
  private Damage() {}

  static boolean isCause(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      String text = String.valueOf(cause.getMessage());
      if (text.contains("CorruptHFileException") || text.contains("ChecksumException")) {
        return true;
      }
    }
    return false;
  }

  @SuppressWarnings("ReferenceEquality") // that is how a cause says that there is none
  private static @Nullable Throwable next(Throwable cause) {
    Throwable next = cause.getCause();
    return next == cause ? null : next;
  }

  static String shown(byte[] row) {
    return HexFormat.of().formatHex(row);
  }
}
