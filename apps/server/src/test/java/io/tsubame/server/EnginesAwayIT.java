package io.tsubame.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Two nodes whose engines do not answer for a while: what needs them says so in time, and all else
/// goes on.
final class EnginesAwayIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static RealEngines engines;
  private static TestCluster cluster;
  private static TestServer a;
  private static TestServer b;
  private static Person ann;

  @BeforeAll
  static void start() {
    engines = RealEngines.shared();
    cluster = new TestCluster(engines, 2);
    a = cluster.node(0);
    b = cluster.node(1);
    ann = a.person("Ann", a.organization("Swift"));
    assertThat(post(a, "first")).isEqualTo(200);
    assertThat(post(b, "second")).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  @DisplayName("while HBase is away, posting goes on in a room in use, and reading says 503")
  void viewsAway() throws Exception {
    engines.hbase().kill();
    try {
      await(() -> read(a).statusCode() == 503 && read(b).statusCode() == 503);
      assertThat(read(a).headers().firstValue("retry-after")).isPresent();
      for (int i = 0; i < 5; i++) {
        assertThat(post(i % 2 == 0 ? a : b, "without views " + i)).isEqualTo(200);
      }
    } finally {
      engines.startHBaseAgain();
    }
    await(() -> read(a).body().contains("without views 4"));
    await(() -> read(b).body().contains("without views 4"));
  }

  @Test
  @DisplayName("while Kafka does not answer, posting is refused in time, and reading goes on")
  void logAway() {
    engines.kafka().line().hold();
    try {
      assertThat(post(a, "nobody takes this")).isIn(503, 504);
      assertThat(post(b, "nor this")).isIn(503, 504);
      assertThat(read(a).body()).contains("first");
      assertThat(read(b).body()).contains("second");
    } finally {
      engines.kafka().line().letGo();
    }
    await(() -> post(a, "taken again") == 200);
    await(() -> read(b).body().contains("taken again"));
  }

  private static int post(TestServer node, String text) {
    return new Caller(node.url(), ann.api().token())
        .post("/rooms/" + ann.myRoom() + "/messages", "body", text)
        .status();
  }

  private static HttpResponse<String> read(TestServer node) {
    return Browser.of(node, ann)
        .send("GET", "/v1/rooms/" + ann.myRoom().value() + "/messages?limit=100", "");
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
