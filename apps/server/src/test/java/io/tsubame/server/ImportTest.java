package io.tsubame.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tsubame.api.HttpSettings;
import io.tsubame.application.Answer;
import io.tsubame.application.Application;
import io.tsubame.application.organization.Founding;
import io.tsubame.application.query.OrganizationQueries;
import io.tsubame.domain.AccountId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ImportTest {
  @TempDir Path folder;
  private Path data;
  private Path zip;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void pack() throws IOException {
    data = folder.resolve("data");
    zip = folder.resolve("export.zip");
    try (ZipOutputStream files = new ZipOutputStream(Files.newOutputStream(zip))) {
      put(
          files,
          "users.json",
          """
          [{"id": "U1", "team_id": "T1", "name": "akira",
            "profile": {"real_name": "Akira Tanaka", "email": "akira@example.com"}}]
          """);
      put(
          files,
          "channels.json",
          "[{\"id\": \"C1\", \"name\": \"general\", \"members\": [\"U1\"]}]");
      put(
          files,
          "general/2026-04-01.json",
          "[{\"user\": \"U1\", \"ts\": \"1775001600.000000\", \"text\": \"a &lt; b\"}]");
    }
  }

  private static void put(ZipOutputStream files, String name, String content) throws IOException {
    files.putNextEntry(new ZipEntry(name));
    files.write(content.getBytes(StandardCharsets.UTF_8));
    files.closeEntry();
  }

  @Test
  @DisplayName("[IS27] a running server imports, and lets in whom the operator names")
  void throughTheServer() throws IOException {
    try (TsubameServer server =
        TsubameServer.start(ServerSettings.in(data, HttpSettings.local(0)))) {
      assertThat(importing()).isZero();
      assertThat(answer().path("new_messages").asInt()).isOne();
      assertThat(err.toString()).contains("Importing messages: 1 of 1");

      assertThat(run("account", "add", "--name", "A", "--email", "akira@example.com")).isZero();
      String token = answer().path("api_token").asText();
      Caller akira = new Caller("http://127.0.0.1:" + server.port(), token);
      JsonNode rooms = akira.get("/rooms").json();
      JsonNode room =
          rooms.path(0).path("name").asText().equals("general") ? rooms.path(0) : rooms.path(1);
      JsonNode messages =
          akira.get("/rooms/" + room.path("room_id").asInt() + "/messages?force=1").json();
      assertThat(messages.path(0).path("body").asText()).isEqualTo("a < b");
      assertThat(messages.path(0).path("send_time").asLong()).isEqualTo(1_775_001_600L);

      assertThat(akira.get("/me").json().path("name").asText()).isEqualTo("Akira Tanaka");
      assertThat(run("account", "add", "--name", "A", "--email", "akira@example.com")).isOne();
      assertThat(err.toString()).contains("The server refused: The e-mail address is taken");
    }
    assertThat(importing()).isZero();
    assertThat(answer().path("new_messages").asInt()).isZero();
  }

  @Test
  @DisplayName("[IS27] who is imported gets a password too, and nothing else changes")
  void lettingIn() throws IOException {
    try (TsubameServer server =
        TsubameServer.start(ServerSettings.in(data, HttpSettings.local(0)))) {
      assertThat(run("import", "slack", zip.toString(), "--organization", "Acme")).isZero();
      String[] akira = {"account", "add", "--name", "A", "--email", "akira@example.com"};

      assertThat(run(with(akira, "--organization", "Other"))).isOne();
      assertThat(err.toString()).contains("is of the organization Acme");
      assertThat(run(with(akira, "--password", "short"))).isOne();
      assertThat(err.toString()).contains("password");
      assertThat(run(with(akira, "--password", "correct horse"))).isZero();
      AccountId account = new AccountId(answer().path("account_id").asInt());
      assertThat(run(akira)).isOne();

      Application application = server.application();
      assertThat(application.signIn().withPassword("akira@example.com", "correct horse"))
          .isEqualTo(Answer.of(account));
      OrganizationQueries organizations = application.queries().organizations();
      assertThat(organizations.byName("Other")).isEmpty();
      assertThat(organizations.byName(Founding.UNNAMED)).isEmpty();
    }
  }

  @Test
  @DisplayName("without a name, people enter the only organization of the server")
  void onlyOrganization() throws Exception {
    try (TsubameServer server =
        TsubameServer.start(ServerSettings.in(data, HttpSettings.local(0)))) {
      assertThat(
              run("account", "add", "--name", "B", "--email", "b@x.com", "--organization", "Own"))
          .isZero();
      assertThat(importing()).isZero();
      OrganizationQueries organizations = server.application().queries().organizations();
      assertThat(organizations.byName("Own").orElseThrow().id().value())
          .isEqualTo(answer().path("organization_id").asInt());
      assertThat(organizations.byName(Founding.UNNAMED)).isEmpty();
    }
  }

  @Test
  @DisplayName("[IS1] [IS10] a faulty archive is told of on standard error and touches nothing")
  void faulty() throws IOException {
    Files.writeString(zip, "no zip");
    assertThat(importing()).isOne();
    assertThat(err.toString()).contains("export.zip: The archive is no zip");
    assertThat(out.toString()).isEmpty();
    assertThat(data).doesNotExist();
  }

  @Test
  @DisplayName("[IS12] what an archive may ask is configured")
  void configured() throws IOException {
    Path config = Files.writeString(folder.resolve("tsubame.yaml"), "archive:\n  entries: 2\n");
    assertThat(run("import", "slack", zip.toString(), "--config", config.toString())).isOne();
    assertThat(err.toString()).contains("export.zip: The archive").contains("2 files");
    assertThat(data).doesNotExist();
    assertThat(importing()).isZero();
  }

  private static String[] with(String[] command, String option, String value) {
    return Stream.concat(Stream.of(command), Stream.of(option, value)).toArray(String[]::new);
  }

  private int importing() {
    return run("import", "slack", zip.toString());
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine command = Tsubame.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--data";
    all[arguments.length + 1] = data.toString();
    return command.execute(all);
  }

  private JsonNode answer() throws IOException {
    return new JsonMapper().readTree(out.toString());
  }
}
