package io.tsubame.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.domain.OrganizationId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Two nodes of a cluster in this process, on real engines: whatever is done at one shows at the
/// other.
final class TwoNodesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SIGNED_OUT = 4001;

  private static RealEngines engines;
  private static TestCluster cluster;
  private static TestServer a;
  private static TestServer b;
  private static OrganizationId organization;

  @BeforeAll
  static void start() {
    engines = RealEngines.shared();
    cluster = new TestCluster(engines, 2);
    a = cluster.node(0);
    b = cluster.node(1);
    organization = a.organization("Swift");
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  @DisplayName("[CL7] what was posted at one node is read at the other, also the own at once")
  void ownWrites() {
    Person ann = a.person("Ann", organization);
    for (int i = 0; i < 20; i++) {
      String text = "number " + i;
      Caller writes = at(i % 2 == 0 ? a : b, ann);
      Caller reads = at(i % 2 == 0 ? b : a, ann);
      assertThat(writes.post(messages(ann), "body", text).status()).isEqualTo(200);
      assertThat(reads.get(messages(ann) + "?force=1").text()).contains(text);
    }
  }

  @Test
  @DisplayName("[FA1] what is posted at one node goes live to who is connected to the other")
  void live() {
    Person ann = a.person("Ann", organization);
    int room = room(ann);
    try (Browser.Live here = Browser.of(a, ann).live();
        Browser.Live there = Browser.of(b, ann).live()) {
      for (TestServer node : List.of(a, b, a)) {
        String text = "posted at " + node.port();
        int status = at(node, ann).post("/rooms/" + room + "/messages", "body", text).status();
        assertThat(status).isEqualTo(200);
        for (Browser.Live live : List.of(here, there)) {
          JsonNode _ = live.takeUntil(frame -> frame.toString().contains(text));
        }
      }
    }
  }

  @Test
  @DisplayName("[FA8] who signs out at one node is disconnected from the other, and out at both")
  void signOut() {
    String code = register("hanako@example.com");
    Browser first = Browser.of(a).with(signIn(a, "hanako@example.com", code));
    Browser second = first.at(b);
    assertThat(second.get("/v1/me").path("name").asText()).isEqualTo("Hanako");
    try (Browser.Live live = second.live()) {
      assertThat(first.send("DELETE", "/v1/session", "").statusCode()).isEqualTo(204);
      assertThat(live.closeCode()).isEqualTo(SIGNED_OUT);
    }
    assertThat(second.send("GET", "/v1/me", "").statusCode()).isEqualTo(401);
  }

  @Test
  @DisplayName("[IX1][CL12] what is posted at either node is found at both")
  void search() {
    Person ann = a.person("Ann", organization);
    assertThat(at(a, ann).post(messages(ann), "body", "swallow at the first").status())
        .isEqualTo(200);
    assertThat(at(b, ann).post(messages(ann), "body", "swallow at the second").status())
        .isEqualTo(200);
    for (TestServer node : List.of(a, b)) {
      await(() -> found(node, ann, "swallow").size() == 2);
    }
  }

  @Test
  @DisplayName("[CL11] a file that came by one node is fetched by the other")
  void files() throws Exception {
    Person ann = a.person("Ann", organization);
    byte[] content = "何か".getBytes(StandardCharsets.UTF_8);
    Browser up = Browser.of(a, ann);
    String room = "/v1/rooms/" + ann.myRoom().value();
    String id =
        up.post(room + "/uploads", "{\"name\":\"a.txt\",\"size\":" + content.length + "}")
            .path("upload_id")
            .asText();
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    JsonNode url =
        up.post(
                "/v1/uploads/" + id + "/urls",
                "{\"parts\":[{\"part\":1,\"sha256\":\"" + hash + "\"}]}")
            .at("/urls/0");
    put(url, content);
    Browser other = up.at(b);
    JsonNode file = other.post(room + "/files", "{\"upload_ids\":[\"" + id + "\"]}").at("/files/0");
    HttpResponse<String> place =
        up.send("GET", room + "/files/" + file.path("file_id").asInt() + "/content", "");
    assertThat(fetched(place)).isEqualTo(content);
  }

  @Test
  @DisplayName("[CL16] the first run at both nodes at once founds one organization")
  void firstRun() {
    try (TestCluster fresh = new TestCluster(engines, 2)) {
      String code = fresh.node(0).setupCode().orElseThrow();
      List<CompletableFuture<Integer>> tries = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        Browser browser = Browser.of(fresh.node(i % 2));
        String body =
            """
            {"organization":"Swift %1$d","name":"N","email":"n%1$d@example.com",
             "password":"a long enough password","code":"%2$s"}\
            """
                .formatted(i, code);
        tries.add(
            CompletableFuture.supplyAsync(() ->
                browser
                    .send("POST", "/v1/setup", body, "x-forwarded-for", "10.1.2.3")
                    .statusCode()));
      }
      List<Integer> statuses = tries.stream().map(CompletableFuture::join).toList();
      assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
      assertThat(statuses).filteredOn(status -> status != 200).allMatch(status -> status == 409);
      fresh.nodes().forEach(node -> assertThat(node.setupCode()).isEmpty());
    }
  }

  @Test
  @DisplayName("the operator's commands work at any node, or say why not")
  void operator() {
    String added =
        command(
            "account",
            "add",
            "--data",
            b.data().toString(),
            "--name",
            "Bo",
            "--email",
            "bo@example.com",
            "--organization",
            "Swift");
    String token = added.replaceAll("(?s).*\"api_token\":\"([0-9a-f]+)\".*", "$1");
    assertThat(new Caller(a.url(), token).get("/me").json().path("name").asText()).isEqualTo("Bo");
    assertThat(command("rebuild", "views", "--data", a.data().toString())).contains("HBase");
  }

  @Test
  @DisplayName("[CL3][CL14] where a node goes, the other serves all, and nothing is lost")
  void oneGoes() {
    try (TestCluster own = new TestCluster(engines, 2)) {
      TestServer stays = own.node(0);
      TestServer goes = own.node(1);
      Person ann = stays.person("Ann", stays.organization("Swift"));
      List<Integer> rooms = IntStream.range(0, 12).mapToObj(_ -> room(at(stays, ann))).toList();
      post(goes, ann, rooms, "before");
      try (Browser.Live live = Browser.of(stays, ann).live()) {
        goes.stop();
        post(stays, ann, rooms, "after");
        for (int room : rooms) {
          assertThat(at(stays, ann).get("/rooms/" + room + "/messages?force=1").json())
              .extracting(message -> message.path("body").asText())
              .contains("before", "after");
          JsonNode _ = live.takeUntil(frame -> frame.toString().contains("\"after\""));
        }
        await(() -> found(stays, ann, "after").size() == rooms.size());
        goes.startAgain();
        goes.awaitReady();
        post(goes, ann, rooms, "again");
        await(() -> found(goes, ann, "again").size() == rooms.size());
        for (int i = 0; i < rooms.size(); i++) {
          JsonNode _ = live.takeUntil(frame -> frame.toString().contains("\"again\""));
        }
      }
    }
  }

  private static void post(TestServer node, Person person, List<Integer> rooms, String text) {
    for (int room : rooms) {
      assertThat(at(node, person).post("/rooms/" + room + "/messages", "body", text).status())
          .isEqualTo(200);
    }
  }

  private static Caller at(TestServer node, Person person) {
    return new Caller(node.url(), person.api().token());
  }

  private static String messages(Person person) {
    return "/rooms/" + person.myRoom() + "/messages";
  }

  private static int room(Person person) {
    return room(person.api());
  }

  private static int room(Caller caller) {
    String self = caller.get("/me").json().path("account_id").asText();
    return caller
        .post("/rooms", "name", "Design", "members_admin_ids", self)
        .json()
        .path("room_id")
        .asInt();
  }

  private static List<JsonNode> found(TestServer node, Person person, String word) {
    HttpResponse<String> answer =
        Browser.of(node, person).send("GET", "/v1/search/messages?limit=100&q=" + word, "");
    List<JsonNode> found = new ArrayList<>();
    if (answer.statusCode() == 200) {
      Browser.json(answer).path("hits").forEach(found::add);
    }
    return found;
  }

  /// @return the password
  private static String register(String email) {
    String password = "a long enough password";
    assertThat(
            command(
                "account",
                "add",
                "--data",
                a.data().toString(),
                "--name",
                "Hanako",
                "--email",
                email,
                "--password",
                password,
                "--organization",
                "Swift"))
        .contains("account_id");
    return password;
  }

  private static HttpResponse<String> signIn(TestServer node, String email, String password) {
    return Browser.of(node)
        .send(
            "POST",
            "/v1/session",
            "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
  }

  private static String command(String... words) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said, true);
    int _ = Tsubame.commandLine().setOut(out).setErr(out).execute(words);
    return said.toString();
  }

  private static void put(JsonNode url, byte[] content) throws Exception {
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(url.path("url").asText()))
            .PUT(BodyPublishers.ofByteArray(content));
    url.path("headers")
        .properties()
        .forEach(each -> put.header(each.getKey(), each.getValue().asText()));
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(put.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
  }

  /// From where the answer sends.
  private static byte[] fetched(HttpResponse<String> place) throws Exception {
    HttpRequest get =
        HttpRequest.newBuilder(URI.create(place.headers().firstValue("location").orElseThrow()))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(get, BodyHandlers.ofByteArray()).body();
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
