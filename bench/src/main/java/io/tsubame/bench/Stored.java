package io.tsubame.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/// A company in a data directory that is kept, with as many messages as a measurement wants. It is
/// made the first time and remembered; filling goes on where it stopped.
///
/// @param data the directory
/// @param token of the first person, who is an administrator of every room
/// @param accounts of everybody; all are in every room
record Stored(Path data, String token, List<Integer> accounts, List<Integer> rooms) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int BATCH = 1_000;

  /// The company of the directory, made by a server that is started for it where there is none.
  static Stored in(Path data, Path errors, Scale scale, List<String> options)
      throws IOException, InterruptedException {
    Files.createDirectories(data);
    Path memory = data.resolve("bench.json");
    if (!Files.exists(memory)) {
      try (Child child = Child.start(BenchServer.class, data, errors, options);
          Company made = Company.on(child.port(), data, scale.members, scale.rooms)) {
        Files.write(memory, JSON.writeValueAsBytes(written(made)));
      }
    }
    JsonNode read = JSON.readTree(Files.readAllBytes(memory));
    return new Stored(
        data, read.path("token").asText(), ints(read, "accounts"), ints(read, "rooms"));
  }

  int room(int number) {
    return rooms.get(number % rooms.size());
  }

  int account(int number) {
    return accounts.get(number % accounts.size());
  }

  HttpCall post(int number, String form) {
    return HttpCall.postForm("/v2/rooms/" + room(number) + "/messages", token, form);
  }

  /// How many messages all rooms have, as a server tells it.
  long stored(SearchClient reader) throws IOException, InterruptedException {
    long stored = 0;
    for (JsonNode room : reader.get("/v1/rooms").path("rooms")) {
      boolean ours = rooms.contains(room.path("room_id").asInt());
      stored += ours ? room.path("last_sequence").asInt() : 0;
    }
    return stored;
  }

  /// Stores messages as an import does, until there are as many as wanted or the time is over. No
  /// server may use the directory.
  ///
  /// @param texts those of a batch, by how many messages there are before it
  /// @return how many there are now
  long fill(LongFunction<VariedTexts> texts, long wanted, Duration atMost) throws IOException {
    long end = System.nanoTime() + atMost.toNanos();
    try (Fill fill = new Fill(data)) {
      long stored = rooms.stream().mapToLong(fill::lastSequence).sum();
      VariedTexts more = texts.apply(stored);
      Instant begin = Instant.now().minusSeconds(wanted);
      for (int batch = 0; stored < wanted && System.nanoTime() < end; batch++) {
        List<String> some = new ArrayList<>(BATCH);
        for (int i = 0; i < Math.min(BATCH, wanted - stored); i++) {
          some.add(more.next());
        }
        fill.add(room(batch), account(batch), some, begin.plusSeconds(stored));
        stored += some.size();
        if (batch % 100 == 0) {
          System.err.print("\rstored " + stored + " of " + wanted + " messages");
        }
      }
      System.err.println("\rstored " + stored + " of " + wanted + " messages");
      return stored;
    }
  }

  private static ObjectNode written(Company made) {
    ObjectNode written = JSON.createObjectNode().put("token", made.person(0).token());
    var people = written.putArray("accounts");
    made.people().forEach(person -> people.add(person.account()));
    var rooms = written.putArray("rooms");
    made.rooms().forEach(rooms::add);
    return written;
  }

  private static List<Integer> ints(JsonNode company, String field) {
    List<Integer> ints = new ArrayList<>();
    company.path(field).forEach(number -> ints.add(number.intValue()));
    return List.copyOf(ints);
  }
}
