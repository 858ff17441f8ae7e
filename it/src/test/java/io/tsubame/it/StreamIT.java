package io.tsubame.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.it.LiveClient.StreamRefused;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules of `docs/spec/live-stream.md` that need real connections.
final class StreamIT {
  private static final String PING = "{\"type\":\"ping\"}";

  @TempDir static Path folder;

  private static ServerProcess server;
  private static int number;

  private final List<LiveClient> clients = new ArrayList<>();
  private final Person aoi = somebody("Aoi");
  private final Person ben = somebody("Ben");

  @BeforeAll
  static void start() {
    server = ServerProcess.start(folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    assertThat(server.stop()).as("exit code after SIGTERM").isIn(0, 143);
  }

  @AfterEach
  void hangUp() {
    clients.forEach(LiveClient::close);
  }

  @Test
  @DisplayName("[LS1] nobody comes in without a token or a cookie")
  void stranger() {
    assertThat(refusal(new Api(server.url(), Map.of()))).isEqualTo(401);
    assertThat(refusal(new Api(server.url(), Map.of("x-chatworktoken", "0".repeat(32)))))
        .isEqualTo(401);
  }

  @Test
  @DisplayName("[LS1] a refusal says why, as every answer below /v1 does")
  void toldWhy() {
    Api stranger = new Api(server.url(), Map.of());
    assertThat(stranger.send("GET", "/v1/stream", "").expect(401).path("code").asText())
        .isEqualTo("not-signed-in");
    for (String method : List.of("GET", "POST")) {
      assertThat(server.as(aoi).send(method, "/v1/stream", "").expect(426).path("code").asText())
          .isEqualTo("no-upgrade");
    }
  }

  @Test
  @DisplayName("[LS1] a token lets in, whatever the origin")
  void token() {
    connect(server.as(aoi));
    connect(server.as(aoi).with("origin", "https://elsewhere.example"));
    connect(new Api(server.url(), Map.of("authorization", "Bearer " + aoi.token())));
  }

  @Test
  @DisplayName("[LS1] a cookie lets in from the server's own pages only")
  void cookie() {
    Api browser = signedIn(aoi);
    connect(browser.with("origin", server.url().toString()));
    assertThat(refusal(browser)).isEqualTo(403);
    assertThat(refusal(browser.with("origin", "https://elsewhere.example"))).isEqualTo(403);
    assertThat(refusal(browser.with("origin", "null"))).isEqualTo(403);
    assertThat(refusal(browser.with("origin", server.url() + ".elsewhere.example"))).isEqualTo(403);
  }

  @Test
  @DisplayName("[LS1] who comes back again and again is told to wait")
  void tooManyOpenings() {
    int status = 0;
    for (int index = 0; index < 250 && status == 0; index++) {
      try {
        LiveClient.connect(server.as(aoi)).close();
      } catch (StreamRefused refused) {
        status = refused.status();
      }
    }
    assertThat(status).isEqualTo(429);
    assertThat(connect(server.as(ben)).takeUntilPong()).as("others come in").isEmpty();
  }

  @Test
  @DisplayName("[LS4] the 21st connection closes the oldest")
  void tooManyConnections() {
    List<LiveClient> all = new ArrayList<>();
    for (int index = 0; index < 21; index++) {
      all.add(connect(server.as(aoi)));
    }
    assertThat(all.getFirst().closeCode()).isEqualTo(4008);
    assertThat(all.get(1).takeUntilPong()).isEmpty();
  }

  @Test
  @DisplayName("[LS7] [G5] who is removed hears nothing more of the room, on no connection")
  void removed() {
    int room = room();
    LiveClient desk = connect(server.as(ben));
    LiveClient phone = connect(server.as(ben));
    desk.send("{\"type\":\"viewing\",\"room_ids\":[" + room + "]}");
    server.as(aoi).delete("/v1/rooms/" + room + "/members/" + ben.account()).expect(204);
    post(aoi, room, "behind your back");
    for (LiveClient client : List.of(desk, phone)) {
      client.takeUntil(frame -> change(frame, "room_removed") && roomOf(frame) == room);
      LiveClient viewer = connect(server.as(aoi));
      viewer.send("{\"type\":\"viewing\",\"room_ids\":[" + room + "]}");
      viewer.send("{\"type\":\"typing\",\"room_id\":" + room + "}");
      viewer.takeUntil(frame -> type(frame).equals("typing"));
      client.send("{\"type\":\"viewing\",\"room_ids\":[" + room + "]}");
      assertThat(client.takeUntilPong()).noneMatch(frame -> roomOf(frame) == room);
    }
    server
        .as(aoi)
        .post("/v1/rooms/" + room + "/members", "{\"account_ids\":[" + ben.account() + "]}")
        .expect(200);
    JsonNode added =
        desk.takeUntil(frame -> change(frame, "room_added")).getLast().at("/change/room");
    assertThat(added).isEqualTo(server.as(ben).get("/v1/rooms/" + room));
  }

  @Test
  @DisplayName("[LS12] who comes back gets what is missing in order, and then goes on live")
  void resume() {
    int kept = room();
    int lost = room();
    Api api = server.as(ben);
    connect(api).close();
    long version = api.get("/v1/rooms/" + kept).path("version").asLong();
    long lostVersion = api.get("/v1/rooms/" + lost).path("version").asLong();
    post(aoi, kept, "one");
    post(aoi, kept, "two");
    server.as(aoi).delete("/v1/rooms/" + lost + "/members/" + ben.account()).expect(204);
    int entered = room();
    LiveClient client = LiveClient.reconnect(api);
    clients.add(client);
    post(aoi, kept, "three");
    client.send(
        "{\"type\":\"resume\",\"rooms\":[[%d,%d],[%d,%d]]}"
            .formatted(kept, version, lost, lostVersion));
    List<JsonNode> missing = client.takeUntil(frame -> type(frame).equals("resumed"));
    post(aoi, kept, "four");
    List<JsonNode> live = client.takeUntil(frame -> frame.toString().contains("\"four\""));
    List<JsonNode> all = new ArrayList<>(missing);
    all.addAll(live);
    List<JsonNode> frames =
        all.stream().filter(frame -> type(frame).equals("room") && roomOf(frame) == kept).toList();
    assertThat(frames.stream().map(frame -> frame.path("from").asLong()))
        .containsExactly(version + 1, version + 2, version + 3, version + 4);
    assertThat(missing).anyMatch(frame -> change(frame, "room_removed") && roomOf(frame) == lost);
    assertThat(missing).anyMatch(frame -> change(frame, "room_added") && roomOf(frame) == entered);
  }

  @Test
  @DisplayName("[LS13] who misses too much is told to fetch again")
  void resync() {
    int room = room();
    for (int index = 0; index < 501; index++) {
      post(aoi, room, "message " + index);
    }
    LiveClient client = LiveClient.reconnect(server.as(ben));
    clients.add(client);
    client.send("{\"type\":\"resume\",\"rooms\":[[" + room + ",1]]}");
    List<JsonNode> frames = client.takeUntil(frame -> type(frame).equals("resumed"));
    assertThat(frames)
        .filteredOn(frame -> type(frame).equals("resync"))
        .singleElement()
        .satisfies(frame -> assertThat(frame.path("rooms").path(0).asInt()).isEqualTo(room));
    assertThat(frames).noneMatch(frame -> type(frame).equals("room"));
  }

  @Test
  @DisplayName("[LS13] versions that the room never had mean to fetch again")
  void versionsOfAnotherHistory() {
    int room = room();
    LiveClient client = LiveClient.reconnect(server.as(ben));
    clients.add(client);
    client.send("{\"type\":\"resume\",\"rooms\":[[" + room + ",1000000]]}");
    assertThat(client.takeUntil(frame -> type(frame).equals("resumed")))
        .anyMatch(frame -> type(frame).equals("resync"));
  }

  @Test
  @DisplayName("[LS13] [G4] a change that is too long for a frame cuts off nobody, live or later")
  void tooLong() {
    int room = room();
    LiveClient live = connect(server.as(ben));
    long version = server.as(ben).get("/v1/rooms/" + room).path("version").asLong();
    String text = "\ud83d\udc26".repeat(65_535);
    String task =
        "{\"body\":\"%s\",\"assignee_ids\":[%d,%d]}".formatted(text, aoi.account(), ben.account());
    server.as(aoi).post("/v1/rooms/" + room + "/tasks", task).expect(200);
    assertThat(live.takeUntil(frame -> type(frame).equals("resync")))
        .noneMatch(frame -> type(frame).equals("room"));
    assertThat(server.as(ben).get("/v1/rooms/" + room).path("version").asLong())
        .isEqualTo(version + 3);
    post(aoi, room, "after it");
    live.takeUntil(frame -> frame.toString().contains("after it"));
    LiveClient later = LiveClient.reconnect(server.as(ben));
    clients.add(later);
    later.send("{\"type\":\"resume\",\"rooms\":[[" + room + "," + version + "]]}");
    assertThat(later.takeUntil(frame -> type(frame).equals("resumed")))
        .anyMatch(frame -> type(frame).equals("resync"));
  }

  @Test
  @DisplayName("[LS14] who does not read is cut off, and misses nothing by coming back")
  void slowReader() {
    int room = room();
    long version = server.as(ben).get("/v1/rooms/" + room).path("version").asLong();
    LiveClient slow = connect(server.as(ben));
    slow.stopReading();
    String text = "x".repeat(60_000);
    for (int index = 0; index < 200; index++) {
      post(aoi, room, text);
    }
    slow.goOnReading();
    assertThat(slow.closeCode()).isIn(4009, 0, 1006);
    LiveClient client = LiveClient.reconnect(server.as(ben));
    clients.add(client);
    client.send("{\"type\":\"resume\",\"rooms\":[[" + room + "," + version + "]]}");
    assertThat(client.takeUntil(frame -> type(frame).equals("resumed")))
        .filteredOn(frame -> type(frame).equals("room"))
        .hasSize(200);
  }

  @Test
  @DisplayName("[LS15] [LS16] viewers learn who types, once, and that it ends")
  void typing() {
    int room = room();
    LiveClient viewer = connect(server.as(ben));
    LiveClient elsewhere = connect(server.as(ben));
    viewer.send("{\"type\":\"viewing\",\"room_ids\":[" + room + "]}");
    connect(server.as(aoi)).send("{\"type\":\"typing\",\"room_id\":" + room + "}");
    List<JsonNode> told = viewer.takeUntil(frame -> type(frame).equals("typing"));
    assertThat(told.getLast().path("account_ids").path(0).asInt()).isEqualTo(aoi.account());
    List<JsonNode> ended = viewer.takeUntil(frame -> type(frame).equals("typing"));
    assertThat(ended.getLast().path("account_ids")).isEmpty();
    assertThat(elsewhere.takeUntilPong()).noneMatch(frame -> type(frame).equals("typing"));
  }

  @Test
  @DisplayName("[LS17] viewers learn who is present and who is away")
  void presence() {
    int room = room();
    LiveClient viewer = connect(server.as(ben));
    viewer.send("{\"type\":\"viewing\",\"room_ids\":[" + room + "]}");
    connect(server.as(aoi)).send("{\"type\":\"presence\",\"state\":\"away\"}");
    viewer.takeUntil(frame ->
        type(frame).equals("presence")
            && frame.path("away").path(0).asInt() == aoi.account()
            && frame.path("active").path(0).asInt() == ben.account());
  }

  @ParameterizedTest(name = "[LS19] {0} closes the connection")
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "null",
        "{\"type\":\"pong\"}",
        "{\"type\":\"ping\"} {\"type\":\"ping\"}",
        "{\"type\":\"resume\",\"rooms\":[[1,2,3]]}",
        "{\"type\":\"viewing\",\"room_ids\":[99999999999]}",
        "{\"type\":\"viewing\",\"room_ids\":[[[[[[1]]]]]]}",
        "{\"type\":\"typing\",\"room_id\":\"1\"}",
        "{\"type\":\"presence\",\"state\":\"asleep\"}"
      })
  void nonsense(String frame) {
    LiveClient client = connect(server.as(aoi));
    client.send(frame);
    assertThat(client.closeCode()).isEqualTo(4000);
  }

  @Test
  @DisplayName("[LS19] binary, too long and too many frames close the connection")
  void hostile() {
    LiveClient binary = connect(server.as(aoi));
    binary.socket().sendBinary(ByteBuffer.allocate(3), true).join();
    assertThat(binary.closeCode()).isEqualTo(4000);

    LiveClient tooLong = connect(server.as(aoi));
    tooLong.send("{\"type\":\"ping\",\"x\":\"" + "x".repeat(300_000) + "\"}");
    assertThat(tooLong.closeCode()).isEqualTo(1009);

    LiveClient tooMany = connect(server.as(aoi));
    for (int index = 0; index < 500 && !tooMany.isClosed(); index++) {
      tooMany.trySend(PING);
    }
    assertThat(tooMany.closeCode()).isEqualTo(4000);
    assertThat(connect(server.as(aoi)).takeUntilPong()).isEmpty();
  }

  @Test
  @DisplayName("[LS20] signing out closes the connections of that session only")
  void signOut() {
    Api browser = signedIn(aoi);
    String origin = server.url().toString();
    LiveClient other = connect(signedIn(aoi).with("origin", origin));
    LiveClient bot = connect(server.as(aoi));
    LiveClient client = connect(browser.with("origin", origin));
    browser.delete("/v1/session").expect(204);
    assertThat(client.closeCode()).isEqualTo(4001);
    assertThat(other.takeUntilPong()).isEmpty();
    assertThat(bot.takeUntilPong()).isEmpty();
    signedIn(aoi).delete("/v1/sessions").expect(204);
    assertThat(other.closeCode()).isEqualTo(4001);
    assertThat(bot.takeUntilPong()).isEmpty();
  }

  @Test
  @DisplayName("[LS20] a revoked token closes its connections, and lets in no more")
  void revoked() {
    LiveClient client = connect(server.as(aoi));
    server.as(aoi).delete("/v1/me/api-tokens").expect(204);
    assertThat(client.closeCode()).isEqualTo(4001);
    assertThat(refusal(server.as(aoi))).isEqualTo(401);
  }

  private Person somebody(String name) {
    number++;
    return server.addAccount(name + number, "Company");
  }

  private int room() {
    String body = "{\"name\":\"Room\",\"member_ids\":[" + ben.account() + "]}";
    return server.as(aoi).post("/v1/rooms", body).expect(200).path("room_id").asInt();
  }

  private static void post(Person by, int room, String body) {
    server
        .as(by)
        .post("/v1/rooms/" + room + "/messages", "{\"body\":\"" + body + "\"}")
        .expect(200);
  }

  private LiveClient connect(Api api) {
    LiveClient client = LiveClient.connect(api);
    clients.add(client);
    return client;
  }

  private static int refusal(Api api) {
    StreamRefused refused =
        catchThrowableOfType(StreamRefused.class, () -> LiveClient.connect(api));
    assertThat(refused).as("a refusal").isNotNull();
    return refused.status();
  }

  /// With the cookie of a session, as a browser has it.
  private static Api signedIn(Person person) {
    String body = "{\"email\":\"" + person.email() + "\",\"password\":\"" + Person.PASSWORD + "\"}";
    Api.Reply reply = new Api(server.url(), Map.of()).post("/v1/session", body);
    String token = reply.expect(200).path("csrf_token").asText();
    String cookie = reply.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    return new Api(server.url(), Map.of("cookie", cookie, "x-tsubame-csrf", token));
  }

  private static String type(JsonNode frame) {
    return frame.path("type").asText();
  }

  private static boolean change(JsonNode frame, String type) {
    return frame.at("/change/type").asText().equals(type);
  }

  private static int roomOf(JsonNode frame) {
    return switch (type(frame)) {
      case "account" -> frame.at("/change/room_id").asInt(frame.at("/change/room/room_id").asInt());
      default -> frame.path("room_id").asInt();
    };
  }
}
