package io.tsubame.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.it.Api.Reply;
import io.tsubame.it.History.Acknowledged;
import io.tsubame.it.History.Found;
import io.tsubame.it.History.Line;
import io.tsubame.it.History.Read;
import io.tsubame.it.History.Repeated;
import io.tsubame.it.History.Seen;
import io.tsubame.it.History.Shown;
import io.tsubame.it.History.ShownMembers;
import io.tsubame.it.History.ShownTasks;
import io.tsubame.it.History.Task;
import io.tsubame.it.History.Written;
import io.tsubame.it.Ledger.Answered;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Writes down what all people are shown at all nodes.
final class Gathering {
  private final List<URI> nodes;
  private final List<Person> people;
  private final List<Integer> rooms;
  private final Ledger ledger;

  Gathering(List<URI> nodes, List<Person> people, List<Integer> rooms, Ledger ledger) {
    this.nodes = nodes;
    this.people = people;
    this.rooms = rooms;
    this.ledger = ledger;
  }

  /// @param members of each room, by what was acknowledged
  Written written(List<Repeated> repeated, Map<Integer, Set<Integer>> members) {
    List<Acknowledged> posts =
        ledger.messages().values().stream()
            .map(post ->
                new Acknowledged(
                    post.room(),
                    post.id(),
                    post.answer.path("sequence").asInt(),
                    post.author.account(),
                    Set.copyOf(post.allowedBodies),
                    post.edits,
                    post.possibleEdits,
                    post.begun,
                    post.answered))
            .toList();
    List<Read> read = new ArrayList<>();
    ledger
        .readMarkers()
        .forEach((where, sequence) -> {
          String[] parts = where.split("/", -1);
          read.add(new Read(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), sequence));
        });
    List<Task> tasks = ledger.tasks().values().stream().map(Gathering::task).toList();
    return new Written(
        posts, ledger.possibleBodies(), tasks, ledger.possibleTasks(), read, repeated, members);
  }

  /// @param terms to search for
  Seen seen(List<History.Told> told, List<String> terms) {
    List<Shown> shown = new ArrayList<>();
    List<ShownTasks> tasks = new ArrayList<>();
    List<ShownMembers> members = new ArrayList<>();
    List<Found> found = new ArrayList<>();
    for (URI node : nodes) {
      for (Person person : people) {
        Api api = new Api(node, person);
        String reader = person.email() + " at " + node.getAuthority();
        for (int room : rooms) {
          shown.add(room(api, reader, person, room));
          tasks.add(
              new ShownTasks(
                  reader,
                  room,
                  Verification.tasks(api, room).stream().map(Gathering::task).toList()));
          members.add(new ShownMembers(reader, room, members(api, room)));
        }
      }
      Api api = new Api(node, people.getFirst());
      for (String term : terms) {
        found.add(new Found("at " + node.getAuthority(), term, found(api, term)));
      }
    }
    return new Seen(shown, tasks, members, told, found);
  }

  private static Shown room(Api api, String reader, Person person, int room) {
    List<Line> lines = Verification.messages(api, room).stream().map(Gathering::line).toList();
    JsonNode state = api.get("/v1/rooms/" + room);
    return new Shown(
        reader,
        person.account(),
        room,
        lines,
        state.path("read_up_to").asInt(),
        state.path("unread").asInt(),
        state.path("mentions").asInt());
  }

  private static Line line(JsonNode message) {
    return new Line(
        message.path("message_id").asText(),
        message.path("sequence").asInt(),
        message.path("account_id").asInt(),
        message.path("body").asText(),
        message.path("edits").asInt(),
        message.path("kind").asText().equals("system"));
  }

  private static Task task(JsonNode task) {
    return new Task(task.path("room_id").asInt(), task.path("body").asText(), task.toString());
  }

  private static Set<Integer> members(Api api, int room) {
    Set<Integer> accounts = new HashSet<>();
    api.get("/v1/rooms/" + room + "/members")
        .path("members")
        .forEach(member -> accounts.add(member.path("account_id").asInt()));
    return accounts;
  }

  private static List<String> found(Api api, String term) {
    List<String> found = new ArrayList<>();
    String cursor = "";
    JsonNode page;
    do {
      page = api.get("/v1/search/messages?limit=100&q=" + term + cursor);
      page.path("hits").forEach(hit -> found.add(hit.at("/message/message_id").asText()));
      cursor = "&cursor=" + page.path("next").asText();
    } while (!page.path("next").isNull());
    Collections.sort(found);
    return found;
  }

  /// Sends some commands again, each to another node.
  ///
  /// @param kept whether a node could keep every answer that it gave. Where it could not, since the
  ///   store of sessions was out of its reach, the answer is made anew, with the counters of then
  List<Repeated> repeat(Random random, int count, boolean kept) {
    List<Answered> all = new ArrayList<>(ledger.answered());
    Collections.shuffle(all, random);
    return all.stream().limit(count).map(command -> again(command, random, kept)).toList();
  }

  private Repeated again(Answered command, Random random, boolean kept) {
    Api api = new Api(nodes.get(random.nextInt(nodes.size())), command.by()).keyed(command.key());
    Reply reply = api.send(command.method(), command.path(), command.body());
    return new Repeated(
        command.method() + " " + command.path() + " " + command.key(),
        told(command.answer(), kept),
        reply.status() < 300 ? told(reply.body(), kept) : reply.toString());
  }

  private static String told(JsonNode answer, boolean kept) {
    boolean counts = answer.has("read_up_to");
    return counts && !kept ? answer.path("read_up_to").toString() : answer.toString();
  }

  /// Some words that each few messages have.
  static List<String> terms(Set<String> bodies, Random random, int count) {
    List<String> lots =
        new ArrayList<>(
            bodies.stream()
                .flatMap(body -> Arrays.stream(body.split(" ", -1)))
                .filter(word -> word.matches("w\\d+x\\d+end"))
                .distinct()
                .sorted()
                .toList());
    Collections.shuffle(lots, random);
    return lots.stream().limit(count).toList();
  }
}
