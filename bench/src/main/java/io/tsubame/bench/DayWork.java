package io.tsubame.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tsubame.bench.Company.Room;
import io.tsubame.bench.HttpLoad.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// What people do in a business chat: read much, write little. In the order of a seed.
final class DayWork implements Work {
  private static final JsonMapper JSON = new JsonMapper();

  private static final int POSTS = 20;

  /// Calls of each kind for so many posts.
  private static final Map<String, Integer> MIX =
      Map.of(
          "post",
          POSTS,
          "open room",
          130,
          "scroll back",
          40,
          "search",
          20,
          "read marker",
          130,
          "add task",
          4,
          "finish task",
          4,
          "room list",
          4);

  private static final int ALL = MIX.values().stream().mapToInt(Integer::intValue).sum();

  private final FanoutLoad load;
  private final List<List<Room>> kinds;
  private final VariedTexts texts = new VariedTexts(List.of(), 200, 3);
  private final SplittableRandom random = new SplittableRandom(5);
  private final Queue<HttpCall> tasks = new ArrayDeque<>();
  private final Map<String, Histogram> latencies = new TreeMap<>();
  private long failures;

  /// @param kinds rooms from the smallest to the largest; of ten posts eight, nearly two and few
  DayWork(FanoutLoad load, List<List<Room>> kinds) {
    this.load = load;
    this.kinds = kinds;
    latencies.put("post", new Histogram(HttpLoad.HIGHEST_MICROS, 3));
  }

  /// Calls for each post.
  static double callsPerPost() {
    return ALL / (double) POSTS;
  }

  Map<String, Histogram> latencies() {
    return latencies;
  }

  long failures() {
    return failures;
  }

  @Override
  public HttpCall call(int number, long dueNanos) {
    Room room = room();
    int member = random.nextInt(room.members().size());
    String token = room.members().get(member).token();
    String path = "/v1/rooms/" + room.id();
    String kind = kind();
    HttpCall call =
        switch (kind) {
          case "open room" -> {
            view(room, token);
            yield HttpCall.get(path + "/messages?limit=50", token);
          }
          case "scroll back" ->
              HttpCall.get(path + "/messages?limit=50&before=" + (1 + random.nextInt(200)), token);
          case "search" -> HttpCall.get(SearchClient.path(word(), "&limit=20"), token);
          case "read marker" -> HttpCall.json("PUT", path + "/read", token, "{}");
          case "add task" -> HttpCall.json("POST", path + "/tasks", token, task(room, member));
          case "finish task" ->
              tasks.isEmpty() ? HttpCall.get(path + "/tasks", token) : tasks.remove();
          case "room list" -> HttpCall.get("/v1/rooms", token);
          default -> {
            type(room, token);
            yield load.post(room, member, "+" + encoded(texts.next()), dueNanos);
          }
        };
    return call.as(kind);
  }

  @Override
  public void answered(HttpConnection connection, int status, long micros) {
    String kind = connection.call().kind();
    latencies
        .computeIfAbsent(kind, _ -> new Histogram(HttpLoad.HIGHEST_MICROS, 3))
        .recordValue(Math.min(micros, HttpLoad.HIGHEST_MICROS));
    if (kind.equals("post")) {
      load.answered(connection, status, micros);
    } else if (status / 100 != 2) {
      failures++;
      System.err.println(kind + " was answered with " + status + ": " + connection.body());
    } else if (kind.equals("add task")) {
      remember(connection);
    }
  }

  private void remember(HttpConnection connection) {
    try {
      var task = JSON.readTree(connection.body()).path("tasks").path(0);
      String path = "/v1/rooms/" + task.path("room_id").asInt() + "/tasks/" + task.path("task_id");
      tasks.add(HttpCall.json("PATCH", path, token(connection.call()), "{\"status\":\"done\"}"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String token(HttpCall call) {
    String text = new String(call.bytes(), StandardCharsets.US_ASCII);
    int from = text.indexOf("x-chatworktoken: ") + "x-chatworktoken: ".length();
    return text.substring(from, text.indexOf('\r', from));
  }

  private String kind() {
    int pick = random.nextInt(ALL);
    for (Map.Entry<String, Integer> entry : new TreeMap<>(MIX).entrySet()) {
      pick -= entry.getValue();
      if (pick < 0) {
        return entry.getKey();
      }
    }
    throw new IllegalStateException("beyond the mix");
  }

  private Room room() {
    int pick = random.nextInt(100);
    List<Room> kind = kinds.get(pick < 80 ? 0 : pick < 99 ? 1 : 2);
    return kind.get(random.nextInt(kind.size()));
  }

  private void view(Room room, String token) {
    say(token, "{\"type\":\"viewing\",\"room_ids\":[" + room.id() + "]}");
    say(token, "{\"type\":\"presence\",\"state\":\"active\"}");
  }

  private void type(Room room, String token) {
    say(token, "{\"type\":\"typing\",\"room_id\":" + room.id() + "}");
  }

  private void say(String token, String text) {
    try {
      load.crowd().of(token).send(text);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private String task(Room room, int member) {
    return "{\"body\":\"Check the nest\",\"assignee_ids\":["
        + room.members().get(member).account()
        + "],\"deadline\":{\"type\":\"none\"}}";
  }

  private String word() {
    return texts.next().strip().split("\\s+", -1)[0];
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
