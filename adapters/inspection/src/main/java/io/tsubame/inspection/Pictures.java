package io.tsubame.inspection;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/// Reads pictures upright and small, and writes them without anything but what is seen.
final class Pictures {
  private static final int LONGEST_SIDE = 65_000;
  private static final float QUALITY = 0.82f;

  private Pictures() {}

  /// @param width of the whole picture as it is seen upright; the image may be smaller
  record Picture(BufferedImage image, int width, int height) {}

  /// @param wanted about the length of the longer side that is needed
  /// @throws IOException where it is no picture, or one with too many pixels
  static Picture read(Path file, int wanted, long pixels) throws IOException {
    try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("no picture");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        boolean fits = width > 0 && height > 0 && width <= LONGEST_SIDE && height <= LONGEST_SIDE;
        if (!fits || (long) width * height > pixels) {
          throw new IOException("too many pixels");
        }
        int step = Math.max(1, Math.max(width, height) / (2 * wanted));
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(step, step, 0, 0);
        BufferedImage image = fitted(reader.read(0, parameters), wanted);
        int turn = orientation(file);
        boolean sideways = turn >= 5;
        return new Picture(
            upright(image, turn), sideways ? height : width, sideways ? width : height);
      } finally {
        reader.dispose();
      }
    }
  }

  /// The image on white, with no side longer than this.
  static BufferedImage fitted(BufferedImage image, int longest) {
    double scale = Math.min(1.0, (double) longest / Math.max(image.getWidth(), image.getHeight()));
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    BufferedImage fitted = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = fitted.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return fitted;
  }

  static void write(BufferedImage image, Path file) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = new FileImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(QUALITY);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
  }

  /// Turned and mirrored as a camera says that it was held.
  ///
  /// @param orientation of EXIF: 1 is upright, up to 8
  static BufferedImage upright(BufferedImage image, int orientation) {
    int width = image.getWidth();
    int height = image.getHeight();
    AffineTransform turn =
        switch (orientation) {
          case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
          case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
          case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
          default -> null;
        };
    if (turn == null) {
      return image;
    }
    boolean sideways = orientation >= 5;
    BufferedImage upright =
        new BufferedImage(
            sideways ? height : width, sideways ? width : height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = upright.createGraphics();
    graphics.drawImage(image, turn, null);
    graphics.dispose();
    return upright;
  }

  private static int orientation(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ExifOrientation.of(in.readNBytes(256 * 1024));
    }
  }
}
