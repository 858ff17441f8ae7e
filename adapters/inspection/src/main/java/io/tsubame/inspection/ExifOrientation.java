package io.tsubame.inspection;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How a camera was held, from the beginning of a JPEG file.
final class ExifOrientation {
  private static final int UPRIGHT = 1;
  private static final int APP1 = 0xffe1;
  private static final int START_OF_SCAN = 0xffda;
  private static final int ORIENTATION = 0x0112;
  private static final int EXIF = 0x45786966;

  private ExifOrientation() {}

  /// 1 to 8; 1 where nothing is said.
  static int of(byte[] head) {
    try {
      return read(ByteBuffer.wrap(head));
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException _) {
      return UPRIGHT;
    }
  }

  private static int read(ByteBuffer in) {
    if (Short.toUnsignedInt(in.getShort()) != 0xffd8) {
      return UPRIGHT;
    }
    while (true) {
      int marker = Short.toUnsignedInt(in.getShort());
      int length = Short.toUnsignedInt(in.getShort());
      if (marker < 0xff00 || marker == START_OF_SCAN || length < 2) {
        return UPRIGHT;
      }
      int next = in.position() + length - 2;
      if (marker == APP1 && in.getInt(in.position()) == EXIF) {
        return inTiff(in.slice(in.position() + 6, length - 8));
      }
      in.position(next);
    }
  }

  private static int inTiff(ByteBuffer tiff) {
    tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = Short.toUnsignedInt(tiff.getShort(directory));
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if (Short.toUnsignedInt(tiff.getShort(entry)) == ORIENTATION) {
        int value = Short.toUnsignedInt(tiff.getShort(entry + 8));
        return value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }
}
