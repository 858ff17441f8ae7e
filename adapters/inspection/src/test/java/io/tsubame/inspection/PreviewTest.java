package io.tsubame.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.file.Downloads;
import io.tsubame.application.file.PreviewMaker.Made;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Previews of good files, and of files that were made to do harm: rules FL50 to FL53.
final class PreviewTest {
  private static final ChildPreviewMaker MAKER =
      new ChildPreviewMaker(new PreviewLimits(128, Duration.ofSeconds(60), 100 << 20, 40_000_000));

  @TempDir private Path folder;
  private int made;

  @AfterAll
  static void close() {
    MAKER.close();
  }

  @Test
  @DisplayName("[FL50] a picture is seen in two sizes, and its own size is known")
  void picture() throws IOException {
    Made preview = make("image/png", png(2_000, 1_000));
    assertThat(preview.width()).isEqualTo(2_000);
    assertThat(preview.height()).isEqualTo(1_000);
    BufferedImage small = ImageIO.read(preview.files().get(Downloads.SMALL).toFile());
    BufferedImage large = ImageIO.read(preview.files().get(Downloads.LARGE).toFile());
    assertThat(small.getWidth()).isEqualTo(480);
    assertThat(large.getWidth()).isEqualTo(1_600);
    assertThat(large.getHeight()).isEqualTo(800);
  }

  @Test
  @DisplayName("[FL50] a photograph stands upright, and says no more than what is seen")
  void orientation() throws IOException {
    BufferedImage image = new BufferedImage(100, 50, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, 50, 50);
    graphics.dispose();
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", jpeg);
    Made preview = make("image/jpeg", withExif(jpeg.toByteArray(), 6, "GPS secret"));

    assertThat(preview.width()).isEqualTo(50);
    assertThat(preview.height()).isEqualTo(100);
    byte[] large = Files.readAllBytes(preview.files().get(Downloads.LARGE));
    assertThat(new String(large, StandardCharsets.ISO_8859_1)).doesNotContain("Exif", "secret");
    BufferedImage upright = ImageIO.read(preview.files().get(Downloads.LARGE).toFile());
    // What was at the left is on top when the camera is turned.
    assertThat(new Color(upright.getRGB(25, 20)).getRed()).isGreaterThan(200);
    assertThat(new Color(upright.getRGB(25, 80)).getRed()).isLessThan(60);
  }

  @Test
  @DisplayName("[FL50] the first page of a PDF is seen")
  void pdf() throws IOException {
    Made preview = make("application/pdf", pdf(1, "Swallows nest in spring"));
    assertThat(preview.height()).isBetween(1_599, 1_600); // as the page's size is rounded
    assertThat(preview.files()).containsOnlyKeys(Downloads.SMALL, Downloads.LARGE);
  }

  @Test
  @DisplayName("[FL55] the beginning of what stands in texts and PDFs is told, and no more")
  void found() throws IOException {
    assertThat(make("application/pdf", pdf(2, "Swallows nest")).text())
        .isEqualToIgnoringNewLines("Swallows nestSwallows nest");
    assertThat(make("application/pdf", pdf(40, "nest ".repeat(200))).text())
        .hasSizeBetween(16_000, 16_384);
    assertThat(make("text/plain", "巣".getBytes(StandardCharsets.UTF_8)).text()).isEqualTo("巣");
    assertThat(make("text/plain", "燕".repeat(99_999).getBytes(StandardCharsets.UTF_8)).text())
        .isEqualTo("燕".repeat(16_384));
    assertThat(make("image/png", png(10, 10)).text()).isEmpty();
  }

