package io.tsubame.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.api.HttpSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `serve` as a process of its own, as a user and a service manager see it.
final class ServeProcessTest {
  private static final String READY = "Tsubame is ready at ";
  private static final String TOKEN = "  API token  ";
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path folder;
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  @DisplayName("it serves the demo, keeps the data to itself, stops with 0 and comes back with all")
  void life() throws Exception {
    Path data = folder.resolve("data");
    Process serving = tsubame("serve", "--data", data.toString(), "--port", "0", "--demo");
    String url;
    String token;
    try (BufferedReader out = serving.inputReader()) {
      url = line(out, READY);
      token = line(out, TOKEN);
      assertThat(post(url, token, "まだここにいます")).isEqualTo(200);
      assertThat(temporary()).as("what a kill would leave behind").isEmptyDirectory();
      assertRefusals(data, serving.pid(), URI.create(url).getPort());
      serving.destroy();
      assertThat(serving.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(serving.exitValue()).as("after SIGTERM").isZero();
    assertThat(data.resolve("server.json")).doesNotExist();
    try (TsubameServer again =
        TsubameServer.start(ServerSettings.in(data, HttpSettings.local(0)))) {
      again.awaitReady(_ -> {});
      String rooms = get("http://127.0.0.1:" + again.port() + "/v2/rooms", token);
      assertThat(rooms).contains("Spring launch");
      assertThat(again.setupCode()).isEmpty();
    }
  }

  @Test
  @DisplayName("what is wrong is told in one line, and the exit code is 1, or 2 for misuse")
  void faults() throws Exception {
    Path file = Files.writeString(folder.resolve("a-file"), "");
    assertFails(
        1,
        "Tsubame cannot start: cannot use the directory " + file.resolve("data"),
        "serve",
        "--data",
        file.resolve("data").toString());
    Path config = Files.writeString(folder.resolve("x.yaml"), "server:\n  prot: 1\n");
    assertFails(
        2,
        config + ":2: there is no server.prot; did you mean server.port?",
        "serve",
        "--config",
        config.toString());
  }

  private void assertRefusals(Path data, long pid, int port) throws Exception {
    assertFails(
        1, "is in use by process " + pid, "serve", "--data", data.toString(), "--port", "0");
    assertFails(
        1,
        "cannot listen on 127.0.0.1:" + port,
        "serve",
        "--data",
        folder.resolve("other").toString(),
        "--port",
        Integer.toString(port));
  }

  private void assertFails(int code, String reason, String... args) throws Exception {
    Process process = tsubame(args);
    try (BufferedReader err = process.errorReader()) {
      List<String> lines = err.lines().toList();
      assertThat(lines).anySatisfy(line -> assertThat(line).contains(reason));
      assertThat(lines).noneMatch(line -> line.startsWith("\tat "));
    }
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(code);
  }

  private String line(BufferedReader out, String start) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(start)) {
        return line.substring(start.length());
      }
    }
    throw new AssertionError("it ended without '" + start + "': " + Files.readString(errors()));
  }

  /// The temporary directory of the processes.
  private Path temporary() throws IOException {
    return Files.createDirectories(folder.resolve("tmp"));
  }

  /// What the serving process says on standard error.
  private Path errors() {
    return folder.resolve("errors");
  }

  private static int post(String url, String token, String body) throws Exception {
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      String room = get(url + "/v2/me", token).replaceAll("(?s).*\"room_id\":([0-9]+).*", "$1");
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + "/v2/rooms/" + room + "/messages"))
              .header("x-chatworktoken", token)
              .header("content-type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString("body=" + body))
              .build();
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private static String get(String url, String token) throws Exception {
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url)).header("x-chatworktoken", token).build();
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }

  private Process tsubame(String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Djava.io.tmpdir=" + temporary(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.tsubame.server.Tsubame"));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    if (!List.of(args).contains("--demo")) {
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    } else {
      builder.redirectError(errors().toFile());
    }
    Process process = builder.start();
    processes.add(process);
    return process;
  }
}
