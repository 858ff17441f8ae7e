package io.tsubame.imports.slack;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/// The bytes of a packed file, held against the limits and, at their end, against what the archive
/// says of them.
final class CheckedBytes extends FilterInputStream {
  private final ZipArchiveEntry entry;
  private final ArchiveLimits limits;
  private final AtomicLong readOfAll;
  private final CRC32 checksum = new CRC32();
  private long read;

  CheckedBytes(
      InputStream bytes, ZipArchiveEntry entry, ArchiveLimits limits, AtomicLong readOfAll) {
    super(bytes);
    this.entry = entry;
    this.limits = limits;
    this.readOfAll = readOfAll;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int count = read(one, 0, 1);
    return count < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count;
    try {
      count = super.read(target, offset, length);
    } catch (IOException | RuntimeException broken) {
      throw new InvalidArchive(entry.getName(), "is damaged or cut off");
    }
    if (count > 0) {
      checksum.update(target, offset, count);
      count(count);
    } else if (count < 0) {
      checkEnd();
    }
    return count;
  }

  private void count(int more) {
    read += more;
    long packed = Math.max(1, entry.getCompressedSize());
    if (read > limits.freeBytes() && read / packed > limits.inflation()) {
      throw new InvalidArchive(
          entry.getName(), "unpacks to far more than it is packed; this looks like a zip bomb");
    }
    if (read > limits.entryBytes()) {
      throw new InvalidArchive(entry.getName(), "has more than " + limits.entryBytes() + " bytes");
    }
    if (readOfAll.addAndGet(more) > limits.totalBytes()) {
      throw new InvalidArchive(
          entry.getName(),
          "and all before have more than " + limits.totalBytes() + " bytes unpacked");
    }
  }

  private void checkEnd() {
    if (read != entry.getSize() || checksum.getValue() != entry.getCrc()) {
      throw new InvalidArchive(
          entry.getName(), "is damaged: its checksum is not that of its content");
    }
  }

  @Override
  public long skip(long count) {
    throw new UnsupportedOperationException("every byte counts");
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