  private static byte[] pdf(int pages, String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PDDocument document = new PDDocument()) {
      for (int i = 0; i < pages; i++) {
        PDPage page = new PDPage();
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          content.beginText();
          content.setFont(new PDType1Font(FontName.HELVETICA), 1);
          content.newLineAtOffset(10, 700);
          content.showText(text);
          content.endText();
        }
      }
      document.save(out);
    }
    return out.toByteArray();
  }

  @Test
  @DisplayName("[FL50] texts are read in the usual encodings")
  void texts() throws IOException {
    String words = "つばめが飛んだ。\nSwallows fly.\n";
    for (String encoding : new String[] {"UTF-8", "windows-31j", "EUC-JP", "ISO-2022-JP"}) {
      assertThat(text(words.getBytes(Charset.forName(encoding)))).as(encoding).isEqualTo(words);
    }
    assertThat(text(("\ufeff" + words).getBytes(StandardCharsets.UTF_16LE))).isEqualTo(words);
    String long_ = "燕".repeat(100_000);
    assertThat(text(long_.getBytes(StandardCharsets.UTF_8))).isEqualTo("燕".repeat(16_384));
  }

  @Test
  @DisplayName("[FL51] bombs, giants and fragments have no preview, and the next file has one")
  void hostile() throws IOException {
    byte[] good = png(10, 10);
    byte[][] corpus = {
      {},
      {(byte) 0xff, (byte) 0xd8},
      "GIF89a".getBytes(StandardCharsets.US_ASCII),
      "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
          .getBytes(StandardCharsets.UTF_8),
      Arrays.copyOf(good, good.length / 2),
      header(65_000, 65_000),
      header(1, 2_000_000_000),
      header(-5, 7),
      // 6,000 x 6,000 pixels in a few kilobytes.
      bomb(6_000, 6_000),
      // Within the pixels, but beyond the memory where it is read at once.
      bomb(39_000, 1_000),
      noise(100_000),
      flipped(good, 1),
      flipped(good, 2),
      flipped(good, 3),
    };
    for (byte[] file : corpus) {
      for (String type : new String[] {"image/png", "image/jpeg", "image/gif", "image/webp"}) {
        make(type, file);
      }
    }
    assertThat(make("image/png", header(65_000, 65_000))).isNull();
    assertThat(make("image/gif", "GIF89a".getBytes(StandardCharsets.US_ASCII))).isNull();
    assertThat(make("image/png", good)).isNotNull();
  }

  @Test
  @DisplayName("[FL51] malformed PDFs have no preview, and the next file has one")
  void hostilePdfs() throws IOException {
    String loop =
        """
        %PDF-1.4
        1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
        2 0 obj <</Type/Pages/Kids[2 0 R]/Count 1>> endobj
        trailer <</Root 1 0 R>>
        """;
    String giant =
        """
        %PDF-1.4
        1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
        2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
        3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 1e30 1]>> endobj
        trailer <</Root 1 0 R>>
        """;
    for (String pdf :
        new String[] {"", "%PDF-1.4", loop, giant, "%PDF-1.4\n" + "[".repeat(90_000)}) {
      make("application/pdf", pdf.getBytes(StandardCharsets.ISO_8859_1));
    }
    make("application/pdf", pdfBomb(1 << 30));
    assertThat(make("application/pdf", loop.getBytes(StandardCharsets.ISO_8859_1))).isNull();
    assertThat(make("image/png", png(10, 10))).isNotNull();
  }

  /// A page whose content is blanks, a thousand times as long as the file.
  private static byte[] pdfBomb(int length) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      byte[] blanks = new byte[1 << 20];
      Arrays.fill(blanks, (byte) ' ');
      for (int i = 0; i < length; i += blanks.length) {
        deflater.write(blanks);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        """
        %%PDF-1.4
        1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
        2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
        3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R>> endobj
        4 0 obj <</Filter/FlateDecode/Length %d>> stream
        """
            .formatted(packed.size())
            .getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(packed.toByteArray());
    out.writeBytes(
        "\nendstream endobj\ntrailer <</Root 1 0 R>>\n".getBytes(StandardCharsets.ISO_8859_1));
    return out.toByteArray();
  }

  @Test
  @DisplayName("[FL52] what takes too long is ended, and the next file has a new process")
  void tooLong() throws IOException {
    try (ChildPreviewMaker hasty =
        new ChildPreviewMaker(new PreviewLimits(128, Duration.ofMillis(1), 1 << 20, 1_000_000))) {
      assertThat(hasty.make(file(png(10, 10)), "image/png", target())).isNull();
    }
    assertThat(make("image/png", png(10, 10))).isNotNull();
  }

  @Test
  @DisplayName("[FL53] only what can be seen safely is tried, and nothing large")
  void suits() {
    assertThat(MAKER.suits("image/png", 10)).isTrue();
    assertThat(MAKER.suits("text/html", 10)).isTrue();
    assertThat(MAKER.suits("image/svg+xml", 10)).isFalse();
    assertThat(MAKER.suits("application/zip", 10)).isFalse();
    assertThat(MAKER.suits("image/png", 1L << 40)).isFalse();
  }

  private Made make(String type, byte[] content) throws IOException {
    return MAKER.make(file(content), type, target());
  }

  private String text(byte[] content) throws IOException {
    return Files.readString(make("text/plain", content).files().get(Downloads.TEXT));
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("file" + ++made), content);
  }

  private Path target() throws IOException {
    return Files.createDirectory(folder.resolve("made" + ++made));
  }

  private static byte[] png(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  /// A PNG that says how large it is, and no more.
  private static byte[] header(int width, int height) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put(new byte[] {8, 6, 0, 0, 0});
    chunk(out, "IHDR", header.array());
    return out.toByteArray();
  }

  /// A whole PNG of zeros, which deflate makes a thousand times smaller.
  private static byte[] bomb(int width, int height) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header(width, height));
    Deflater deflater = new Deflater(9);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    byte[] line = new byte[1 + 4 * width];
    byte[] piece = new byte[64 * 1024];
    for (int y = 0; y < height; y++) {
      deflater.setInput(line);
      while (!deflater.needsInput()) {
        data.write(piece, 0, deflater.deflate(piece));
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      data.write(piece, 0, deflater.deflate(piece));
    }
    deflater.end();
    chunk(out, "IDAT", data.toByteArray());
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }

  private static byte[] withExif(byte[] jpeg, int orientation, String comment) {
    ByteBuffer tiff = ByteBuffer.allocate(100);
    tiff.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    tiff.putShort((short) 0x4d4d).putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    tiff.putShort((short) orientation).putShort((short) 0).putInt(0);
    tiff.put(comment.getBytes(StandardCharsets.US_ASCII));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, 0, 102});
    out.writeBytes(tiff.array());
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(7).nextBytes(noise);
    return noise;
  }

  private static byte[] flipped(byte[] file, int seed) {
    byte[] copy = file.clone();
    Random random = new Random(seed);
    for (int i = 0; i < 10; i++) {
      copy[8 + random.nextInt(copy.length - 8)] ^= (byte) (1 << random.nextInt(8));
    }
    return copy;
  }
}
