package io.tsubame.inspection;

import io.tsubame.application.Unavailable;
import io.tsubame.application.file.Downloads;
import io.tsubame.application.file.PreviewMaker;
import io.tsubame.domain.room.FileExamination;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Makes previews in a Java process of its own, [PreviewWorker], one at a time. That process has
/// little memory, no environment and nothing to lose: where it needs too long it is killed, and
/// where it dies it is gone; in both cases the file has no preview and the next one gets a new
/// process.
public final class ChildPreviewMaker implements PreviewMaker {
  private static final Set<String> PICTURES =
      Set.of("image/png", "image/jpeg", "image/gif", "image/bmp", "image/webp", "application/pdf");
  private static final Set<String> TEXTS = Set.of("application/json", "application/xml");

  private static final int LONGEST_ANSWER = 200;

  private final PreviewLimits limits;
  private @Nullable Child child;

  private record Child(Process process, BufferedWriter to, BufferedReader from) {
    void kill() {
      process.destroyForcibly();
    }
  }

  public ChildPreviewMaker(PreviewLimits limits) {
    this.limits = limits;
  }

  @Override
  public boolean suits(String contentType, long size) {
    return size <= limits.fileBytes()
        && (PICTURES.contains(contentType)
            || TEXTS.contains(contentType)
            || contentType.startsWith("text/"));
  }

  @Override
  public synchronized @Nullable Made make(Path file, String contentType, Path folder) {
    String job = contentType + "\t" + file.toAbsolutePath() + "\t" + folder.toAbsolutePath();
    // The process ends by itself when it has nothing to do, perhaps just now.
    String answer = ask(job);
    return made(answer == null ? ask(job) : answer, folder);
  }

  /// Null where the process died.
  private @Nullable String ask(String job) {
    try {
      Child worker = worker();
      worker.to().write(job);
      worker.to().newLine();
      worker.to().flush();
      String answer = answer(worker);
      if (answer == null) {
        end();
      }
      return answer;
    } catch (IOException _) {
      end();
      return null;
    }
  }

  private @Nullable String answer(Child worker) {
    CompletableFuture<@Nullable String> line = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("preview-answer")
        .start(() -> {
          try {
            line.complete(line(worker.from()));
          } catch (IOException e) {
            line.completeExceptionally(e);
          }
        });
    try {
      return line.get(limits.perFile().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      end();
      return "none";
    } catch (ExecutionException _) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end();
      throw new Unavailable("interrupted", e);
    }
  }

  /// A whole line, however much the process says; null where it ended.
  private static @Nullable String line(Reader from) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = from.read(); c >= 0; c = from.read()) {
      if (c == '\n') {
        return line.toString();
      }
      if (line.length() == LONGEST_ANSWER) {
        return null;
      }
      line.append((char) c);
    }
    return null;
  }

  private Child worker() {
    Child present = child;
    if (present != null && present.process().isAlive()) {
      return present;
    }
    end();
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + limits.heapMegabytes() + "m",
            "-XX:MaxMetaspaceSize=96m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            PreviewWorker.class.getName(),
            Long.toString(limits.pixels()));
    builder.environment().clear();
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = start(builder);
    Child fresh =
        new Child(
            process,
            new BufferedWriter(
                new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)),
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    child = fresh;
    return fresh;
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new Unavailable("the process that makes previews does not start", e);
    }
  }

  private void end() {
    if (child != null) {
      child.kill();
      child = null;
    }
  }

  private static @Nullable Made made(@Nullable String answer, Path folder) {
    String[] words = answer == null ? new String[] {"none"} : answer.split(" ", -1);
    if (words[0].equals("picture") && words.length == 3) {
      return made(folder, List.of(Downloads.SMALL, Downloads.LARGE), words[1], words[2]);
    }
    return words[0].equals("text") ? made(folder, List.of(Downloads.TEXT), "0", "0") : null;
  }

  private static @Nullable Made made(
      Path folder, List<Character> endings, String width, String height) {
    Map<Character, Path> files = new HashMap<>();
    for (char ending : endings) {
      Path file = folder.resolve(String.valueOf(ending));
      if (!Files.isRegularFile(file)) {
        return null;
      }
      files.put(ending, file);
    }
    try {
      return new Made(files, Integer.parseInt(width), Integer.parseInt(height), found(folder));
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /// The text that was found, whatever the process wrote there.
  private static String found(Path folder) {
    Path file = folder.resolve(PreviewWorker.FOUND);
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(3 * FileExamination.TEXT_LENGTH);
      return Texts.cut(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException _) {
      return "";
    }
  }

  @Override
  public synchronized void close() {
    end();
  }
}
