package io.tsubame.search.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.search.DamagedIndex;
import io.tsubame.application.search.DisplacedIndex;
import io.tsubame.application.search.DocumentId;
import io.tsubame.application.search.DocumentKind;
import io.tsubame.application.search.Folding;
import io.tsubame.application.search.IndexBatch;
import io.tsubame.application.search.IndexChange;
import io.tsubame.application.search.IndexDocument;
import io.tsubame.application.search.IndexQuery;
import io.tsubame.application.search.IndexQuery.Ranking;
import io.tsubame.application.search.SearchIndex;
import io.tsubame.application.search.SearchTerm;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.testkit.SearchIndexContract;
import io.tsubame.testkit.opensearch.OpenSearchServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OpenSearchIndexTest extends SearchIndexContract {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int RETRIES = 2;
  private static final RoomId ROOM = new RoomId(1);
  private static final AtomicInteger NAMES = new AtomicInteger();

  private static OpenSearchServer server;

  private final String name = "test" + NAMES.incrementAndGet();
  private final List<OpenSearchIndexes> opened = new ArrayList<>();

  @BeforeAll
  static void startServer() throws IOException {
    server = OpenSearchServer.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @AfterEach
  void cleanUp() throws IOException, InterruptedException {
    opened.forEach(OpenSearchIndexes::close);
    raw("DELETE", "/" + name + "-*");
  }

  @Override
  protected SearchIndex start() {
    return indexes(name).open();
  }

  @Override
  protected int cases() {
    return 40;
  }

  private OpenSearchIndexes indexes(String index) {
    return indexes(server.endpoint(), index);
  }

  private OpenSearchIndexes indexes(URI address, String index) {
    return indexes(config(address, index, Duration.ofSeconds(10)));
  }

  private OpenSearchIndexes indexes(OpenSearchConfig config) {
    OpenSearchIndexes indexes = OpenSearchIndexes.at(config, null);
    opened.add(indexes);
    return indexes;
  }

  static OpenSearchConfig config(URI address, String index, Duration answer) {
    return config(address, index, answer, 1_000, 1 << 20);
  }

  private static OpenSearchConfig config(
      URI address, String index, Duration answer, int bulkDocuments, int bulkBytes) {
    return new OpenSearchConfig(
        List.of(address.toString()),
        index,
        Path.of("none"),
        Path.of("none"),
        2,
        0,
        Duration.ofMillis(200),
        Duration.ofHours(1),
        4,
        answer,
        bulkDocuments,
        bulkBytes,
        RETRIES);
  }

  static IndexBatch batch(int number, String text) {
    IndexDocument document =
        new IndexDocument(
            new DocumentId(DocumentKind.MESSAGE, ROOM, number),
            new AccountId(1),
            List.of(),
            false,
            Set.of(),
            Instant.ofEpochMilli(number),
            Folding.fold(text));
    return new IndexBatch(List.of(new IndexChange.Put(document)), Map.of(0, (long) number));
  }

  static List<Integer> found(SearchIndex index, String text) {
    IndexQuery query =
        new IndexQuery(
            DocumentKind.MESSAGE,
            Set.of(ROOM),
            List.of(List.of(SearchTerm.of(text))),
            List.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            null,
            null,
            null,
            Ranking.RELEVANCE);
    return index.find(query, null, 10).hits().stream().map(hit -> hit.id().number()).toList();
  }

  private static <T> @Nullable T await(Callable<T> answer) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return answer.call();
      } catch (Unavailable | AssertionError notYet) {
        if (System.nanoTime() > deadline) {
          throw notYet;
        }
        LockSupport.parkNanos(20_000_000);
      }
    }
  }

  private static String raw(String method, String path) throws IOException, InterruptedException {
    return raw(method, path, "");
  }

  private static String raw(String method, String path, String json)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(server.endpoint().resolve(path))
                  .header("content-type", "application/json")
                  .method(method, BodyPublishers.ofString(json))
                  .build(),
              BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  @DisplayName("[SI8] words are told apart by morphological analysis")
  void japaneseWords() {
    try (SearchIndex index = indexes("words").open()) {
      index.write(batch(1, "京都に行きました"));
      index.write(batch(2, "東京都庁に行きました"));
      index.flush();

      assertThat(found(index, "京都")).containsExactly(1, 2);
    }
  }

  @Test
  @DisplayName("[SI10] after a crash there is what was noted, and repetition doubles nothing")
  void crash() {
    SearchIndex crashed = indexes("crash").open();
    crashed.write(batch(1, "first text"));
    crashed.flush();
    crashed.write(batch(2, "second text"));

    try (SearchIndex index = indexes("crash").open()) {
      assertThat(index.checkpoint(0)).isEqualTo(1);
      index.write(batch(2, "second text"));
      index.flush();
      assertThat(found(index, "text")).containsExactly(2, 1);
      assertThat(index.checkpoint(0)).isEqualTo(2);
      assertThat(index.numbers().documents()).isEqualTo(2);
    }
    crashed.close();
  }

  @Test
  @DisplayName("[SX1] who opened the index before writes no more, neither documents nor the mark")
  void displaced() {
    SearchIndex late = indexes("displaced").open();
    late.write(batch(1, "early"));
    try (SearchIndex index = indexes("displaced").open()) {
      index.write(batch(1, "newer"));
      index.write(batch(3, "newest"));
      index.flush();

      assertThatThrownBy(() -> late.write(batch(1, "late")))
          .isInstanceOf(DisplacedIndex.class)
          .hasMessageContaining("opened by another server");
      assertThatThrownBy(late::flush)
          .isInstanceOf(DisplacedIndex.class)
          .hasMessageContaining("opened by another server");
      late.close();
      index.flush();
      assertThat(found(index, "late")).isEmpty();
      assertThat(found(index, "newer")).containsExactly(1);
      assertThat(index.checkpoint(0)).isEqualTo(3);
    }
    try (SearchIndex again = indexes("displaced").open()) {
      assertThat(again.checkpoint(0)).isEqualTo(3);
    }
  }

  @Test
  @DisplayName("[SX7] who only searches finds what the writer wrote, and takes nothing from it")
  void readElsewhere() {
    OpenSearchIndexes writers = indexes("shared");
    try (SearchIndex read = indexes("shared").reading()) {
      assertThatThrownBy(() -> found(read, "early")).isInstanceOf(DamagedIndex.class);
      try (SearchIndex first = writers.open()) {
        first.write(batch(1, "early"));
        first.flush();
        assertThat(found(read, "early")).containsExactly(1);
        assertThat(read.checkpoint(0)).isEqualTo(1);
        first.write(batch(2, "later"));
      }
      SearchIndex next = writers.create();
      next.write(batch(3, "made anew"));
      next.flush();
      writers.use(next);
      assertThat(found(read, "early")).isEmpty();
      assertThat(found(read, "made anew")).containsExactly(3);
      next.close();
    }
  }

  @Test
  @DisplayName(
      "[SI10][SI14] a power cut takes nothing that was written, and a flipped byte is found")
  void powerCut() throws Exception {
    SearchIndex cut = indexes("cut").open();
    cut.write(batch(1, "noted"));
    cut.flush();
    cut.write(batch(2, "acknowledged"));
    SearchIndex flipped = indexes("flipped").open();
    for (int i = 1; i <= 20; i++) {
      flipped.write(batch(i, "some text with number " + i + " 東京都"));
    }
    flipped.flush();
    raw("POST", "/flipped-1/_flush");
    String folder = raw("GET", "/_cat/indices/flipped-1?h=uuid").strip();
    server.kill();
    assertThatThrownBy(() -> found(cut, "noted")).isInstanceOf(Unavailable.class);
    flip(largest(folder));
    server.run();

    assertThat(await(() -> found(cut, "acknowledged"))).containsExactly(2);
    await(() -> {
      cut.write(batch(3, "afterwards"));
      return cut;
    });
    cut.close();
    try (SearchIndex index = indexes("cut").open()) {
      assertThat(index.checkpoint(0)).isEqualTo(3);
      index.flush();
      assertThat(found(index, "noted")).containsExactly(1);
      assertThat(found(index, "afterwards")).containsExactly(3);
    }
    await(() -> {
      assertThatThrownBy(flipped::check).isInstanceOf(DamagedIndex.class);
      return flipped;
    });
    assertThatThrownBy(
            () -> {
              for (int i = 1; i <= 20; i++) {
                flipped.write(batch(i, "more"));
              }
            })
        .isInstanceOf(DamagedIndex.class);
    raw("DELETE", "/flipped-1");
  }

  private static Path largest(String index) throws IOException {
    try (Stream<Path> all = Files.walk(server.data())) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().contains("/" + index + "/"))
          .filter(file -> file.getParent().getFileName().toString().equals("index"))
          .filter(file -> !file.getFileName().toString().startsWith("segments_"))
          .max((one, other) -> Long.compare(one.toFile().length(), other.toFile().length()))
          .orElseThrow();
    }
  }

  private static void flip(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
  }

  @Test
  @DisplayName("[SX2] an index that is gone is told, and is not made again by what is written")
  void gone() throws Exception {
    SearchIndex index = indexes("gone").open();
    index.write(batch(1, "text"));
    raw("DELETE", "/gone-1");

    assertThatThrownBy(() -> index.write(batch(2, "text"))).isInstanceOf(DamagedIndex.class);
    assertThatThrownBy(() -> found(index, "text")).isInstanceOf(DamagedIndex.class);
    assertThatThrownBy(index::check).isInstanceOf(DamagedIndex.class);
    assertThatThrownBy(index::numbers).isInstanceOf(DamagedIndex.class);
    index.close();
    assertThat(raw("GET", "/_cat/indices/gone*?h=index")).isEmpty();
    try (SearchIndex anew = indexes("gone").open()) {
      assertThat(anew.checkpoint(0)).isZero();
    }
  }

  @Test
  @DisplayName("[SX2] an index in place of one that is gone is another one, whoever writes to that")
  void replaced() throws Exception {
    OpenSearchIndexes indexes = indexes("replaced");
    SearchIndex old = indexes.open();
    old.write(batch(1, "old"));
    raw("DELETE", "/replaced-1");
    SearchIndex next = indexes.create();
    next.write(batch(1, "new"));
    assertThatThrownBy(() -> old.write(batch(1, "late"))).isInstanceOf(DamagedIndex.class);
    next.write(batch(2, "newest"));
    next.flush();
    old.close();
    indexes.use(next);

    assertThat(found(next, "new")).containsExactly(1, 2);
    assertThat(found(next, "late")).isEmpty();
    next.close();
  }

  @Test
  @DisplayName("[SI13] an index of another layout, or without its mark, is begun anew, empty")
  void unreadable() throws Exception {
    fillOther();
    raw("DELETE", "/other-1/_doc/mark?refresh");
    expectOtherEmpty();
    fillOther();
    raw("DELETE", "/other-2");
    expectOtherEmpty();
    fillOther();
    String current = raw("GET", "/_cat/aliases/other?h=index").strip();
    raw("PUT", "/" + current + "/_mapping", "{\"_meta\":{\"layout\":\"0\"}}");
    expectOtherEmpty();
    assertThat(raw("GET", "/_cat/indices/other-*?h=index")).doesNotContain(current);
  }

  private void fillOther() {
    try (SearchIndex index = indexes("other").open()) {
      index.write(batch(1, "text"));
    }
    try (SearchIndex index = indexes("other").open()) {
      assertThat(index.checkpoint(0)).isEqualTo(1);
    }
  }

  private void expectOtherEmpty() {
    try (SearchIndex index = indexes("other").open()) {
      assertThat(index.checkpoint(0)).isZero();
      assertThat(found(index, "text")).isEmpty();
    }
  }

  @Test
  @DisplayName("[SI15] another index is made beside the one in use, and is in use after a restart")
  void generations() throws Exception {
    OpenSearchIndexes indexes = indexes("generations");
    SearchIndex first = indexes.open();
    first.write(batch(1, "old"));
    SearchIndex discarded = indexes.create();
    discarded.close();
    indexes.discard();
    SearchIndex next = indexes.create();
    next.write(batch(1, "new"));
    first.flush();
    assertThat(found(first, "old")).containsExactly(1);
    first.close();
    indexes.use(next);
    next.close();

    try (SearchIndex again = indexes("generations").open()) {
      again.flush();
      assertThat(found(again, "new")).containsExactly(1);
      assertThat(found(again, "old")).isEmpty();
    }
    assertThat(raw("GET", "/_cat/indices/generations*?h=index").strip()).isEqualTo("generations-3");
  }

  @Test
  @DisplayName("[SX4] bulk requests are bounded, and what fails for a while is done again")
  void bulks() throws IOException {
    AtomicInteger refused = new AtomicInteger();
    try (Relay relay =
        new Relay(
            server.endpoint(),
            null,
            call ->
                call.path().endsWith("_bulk") && refused.getAndIncrement() % 2 == 0 ? 503 : 0)) {
      URI address = URI.create("http://127.0.0.1:" + relay.port());
      SearchIndex index =
          indexes(config(address, "bulks", Duration.ofSeconds(10), 100, 20_000)).open();
      List<IndexChange> changes = new ArrayList<>();
      for (int i = 1; i <= 250; i++) {
        changes.addAll(batch(i, "needle " + i).changes());
      }
      index.write(new IndexBatch(changes, Map.of(0, 1L)));
      index.flush();

      assertThat(index.numbers().documents()).isEqualTo(250);
      List<Relay.Call> bulks =
          relay.calls().stream().filter(call -> call.path().endsWith("_bulk")).toList();
      assertThat(bulks).hasSizeGreaterThanOrEqualTo(6);
      assertThat(bulks)
          .allSatisfy(call -> assertThat(call.body().lines().count()).isLessThanOrEqualTo(200));
      assertThat(bulks).allSatisfy(call -> assertThat(call.body()).hasSizeLessThan(22_000));
      index.close();
    }
  }

  @Test
  @DisplayName("[SX4] what fails for ever is told after a few times")
  void boundedRetries() throws IOException {
    try (Relay relay =
        new Relay(server.endpoint(), null, call -> call.path().endsWith("_bulk") ? 429 : 0)) {
      SearchIndex index = indexes(URI.create("http://127.0.0.1:" + relay.port()), "retries").open();
      assertThatThrownBy(() -> index.write(batch(1, "text")))
          .isInstanceOf(Overloaded.class)
          .hasMessageContaining("too much to do");
      assertThat(relay.calls().stream().filter(call -> call.path().endsWith("_bulk")))
          .hasSize(1 + RETRIES);
      assertThat(index.checkpoint(0)).isZero();
      index.close();
    }
  }
}
