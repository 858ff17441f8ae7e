package io.tsubame.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// People and rooms that a measurement makes on a fresh server, and what it asks of them
/// afterwards.
final class Company implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int PAGE = 200;
  private static final int AT_ONCE = 32;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String url;
  private final String secret;
  private final List<Person> people = new ArrayList<>();
  private final List<Integer> rooms = new ArrayList<>();

  record Person(int account, String token) {}

  /// A room at some time.
  ///
  /// @param messages that it has had
  /// @param members the first is its administrator
  record Room(int id, int version, int messages, List<Person> members) {}

  private Company(String url, String secret) {
    this.url = url;
    this.secret = secret;
  }

  /// @param data the data directory of the server, which holds the operator's secret
  static Company on(int port, Path data, int persons, int roomCount)
      throws IOException, InterruptedException {
    JsonNode address = JSON.readTree(Files.readAllBytes(data.resolve("server.json")));
    Company company = new Company("http://127.0.0.1:" + port, address.path("secret").asText());
    company.hire(persons);
    for (int i = 0; i < roomCount; i++) {
      company.rooms.add(company.openRoom("Room+" + i, company.people));
    }
    return company;
  }

  List<Person> people() {
    return people;
  }

  List<Integer> rooms() {
    return rooms;
  }

  /// Somebody who is in every room.
  Person person(int number) {
    return people.get(number % people.size());
  }

  int room(int number) {
    return rooms.get(number % rooms.size());
  }

  /// The number of messages in all rooms, each read back and checked to be in order without a gap.
  long readBack() throws IOException, InterruptedException {
    long messages = 0;
    for (int room : rooms) {
      messages += readBack(room, person(0));
    }
    return messages;
  }

  /// The same of one room.
  long readBack(int room, Person reader) throws IOException, InterruptedException {
    int last = 0;
    while (true) {
      JsonNode page =
          get("/v1/rooms/" + room + "/messages?after=" + last + "&limit=" + PAGE, reader)
              .path("messages");
      if (page.isEmpty()) {
        return last;
      }
      for (JsonNode message : page) {
        if (message.path("sequence").asInt() != last + 1) {
          throw new IOException("room " + room + " has a gap behind message " + last);
        }
        last++;
      }
    }
  }

  /// Makes accounts, several at a time.
  void hire(int persons) throws IOException, InterruptedException {
    int first = people.size();
    people.addAll(inParallel(persons, i -> hired(first + i)));
  }

  private Person hired(int number) throws IOException, InterruptedException {
    String body =
        JSON.createObjectNode()
            .put("name", "Person " + number)
            .put("email", "person" + number + "@example.com")
            .toString();
    JsonNode account =
        send(
            HttpRequest.newBuilder(URI.create(url + "/v1/admin/accounts"))
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + secret)
                .POST(BodyPublishers.ofString(body)));
    return new Person(account.path("account_id").asInt(), account.path("api_token").asText());
  }

  /// Makes rooms, several at a time.
  ///
  /// @param members those of a room by its number; the first is its administrator
  List<Room> openRooms(int count, IntFunction<List<Person>> members)
      throws IOException, InterruptedException {
    return inParallel(
        count,
        i -> {
          List<Person> all = members.apply(i);
          return current(openRoom("Room+" + i, all), all);
        });
  }

  /// The rooms as they are now.
  List<Room> current(List<Room> before) throws IOException, InterruptedException {
    return inParallel(before.size(), i -> current(before.get(i).id(), before.get(i).members()));
  }

  private Room current(int id, List<Person> members) throws IOException, InterruptedException {
    JsonNode room = get("/v1/rooms/" + id, members.getFirst());
    return new Room(id, room.path("version").asInt(), room.path("last_sequence").asInt(), members);
  }

  private int openRoom(String name, List<Person> members) throws IOException, InterruptedException {
    String others =
        members.stream()
            .skip(1)
            .map(person -> Integer.toString(person.account()))
            .collect(Collectors.joining("%2C"));
    String form =
        "name="
            + name
            + "&members_admin_ids="
            + members.getFirst().account()
            + (others.isEmpty() ? "" : "&members_member_ids=" + others);
    JsonNode room =
        send(
            HttpRequest.newBuilder(URI.create(url + "/v2/rooms"))
                .header("content-type", "application/x-www-form-urlencoded")
                .header("x-chatworktoken", members.getFirst().token())
                .POST(BodyPublishers.ofString(form)));
    return room.path("room_id").asInt();
  }

  /// A step of making something.
  private interface Step<T> {
    T make(int number) throws IOException, InterruptedException;
  }

  private static <T> List<T> inParallel(int count, Step<T> step)
      throws IOException, InterruptedException {
    Semaphore permits = new Semaphore(AT_ONCE);
    List<FutureTask<T>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      FutureTask<T> task =
          new FutureTask<>(() -> {
            try {
              return step.make(number);
            } finally {
              permits.release();
            }
          });
      permits.acquire();
      Thread.ofVirtual().start(task);
      tasks.add(task);
    }
    List<T> made = new ArrayList<>();
    for (FutureTask<T> task : tasks) {
      try {
        made.add(task.get());
      } catch (ExecutionException failure) {
        throw new IOException(failure.getCause());
      }
    }
    return made;
  }

  private JsonNode get(String path, Person reader) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("x-chatworktoken", reader.token())
            .GET());
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(
          response.request().uri()
              + " answered "
              + response.statusCode()
              + ": "
              + new String(response.body(), StandardCharsets.UTF_8));
    }
    return JSON.readTree(response.body());
  }

  @Override
  public void close() {
    client.close();
  }
}
