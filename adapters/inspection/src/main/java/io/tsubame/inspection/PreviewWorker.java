package io.tsubame.inspection;

import static io.tsubame.domain.room.FileExamination.TEXT_LENGTH;

import io.tsubame.application.file.Downloads;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringWriter;
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
import org.apache.pdfbox.text.PDFTextStripper;

/// The process that opens files of anybody. Reads jobs from its input, a line each (type, file,
/// folder for what is made, separated by tabs), and answers each with a line: `picture WIDTH
/// HEIGHT`, `text` or `none`. Ends with its input, and when it had nothing to do for a minute.
public final class PreviewWorker {
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final int LARGE = 1_600;
  private static final int SMALL = 480;

  /// Of a PDF, in which text is looked for.
  private static final int PAGES = 50;

  /// The name of the file with the text by which another file can be found.
  static final String FOUND = "found";

  private PreviewWorker() {}

  public static void main(String[] arguments) throws IOException {
    long pixels = Long.parseLong(arguments[0]);
    PrintStream answers = System.out;
    System.setOut(System.err); // whatever libraries say is no answer
    AtomicLong busySince = new AtomicLong(System.nanoTime());
    endWhenIdle(busySince);
    try (BufferedReader jobs =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String job = jobs.readLine(); job != null; job = jobs.readLine()) {
        busySince.set(Long.MAX_VALUE);
        answers.println(answer(job.split("\t", -1), pixels));
        answers.flush();
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
        Loader.loadPDF(file.toFile(), IOUtils.createMemoryOnlyStreamCache())) {
      PDRectangle page = document.getPage(0).getCropBox();
      float longest = Math.max(page.getWidth(), page.getHeight());
      if (!(longest > 0)) {
        return "none";
      }
      Files.writeString(folder.resolve(FOUND), text(document));
      PDFRenderer renderer = new PDFRenderer(document);
      renderer.setSubsamplingAllowed(true);
      BufferedImage image = renderer.renderImage(0, LARGE / longest, ImageType.RGB);
      write(image, folder);
      return "picture " + image.getWidth() + " " + image.getHeight();
    }
  }

  /// The beginning of what stands in it; empty where that cannot be told.
  private static String text(PDDocument document) {
    StringWriter all = new StringWriter();
    try {
      PDFTextStripper stripper = new PDFTextStripper();
      int pages = Math.min(document.getNumberOfPages(), PAGES);
      for (int page = 1; page <= pages && all.getBuffer().length() < TEXT_LENGTH; page++) {
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        stripper.writeText(document, all);
      }
    } catch (IOException | RuntimeException | StackOverflowError _) {
      // What was read before stays.
    }
    return Texts.cut(all.toString().strip());
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
    Files.writeString(folder.resolve(FOUND), beginning);
    return "text";
  }

  private static String name(char ending) {
    return String.valueOf(ending);
  }
}
