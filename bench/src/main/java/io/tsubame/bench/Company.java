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
import java.util.stream.Collectors;

/// People and rooms that a measurement makes on a fresh server, and what it asks of them
/// afterwards.
final class Company implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int PAGE = 200;

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

  private Company(String url, String secret) {
    this.url = url;
    this.secret = secret;
  }

  /// @param data the data directory of the server, which holds the operator's secret
  static Company on(int port, Path data, int persons, int roomCount)
      throws IOException, InterruptedException {
    JsonNode address = JSON.readTree(Files.readAllBytes(data.resolve("server.json")));
    Company company = new Company("http://127.0.0.1:" + port, address.path("secret").asText());
    for (int i = 0; i < persons; i++) {
      company.hire(i);
    }
    for (int i = 0; i < roomCount; i++) {
      company.openRoom(i);
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
      messages += readBack(room);
    }
    return messages;
  }

  private long readBack(int room) throws IOException, InterruptedException {
    int last = 0;
    while (true) {
      JsonNode page =
          get("/v1/rooms/" + room + "/messages?after=" + last + "&limit=" + PAGE).path("messages");
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

  private void hire(int number) throws IOException, InterruptedException {
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
    people.add(new Person(account.path("account_id").asInt(), account.path("api_token").asText()));
  }

  private void openRoom(int number) throws IOException, InterruptedException {
    String others =
        people.stream()
            .skip(1)
            .map(person -> Integer.toString(person.account()))
            .collect(Collectors.joining("%2C"));
    String form =
        "name=Room+"
            + number
            + "&members_admin_ids="
            + person(0).account()
            + (others.isEmpty() ? "" : "&members_member_ids=" + others);
    JsonNode room =
        send(
            HttpRequest.newBuilder(URI.create(url + "/v2/rooms"))
                .header("content-type", "application/x-www-form-urlencoded")
                .header("x-chatworktoken", person(0).token())
                .POST(BodyPublishers.ofString(form)));
    rooms.add(room.path("room_id").asInt());
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("x-chatworktoken", person(0).token())
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
