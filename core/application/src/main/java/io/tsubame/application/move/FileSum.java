package io.tsubame.application.move;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The checksum of bytes as they pass, in the two forms that files have: of the whole, and over
/// those of its parts. Not for several threads.
final class FileSum {
  private static final HexFormat HEX = HexFormat.of();
  private static final int PIECE = 64 << 10;

  private final long partBytes;
  private final MessageDigest whole = sha256();
  private final MessageDigest part = sha256();
  private final MessageDigest parts = sha256();
  private long size;
  private int count;

  /// @param partBytes of every part but the last
  private FileSum(long partBytes) {
    this.partBytes = partBytes;
  }

  /// What is known of some bytes.
  ///
  /// @param ofParts SHA-256 over the SHA-256 of the parts, followed by `-` and their number
  record Sum(long size, String ofWhole, String ofParts) {
    /// Whether bytes that were announced with this checksum may be these.
    boolean is(String announced) {
      return announced.equals(announced.indexOf('-') < 0 ? ofWhole : ofParts);
    }
  }

  /// Copies all bytes.
  static Sum copy(InputStream in, OutputStream out, long partBytes) throws IOException {
    FileSum sum = new FileSum(partBytes);
    byte[] piece = new byte[PIECE];
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      sum.add(piece, read);
      out.write(piece, 0, read);
    }
    return sum.end();
  }

  private void add(byte[] bytes, int length) {
    whole.update(bytes, 0, length);
    int from = 0;
    while (from < length) {
      int more = (int) Math.min(length - from, partBytes - size % partBytes);
      part.update(bytes, from, more);
      size += more;
      from += more;
      if (size % partBytes == 0) {
        endPart();
      }
    }
  }

  private void endPart() {
    parts.update(part.digest());
    count++;
  }

  private Sum end() {
    if (size % partBytes != 0) {
      endPart();
    }
    String ofParts = HEX.formatHex(parts.digest()) + "-" + count;
    return new Sum(size, HEX.formatHex(whole.digest()), ofParts);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
