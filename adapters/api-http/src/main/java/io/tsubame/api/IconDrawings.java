package io.tsubame.api;

import io.tsubame.domain.room.IconPreset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Draws the icons of rooms from the twelve lines of characters for each in `icons.txt`, as PNG
/// pictures of 72 by 72 pixels. Needs no fonts and no graphics library.
final class IconDrawings {
  private static final int GRID = 12;
  private static final int SCALE = 6;
  private static final int SIZE = GRID * SCALE;
  private static final Pattern BLANK_LINE = Pattern.compile("\n\n");
  private static final int[] COLOURS = {
    0x4a7fb0, 0x4f9a63, 0x8a7a5c, 0xb0704a, 0xa8527a, 0x6a62b3, 0x53707f, 0x3f8f8f, 0x8f4f4f
  };
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private IconDrawings() {}

  static Map<IconPreset, byte[]> all() {
    Map<IconPreset, byte[]> icons = new EnumMap<>(IconPreset.class);
    for (List<String> drawing : drawings()) {
      IconPreset preset = IconPreset.valueOf(drawing.getFirst().toUpperCase(Locale.ROOT));
      int colour = COLOURS[icons.size() % COLOURS.length];
      icons.put(preset, png(colour, drawing.subList(1, drawing.size())));
    }
    if (icons.size() != IconPreset.values().length) {
      throw new IllegalStateException("not every icon is drawn");
    }
    return icons;
  }

  /// For each icon its name and its lines.
  private static List<List<String>> drawings() {
    try (InputStream in = IconDrawings.class.getResourceAsStream("icons.txt")) {
      if (in == null) {
        throw new IllegalStateException("icons.txt is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return BLANK_LINE.splitAsStream(text).map(block -> block.lines().toList()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A palette picture of two colours, one bit for a pixel.
  private static byte[] png(int colour, List<String> lines) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(SIZE)
            .putInt(SIZE)
            .put((byte) 1) // bits for a pixel
            .put((byte) 3) // by palette
            .array();
    chunk(out, "IHDR", header);
    chunk(out, "PLTE", palette(colour));
    chunk(out, "IDAT", deflated(pixels(lines)));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static byte[] palette(int colour) {
    return new byte[] {
      (byte) (colour >> 16), (byte) (colour >> 8), (byte) colour, (byte) 255, (byte) 255, (byte) 255
    };
  }

  /// Each row begins with a byte that says how it is filtered: not at all.
  private static byte[] pixels(List<String> lines) {
    int rowBytes = 1 + SIZE / 8;
    byte[] pixels = new byte[SIZE * rowBytes];
    for (int y = 0; y < SIZE; y++) {
      String line = lines.get(y / SCALE);
      for (int x = 0; x < SIZE; x++) {
        if (line.charAt(x / SCALE) == '#') {
          pixels[y * rowBytes + 1 + x / 8] |= (byte) (0x80 >>> (x % 8));
        }
      }
    }
    return pixels;
  }

  private static byte[] deflated(byte[] bytes) {
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1024];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    }
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
    out.writeBytes(name);
    out.writeBytes(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }
}
