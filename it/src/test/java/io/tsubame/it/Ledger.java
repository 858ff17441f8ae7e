package io.tsubame.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the writers of [KillIT] and [FaultsIT] know: what the server acknowledged, which must be
/// there for ever, and what it may or may not have done, since no answer came. All methods may be
/// called by any thread.
final class Ledger {
  /// A message that was acknowledged.
  static final class Posted {
    final JsonNode answer;
    final Person author;
    final long begun;
    final long answered = System.nanoTime();
    final Set<String> allowedBodies = new HashSet<>();
    int edits;
    int possibleEdits;

    Posted(JsonNode answer, Person author, long begun) {
      this.answer = answer;
      this.author = author;
      this.begun = begun;
      allowedBodies.add(answer.path("body").asText());
    }

    int room() {
      return answer.path("room_id").asInt();
    }

    String id() {
      return answer.path("message_id").asText();
    }
  }

  /// A command with a key and its first answer.
  record Answered(
      Person by, String method, String path, String body, String key, JsonNode answer) {}

  private final Map<String, Posted> posted = new HashMap<>();
  private final Set<String> possibleBodies = new HashSet<>();
  private final Map<String, JsonNode> tasks = new HashMap<>();
  private final Set<String> possibleTasks = new HashSet<>();
  private final Map<String, Integer> readUpTo = new HashMap<>();
  private final Map<String, String> refusals = new HashMap<>();
  private final List<Answered> answered = new ArrayList<>();

  synchronized void mayPost(String body) {
    possibleBodies.add(body);
  }

  /// @param begun when it was sent first, by the clock of [System#nanoTime]
  synchronized Posted posted(JsonNode answer, Person author, long begun) {
    Posted message = new Posted(answer, author, begun);
    possibleBodies.remove(answer.path("body").asText());
    posted.put(message.id(), message);
    return message;
  }

  /// The server refused for certain.
  ///
  /// @param why what it said
  synchronized void notPosted(String body, String why) {
    possibleBodies.remove(body);
    refusals.put(body, why);
  }

  /// What was said of the messages that were refused and that the texts name all the same.
  synchronized List<String> refusalsIn(List<String> texts) {
    return refusals.entrySet().stream()
        .filter(refusal -> texts.stream().anyMatch(text -> text.contains(refusal.getKey() + ",")))
        .map(refusal -> "%s was refused by %s".formatted(refusal.getKey(), refusal.getValue()))
        .toList();
  }

  synchronized void mayEdit(Posted message, String body) {
    message.allowedBodies.add(body);
    message.possibleEdits++;
  }

  synchronized void edited(Posted message, String body) {
    message.allowedBodies.clear();
    message.allowedBodies.add(body);
    message.possibleEdits = 0;
    message.edits++;
  }

  synchronized void mayAddTask(String body) {
    possibleTasks.add(body);
  }

  synchronized void taskAdded(String body, JsonNode task) {
    possibleTasks.remove(body);
    tasks.put(body, task);
  }

  synchronized void read(Person reader, int room, int sequence) {
    readUpTo.merge(reader.account() + "/" + room, sequence, Math::max);
  }

  synchronized int readUpTo(Person reader, int room) {
    return readUpTo.getOrDefault(reader.account() + "/" + room, 0);
  }

  synchronized void answered(Answered command) {
    answered.add(command);
  }

  synchronized List<Answered> answered() {
    return List.copyOf(answered);
  }

  synchronized Map<String, Posted> messages() {
    return Map.copyOf(posted);
  }

  synchronized Set<String> possibleBodies() {
    return Set.copyOf(possibleBodies);
  }

  synchronized Set<String> possibleTasks() {
    return Set.copyOf(possibleTasks);
  }

  synchronized Map<String, Integer> readMarkers() {
    return Map.copyOf(readUpTo);
  }

  synchronized boolean isPossibleBody(String body) {
    return possibleBodies.contains(body);
  }

  synchronized Map<String, JsonNode> tasks() {
    return Map.copyOf(tasks);
  }

  synchronized boolean isPossibleTask(String body) {
    return possibleTasks.contains(body);
  }
}
