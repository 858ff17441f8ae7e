package io.tsubame.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportIT {
  private static final Path CHECKOUT = Path.of(System.getProperty("tsubame.checkout"));
  private static final int DAYS = 60;
  private static final int MESSAGES_A_DAY = 500;

  @TempDir Path folder;
  private Path zip;
  private Path data;

  @BeforeEach
  void pack() throws IOException {
    zip = folder.resolve("export.zip");
    data = folder.resolve("data");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      put(out, "users.json", "[{\"id\": \"U1\", \"team_id\": \"T1\", \"name\": \"akira\"}]");
      put(out, "channels.json", "[{\"id\": \"C1\", \"name\": \"general\", \"members\": [\"U1\"]}]");
      for (int day = 0; day < DAYS; day++) {
        put(out, "general/%s.json".formatted(java.time.LocalDate.ofEpochDay(day)), messages(day));
      }
    }
  }

  private static void put(ZipOutputStream out, String name, String content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(content.getBytes(StandardCharsets.UTF_8));
    out.closeEntry();
  }

  private static String messages(int day) {
    StringBuilder messages = new StringBuilder("[");
    for (int number = 0; number < MESSAGES_A_DAY; number++) {
      messages
          .append(number == 0 ? "" : ",")
          .append(
              "{\"user\": \"U1\", \"ts\": \"%d.000000\", \"text\": \"message %d of day %d\"}"
                  .formatted(day * 86_400 + number, number, day));
    }
    return messages.append(']').toString();
  }

  @Test
  @DisplayName(
      "[IS3] [IS4] killed in the middle, an import goes on, and repeated it changes nothing")
  void killed() throws Exception {
    Process first = start();
    try (BufferedReader progress = first.errorReader()) {
      String line = progress.readLine();
      while (line != null && !line.startsWith("Importing messages")) {
        line = progress.readLine();
      }
      assertThat(line).isNotNull();
      first.destroyForcibly();
    }
    assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(first.exitValue()).isNotZero();

    JsonNode second = finish(start());
    assertThat(second.path("messages").asInt()).isEqualTo(DAYS * MESSAGES_A_DAY);
    JsonNode third = finish(start());
    assertThat(third.path("messages").asInt()).isEqualTo(DAYS * MESSAGES_A_DAY);
    assertThat(third.path("new_messages").asInt()).isZero();
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            CHECKOUT.resolve("bin/tsubame").toString(),
            "import",
            "slack",
            zip.toString(),
            "--data",
            data.toString())
        .start();
  }

  private static JsonNode finish(Process process) throws Exception {
    Thread.ofVirtual().start(() -> drain(process));
    JsonNode report = new JsonMapper().readTree(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return report;
  }

  private static void drain(Process process) {
    try {
      process.getErrorStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // The process is gone.
    }
  }
}
