package io.tsubame.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Reads the frames of write-ahead logs and holds their checksums against their bytes, since
/// RocksDB says only that something is wrong. The format is told in RocksDB's wiki, "Write Ahead
/// Log File Format".
public final class WriteAheadLogs {
  private static final int BLOCK_BYTES = 32 << 10;

  /// Checksum, length and type.
  private static final int HEADER_BYTES = 7;

  /// Of a frame in a file that was used before, with that file's number behind the type.
  private static final int RECYCLED_HEADER_BYTES = 11;

  private static final int TYPE_AT = 6;
  private static final int MASK = 0xa282ead8;

  private WriteAheadLogs() {}

  /// The place of the first frame that is not what was written, as `000012.log, byte 3277`; empty
  /// where there is none. A torn end is none.
  public static Optional<String> firstFault(Path database) {
    if (!Files.isDirectory(database)) {
      return Optional.empty();
    }
    List<Path> logs = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(database, "*.log")) {
      files.forEach(logs::add);
      Collections.sort(logs);
      for (Path log : logs) {
        long fault = faultIn(log);
        if (fault >= 0) {
          return Optional.of(log.getFileName() + ", byte " + fault);
        }
      }
      return Optional.empty();
    } catch (IOException unreadable) {
      return Optional.of(unreadable.toString());
    }
  }

  /// Where the first bad frame begins; -1 where there is none.
  private static long faultIn(Path log) throws IOException {
    try (FileChannel file = FileChannel.open(log, StandardOpenOption.READ)) {
      ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (long start = 0; start < file.size(); start += BLOCK_BYTES) {
        block.clear();
        while (block.hasRemaining() && file.read(block, start + block.position()) > 0) {
          // until the block is full or the file ends
        }
        int fault = faultIn(block.flip());
        if (fault >= 0) {
          return start + fault;
        }
      }
      return -1;
    }
  }

  private static int faultIn(ByteBuffer block) {
    int at = 0;
    while (block.limit() - at >= HEADER_BYTES) {
      int length = Short.toUnsignedInt(block.getShort(at + Integer.BYTES));
      int type = Byte.toUnsignedInt(block.get(at + TYPE_AT));
      if (type == 0 && length == 0) {
        return -1; // what was set aside and never written
      }
      int end = at + (isRecycled(type) ? RECYCLED_HEADER_BYTES : HEADER_BYTES) + length;
      if (end > block.limit()) {
        return block.limit() < BLOCK_BYTES ? -1 : at;
      }
      if (unmasked(block.getInt(at)) != checksum(block, at + TYPE_AT, end)) {
        return at;
      }
      at = end;
    }
    return -1;
  }

  private static boolean isRecycled(int type) {
    return (type >= 5 && type <= 8) || type == 11 || type == 131;
  }

  private static int checksum(ByteBuffer block, int from, int to) {
    CRC32C checksum = new CRC32C();
    checksum.update(block.slice(from, to - from));
    return (int) checksum.getValue();
  }

  /// Checksums are stored turned and shifted, lest a frame that holds frames fits its own.
  private static int unmasked(int stored) {
    return Integer.rotateLeft(stored - MASK, 15);
  }
}
