package io.tsubame.server.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tsubame.api.ServerLimits;
import io.tsubame.search.opensearch.OpenSearchConfig;
import io.tsubame.server.Person;
import io.tsubame.server.TestServer;
import io.tsubame.testkit.opensearch.OpenSearchServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Search over `/v1` on a whole server whose search index lies on OpenSearch.
final class OpenSearchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final JsonMapper JSON = new JsonMapper();

  private static OpenSearchServer engine;

  @BeforeAll
  static void startEngine() throws IOException {
    engine = OpenSearchServer.start();
  }

  @AfterAll
  static void stopEngine() throws IOException {
    engine.close();
  }

  private static TestServer start(String index) {
    OpenSearchConfig usual = OpenSearchConfig.DEFAULT;
    OpenSearchConfig place =
        new OpenSearchConfig(
            List.of(engine.endpoint().toString()),
            index,
            Path.of("none"),
            Path.of("none"),
            1,
            0,
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            usual.searches(),
            usual.answer(),
            usual.bulkDocuments(),
            usual.bulkBytes(),
            usual.retries());
    return new TestServer(
        ServerLimits.DEFAULT.withoutRates(),
        settings -> settings.with(settings.search().on(place)));
  }

  /// One person with one server, who searches.
  private record Searcher(TestServer server, Person person) {
    static Searcher of(TestServer server) {
      return new Searcher(server, server.person("Ann", server.organization("Swift")));
    }

    void post(String text) {
      assertThat(
              person.api().post("/rooms/" + person.myRoom() + "/messages", "body", text).status())
          .isEqualTo(200);
    }

    HttpResponse<byte[]> search(String word) {
      return new V1Files(server.url(), person, person.myRoom().value())
          .call("GET", "/v1/search/messages?limit=100&q=" + word, null);
    }

    JsonNode found(String word) {
      HttpResponse<byte[]> answer = search(word);
      assertThat(answer.statusCode()).isEqualTo(200);
      return json(answer);
    }

    List<String> texts(String word) {
      return found(word)
          .path("hits")
          .valueStream()
          .map(hit -> hit.at("/message/body").textValue())
          .toList();
    }
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Until it is so.
  private static <T> void await(Supplier<T> answer, T wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        assertThat(answer.get()).isEqualTo(wanted);
        return;
      } catch (AssertionError notYet) {
        if (System.nanoTime() > deadline) {
          throw notYet;
        }
        LockSupport.parkNanos(20_000_000);
      }
    }
  }

  @Test
  @DisplayName(
      "[IX2][SX6] while OpenSearch is down posts go on, search says so, and lacks nothing later")
  void outage() throws IOException {
    try (TestServer server = start("outage")) {
      Searcher ann = Searcher.of(server);
      ann.post("東京の燕");
      await(() -> ann.texts("の燕"), List.of("東京の燕"));

      engine.kill();
      for (int i = 1; i <= 30; i++) {
        ann.post("燕その" + i);
      }
      HttpResponse<byte[]> refused = ann.search("燕");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("retry-after")).contains("5");
      assertThat(json(refused).path("code").textValue()).isEqualTo("search-unavailable");

      engine.run();
      List<String> all =
          IntStream.rangeClosed(0, 30)
              .mapToObj(back -> back == 30 ? "東京の燕" : "燕その" + (30 - back))
              .toList();
      await(() -> ann.texts("燕&sort=newest"), all);
      await(() -> ann.found("燕").at("/index/state").textValue(), "current");
      assertThat(ann.found("燕").at("/total/count").intValue()).isEqualTo(31);
    }
  }

  @Test
  @DisplayName(
      "[IX8][SX6] a server starts without OpenSearch, and indexes what came when that is there")
  void lateEngine() throws IOException {
    engine.kill();
    try (TestServer server = start("late")) {
      Searcher ann = Searcher.of(server);
      ann.post("early swallow");
      assertThat(ann.search("swallow").statusCode()).isEqualTo(503);
      engine.run();
      await(() -> ann.texts("swallow"), List.of("early swallow"));
      ann.post("late swallow");
      await(() -> ann.texts("swallow&sort=newest"), List.of("late swallow", "early swallow"));
    }
  }

  @Test
  @DisplayName("[IX3][IX4] the index is made anew where it is gone, and a restart goes on in it")
  void gone() throws IOException {
    try (TestServer server = start("gone")) {
      Searcher ann = Searcher.of(server);
      ann.post("first swallow");
      await(() -> ann.texts("swallow"), List.of("first swallow"));
      engine.delete("gone-1");
      ann.post("second swallow");
      await(() -> ann.texts("swallow&sort=newest"), List.of("second swallow", "first swallow"));
      server.restart(settings -> settings);
      Searcher again = new Searcher(server, ann.person());
      await(() -> again.texts("swallow&sort=newest"), List.of("second swallow", "first swallow"));
    }
  }

  @Test
  @DisplayName("[IX3] without a server, rebuild search makes the index where it is configured")
  void rebuiltAlone(@TempDir Path folder) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config.yaml"),
            """
            search:
              engine: opensearch
              opensearch:
                addresses: [%s]
                index: alone
                replicas: 0
            """
                .formatted(engine.endpoint()));
    try (TestServer server = start("alone")) {
      Searcher ann = Searcher.of(server);
      ann.post("a swallow");
      await(() -> ann.texts("swallow"), List.of("a swallow"));
      String printed =
          server.commandWhileStopped(
              "rebuild",
              "search",
              "--data",
              server.data().toString(),
              "--config",
              config.toString());
      assertThat(JSON.readTree(printed).path("documents").asLong()).isEqualTo(1);
      assertThat(server.data().resolve("search")).doesNotExist();
      Searcher again = new Searcher(server, ann.person());
      await(() -> again.texts("swallow"), List.of("a swallow"));
      // The index that was made first is deleted when the next one is put into use.
      assertThatThrownBy(() -> engine.delete("alone-1")).hasMessageContaining("404");
    }
  }
}
