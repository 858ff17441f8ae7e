package io.tsubame.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tsubame.api.HttpSettings;
import io.tsubame.api.ServerLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command `move`, with servers at both places.
final class MoveCommandTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int BEFORE = 20;

  @TempDir private Path folder;
  private final TestServer source = new TestServer(ServerLimits.DEFAULT.withoutRates());
  private final Person ann = source.person("Ann", source.organization("Acme"));
  private final String room = "/rooms/" + ann.myRoom() + "/messages";
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path target = Path.of("");

  @BeforeEach
  void configure() throws IOException {
    target = folder.resolve("new");
    Files.writeString(folder.resolve("old.yaml"), directory(source.data()));
    Files.writeString(folder.resolve("new.yaml"), directory(target));
  }

  @AfterEach
  void close() {
    source.close();
  }

  @Test
  @DisplayName(
      "[MV1] [MV5] [MV17] [MV18] people write until the switch, all of it is there, and the old place is closed")
  void whileServing() throws Exception {
    CountDownLatch begun = new CountDownLatch(BEFORE);
    FutureTask<Caller.Reply> writer = new FutureTask<>(() -> writeUntilClosed(begun));
    Thread.ofVirtual().start(writer);
    begun.await();
    assertThat(move()).as("%s", err).isZero();
    Caller.Reply closed = writer.get();
    assertThat(closed.status()).as(closed.text()).isEqualTo(503);
    assertThat(written).hasSizeGreaterThanOrEqualTo(BEFORE);
    assertThat(closed.header("retry-after")).isNotEmpty();
    JsonNode report = JSON.readTree(out.toString());
    assertThat(report.path("switched").asBoolean()).isTrue();
    assertThat(report.path("commits").asLong()).isGreaterThan(BEFORE);
    assertThat(err.toString()).contains("serve --config");

    assertThat(bodies(ann.api())).containsExactlyElementsOf(last(written));
    Caller.Reply refused = ann.api().post(room, "body", "too late");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.error()).contains("moving");

    ServerSettings there = ServerSettings.in(target, HttpSettings.local(0));
    try (TsubameServer server = TsubameServer.start(there)) {
      server.awaitReady(_ -> {});
      Caller caller = new Caller("http://127.0.0.1:" + server.port(), ann.api().token());
      assertThat(bodies(caller)).containsExactlyElementsOf(last(written));
      assertThat(caller.post(room, "body", "new").status()).isEqualTo(200);
      assertThat(move("--undo")).isEqualTo(1);
    }
    assertThatThrownBy(() -> source.restart(settings -> settings))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has moved");
    assertThat(move("--undo")).isEqualTo(1);
    assertThat(err.toString()).contains("has taken changes");
  }

  @Test
  @DisplayName("[MV8] [MV18] what is copied only cannot be served, and people work on")
  void copyOnly() throws Exception {
    assertThat(ann.api().post(room, "body", "first").status()).isEqualTo(200);
    assertThat(move("--copy-only")).as("%s", err).isZero();
    assertThat(JSON.readTree(out.toString()).path("switched").asBoolean()).isFalse();
    assertThat(ann.api().post(room, "body", "second").status()).isEqualTo(200);
    ServerSettings there = ServerSettings.in(target, HttpSettings.local(0));
    assertThatThrownBy(() -> TsubameServer.start(there))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not complete");
    assertThat(move()).isZero();
    assertThat(move("--undo")).as("%s", err).isZero();
    assertThatThrownBy(() -> TsubameServer.start(there)).hasMessageContaining("not complete");
    source.restart(settings -> settings);
    Caller caller = new Caller(source.url(), ann.api().token());
    assertThat(caller.post(room, "body", "third").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("[MV7] what cannot be moved is told in one line, and the exit code is 1")
  void refused() throws IOException {
    Files.writeString(folder.resolve("new.yaml"), directory(target) + "  shards: 32\n");
    assertThat(move()).isEqualTo(1);
    assertThat(err.toString()).contains("64 shards").contains("32");
    Files.writeString(folder.resolve("old.yaml"), directory(folder.resolve("nothing")));
    assertThat(move()).isEqualTo(1);
    assertThat(err.toString()).contains("There is no data in");
    assertThat(run("move", "--from", "old.yaml")).isEqualTo(2);
  }

  private final List<String> written = new ArrayList<>();

  /// @return the first answer that is none of 200
  private Caller.Reply writeUntilClosed(CountDownLatch begun) {
    try {
      return write(begun);
    } finally {
      while (begun.getCount() > 0) {
        begun.countDown();
      }
    }
  }

  private Caller.Reply write(CountDownLatch begun) {
    while (true) {
      String text = "text " + written.size();
      Caller.Reply reply = ann.api().post(room, "body", text);
      if (reply.status() != 200) {
        return reply;
      }
      written.add(text);
      begun.countDown();
    }
  }

  private List<String> bodies(Caller caller) {
    Caller.Reply reply = caller.get(room + "?force=1");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().findValuesAsText("body");
  }

  /// What a list of messages shows.
  private static List<String> last(List<String> all) {
    return all.subList(Math.max(0, all.size() - 100), all.size());
  }

  private int move(String... more) {
    List<String> command = new ArrayList<>(List.of("move"));
    command.addAll(List.of("--from", folder.resolve("old.yaml").toString()));
    command.addAll(List.of("--to", folder.resolve("new.yaml").toString()));
    command.addAll(List.of(more));
    return run(command.toArray(String[]::new));
  }

  private int run(String... command) {
    out.getBuffer().setLength(0);
    return Tsubame.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(command);
  }

  private static String directory(Path data) {
    return "storage:\n  directory: " + data + "\n";
  }
}
