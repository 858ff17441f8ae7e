package io.tsubame.inspection;

import io.tsubame.application.file.Downloads;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/// The process that opens files of anybody. Reads jobs from its input, a line each (type, file,
/// folder for what is made, separated by tabs), and answers each with a line: `picture WIDTH
/// HEIGHT`, `text` or `none`. Ends with its input, and when it had nothing to do for a minute.
public final class PreviewWorker {
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final int LARGE = 1_600;
  private static final int SMALL = 480;

  private PreviewWorker() {}

  public static void main(String[] arguments) throws IOException {
    long pixels = Long.parseLong(arguments[0]);
    AtomicLong busySince = new AtomicLong(System.nanoTime());
    endWhenIdle(busySince);
    try (BufferedReader jobs =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String job = jobs.readLine(); job != null; job = jobs.readLine()) {
        busySince.set(Long.MAX_VALUE);
        System.out.println(answer(job.split("\t", -1), pixels));
        System.out.flush();
        busySince.set(System.nanoTime());
      }
    }
  }

  private static void endWhenIdle(AtomicLong since) {
    Thread.ofPlatform()
        .daemon()
        .name("idle")
        .start(() -> {
          Object nobody = new Object();
          while (true) {
            try {
              synchronized (nobody) {
                nobody.wait(1_000);
              }
            } catch (InterruptedException _) {
              return;
            }
            long last = since.get();
            if (last != Long.MAX_VALUE && System.nanoTime() - last > IDLE.toNanos()) {
              Runtime.getRuntime().halt(0);
            }
          }
        });
  }

  /// Whatever goes wrong with a file, there is no preview of it; where memory runs out the process
  /// ends.
  private static String answer(String[] job, long pixels) {
    try {
      Path file = Path.of(job[1]);
      Path folder = Path.of(job[2]);
      return switch (job[0]) {
        case "application/pdf" -> pdf(file, folder);
        case "image/png", "image/jpeg", "image/gif", "image/bmp", "image/webp" ->
            picture(file, folder, pixels);
        default -> text(file, folder);
      };
    } catch (IOException | RuntimeException | StackOverflowError _) {
      return "none";
    }
  }

  private static String picture(Path file, Path folder, long pixels) throws IOException {
    Pictures.Picture picture = Pictures.read(file, LARGE, pixels);
    write(picture.image(), folder);
    return "picture " + picture.width() + " " + picture.height();
  }

  private static String pdf(Path file, Path folder) throws IOException {
    try (PDDocument document =
        Loader.loadPDF(file.toFile(), IOUtils.createTempFileOnlyStreamCache())) {
      PDRectangle page = document.getPage(0).getCropBox();
      float longest = Math.max(page.getWidth(), page.getHeight());
      if (!(longest > 0)) {
        return "none";
      }
      PDFRenderer renderer = new PDFRenderer(document);
      renderer.setSubsamplingAllowed(true);
      BufferedImage image = renderer.renderImage(0, LARGE / longest, ImageType.RGB);
      write(image, folder);
      return "picture " + image.getWidth() + " " + image.getHeight();
    }
  }

  private static void write(BufferedImage image, Path folder) throws IOException {
    Pictures.write(Pictures.fitted(image, LARGE), folder.resolve(name(Downloads.LARGE)));
    Pictures.write(Pictures.fitted(image, SMALL), folder.resolve(name(Downloads.SMALL)));
  }

  private static String text(Path file, Path folder) throws IOException {
    String beginning = Texts.beginning(file);
    if (beginning.isEmpty()) {
      return "none";
    }
    Files.writeString(folder.resolve(name(Downloads.TEXT)), beginning);
    return "text";
  }

  private static String name(char ending) {
    return String.valueOf(ending);
  }
}
