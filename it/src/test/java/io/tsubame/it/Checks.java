package io.tsubame.it;

import io.tsubame.it.History.Acknowledged;
import io.tsubame.it.History.Found;
import io.tsubame.it.History.Line;
import io.tsubame.it.History.Seen;
import io.tsubame.it.History.Shown;
import io.tsubame.it.History.ShownTasks;
import io.tsubame.it.History.Task;
import io.tsubame.it.History.Told;
import io.tsubame.it.History.Written;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Holds a history against the promises of `docs/guarantees.md`. Pure; says what is broken in
/// words, the kind of fault first. [ChecksIT] shows that each kind is noticed.
final class Checks {
  private static final int TOLD = 20;

  private final Written written;
  private final Seen seen;
  private final List<String> broken = new ArrayList<>();
  private final Map<Integer, List<Line>> rooms = new TreeMap<>();

  private Checks(History history) {
    written = history.written();
    seen = history.seen();
  }

  /// What is broken; empty where every promise was kept.
  static List<String> broken(History history) {
    Checks checks = new Checks(history);
    checks.sameForAll();
    checks.withoutGap();
    checks.eachOnce();
    checks.acknowledged();
    checks.inOrderOfTime();
    history.seen().rooms().forEach(checks::counters);
    checks.markers();
    history.seen().tasks().forEach(checks::tasks);
    history.seen().told().forEach(checks::stream);
    checks.sameVersions();
    history.seen().found().forEach(checks::search);
    checks.answers();
    checks.members();
    return checks.broken;
  }

  /// The same at most twenty of them, for a message.
  static String summary(List<String> broken) {
    return broken.size()
        + " broken promises:\n"
        + broken.stream().limit(TOLD).collect(Collectors.joining("\n"));
  }

  private void sameForAll() {
    for (Shown shown : seen.rooms()) {
      List<Line> first = rooms.putIfAbsent(shown.room(), shown.lines());
      if (first != null && !first.equals(shown.lines())) {
        broken.add(
            "order: %s sees %d otherwise than the first reader: %s"
                .formatted(shown.reader(), shown.room(), difference(first, shown.lines())));
      }
    }
  }

  private static String difference(List<?> one, List<?> other) {
    int index = 0;
    while (index < Math.min(one.size(), other.size()) && one.get(index).equals(other.get(index))) {
      index++;
    }
    return "%d and %d entries, at %d %s and %s"
        .formatted(one.size(), other.size(), index, at(one, index), at(other, index));
  }

  private static String at(List<?> list, int index) {
    return index < list.size() ? list.get(index).toString() : "nothing";
  }

  private void withoutGap() {
    rooms.forEach((room, lines) -> {
      for (int index = 0; index < lines.size(); index++) {
        if (lines.get(index).sequence() != index + 1) {
          broken.add("gap: entry %d of %d is %s".formatted(index + 1, room, lines.get(index)));
          return;
        }
      }
    });
  }

  /// Every text was written by its author's client once, so it is there once.
  private void eachOnce() {
    Set<String> ids = new HashSet<>();
    Map<String, Line> texts = new HashMap<>();
    Set<String> known = written.posts().stream().map(Acknowledged::id).collect(Collectors.toSet());
    rooms.forEach((room, lines) -> {
      for (Line line : lines) {
        if (!ids.add(line.id())) {
          broken.add("doubled: the id of %s in %d".formatted(line, room));
        }
        if (line.system()) {
          continue;
        }
        Line before = texts.putIfAbsent(line.body(), line);
        if (before != null) {
          broken.add("doubled: %s in %d, and %s".formatted(line, room, before));
        }
        if (!known.contains(line.id()) && !written.possible().contains(line.body())) {
          broken.add("unknown: nobody posted %s in %d".formatted(line, room));
        }
      }
    });
  }

  private void acknowledged() {
    Map<Integer, Map<String, Line>> byId = new HashMap<>();
    rooms.forEach((room, lines) ->
        byId.put(
            room, lines.stream().collect(Collectors.toMap(Line::id, line -> line, (a, _) -> a))));
    for (Acknowledged post : written.posts()) {
      Line line = byId.getOrDefault(post.room(), Map.of()).get(post.id());
      if (line == null) {
        broken.add("lost: %s".formatted(post));
        continue;
      }
      if (line.sequence() != post.sequence() || line.author() != post.author()) {
        broken.add("order: %s was acknowledged as %s".formatted(line, post));
      }
      if (!post.bodies().contains(line.body())
          || line.edits() < post.edits()
          || line.edits() > post.edits() + post.possibleEdits()) {
        broken.add("edit: %s was acknowledged as %s".formatted(line, post));
      }
    }
  }

  /// What was answered before something else was sent, comes before it in their room.
  private void inOrderOfTime() {
    Map<Integer, List<Acknowledged>> posts =
        written.posts().stream().collect(Collectors.groupingBy(Acknowledged::room));
    posts.forEach((room, all) -> {
      List<Acknowledged> ordered =
          all.stream().sorted(Comparator.comparingInt(Acknowledged::sequence)).toList();
      long latestBegin = Long.MIN_VALUE;
      Acknowledged latest = null;
      for (Acknowledged post : ordered) {
        if (latest != null && post.answered() < latestBegin) {
          broken.add(
              "order: in %d %s was answered before %s was sent, and comes after it"
                  .formatted(room, post, latest));
          return;
        }
        if (latest == null || post.begun() > latestBegin) {
          latestBegin = post.begun();
          latest = post;
        }
      }
    });
  }

  private void counters(Shown shown) {
    List<Line> unread =
        shown.lines().stream()
            .filter(line -> line.sequence() > shown.readUpTo())
            .filter(line -> line.author() != shown.account())
            .toList();
    long mentions = unread.stream().filter(line -> mentions(line, shown.account())).count();
    if (shown.unread() != unread.size() || shown.mentions() != mentions) {
      broken.add(
          "counter: %s is told %d unread and %d mentions of %d, and has %d and %d after %d"
              .formatted(
                  shown.reader(),
                  shown.unread(),
                  shown.mentions(),
                  shown.room(),
                  unread.size(),
                  mentions,
                  shown.readUpTo()));
    }
  }

  private static boolean mentions(Line line, int account) {
    return line.body().startsWith("[To:" + account + "]") || line.body().startsWith("[toall]");
  }

  private void markers() {
    for (History.Read read : written.read()) {
      for (Shown shown : seen.rooms()) {
        if (shown.account() == read.account()
            && shown.room() == read.room()
            && shown.readUpTo() < read.sequence()) {
          broken.add(
              "marker: %s is at %d after %s".formatted(shown.reader(), shown.readUpTo(), read));
        }
      }
    }
  }

  private void tasks(ShownTasks shown) {
    Set<String> bodies = new HashSet<>();
    for (Task task : shown.tasks()) {
      if (!bodies.add(task.body())) {
        broken.add("doubled: %s for %s".formatted(task, shown.reader()));
      }
      if (!written.tasks().contains(task) && !written.possibleTasks().contains(task.body())) {
        broken.add("unknown: nobody added %s, which %s sees".formatted(task, shown.reader()));
      }
    }
    for (Task task : written.tasks()) {
      if (task.room() == shown.room() && !bodies.contains(task.body())) {
        broken.add("lost: %s for %s".formatted(task, shown.reader()));
      }
    }
  }

  private void stream(Told told) {
    told.faults()
        .forEach(fault ->
            broken.add("stream: %s of %d: %s".formatted(told.follower(), told.room(), fault)));
    List<String> ids = rooms.getOrDefault(told.room(), List.of()).stream().map(Line::id).toList();
    if (!told.messages().equals(ids)) {
      broken.add(
          "stream: %s was told %d otherwise than it is: %s"
              .formatted(told.follower(), told.room(), difference(told.messages(), ids)));
    }
  }

  /// A version of a room is one thing, for whoever hears of it, from whichever node.
  private void sameVersions() {
    Map<String, String> all = new HashMap<>();
    for (Told told : seen.told()) {
      told.versions()
          .forEach((version, change) -> {
            String before = all.putIfAbsent(told.room() + " " + version, change);
            if (before != null && !before.equals(change)) {
              broken.add(
                  "stream: version %d of %d was told as %s and to %s as %s"
                      .formatted(version, told.room(), before, told.follower(), change));
            }
          });
    }
  }

  private void search(Found found) {
    List<String> expected =
        rooms.values().stream()
            .flatMap(List::stream)
            .filter(line -> !line.system() && hasWord(line.body(), found.term()))
            .map(Line::id)
            .sorted()
            .toList();
    if (!expected.equals(found.ids())) {
      broken.add(
          "search: %s finds %s otherwise than it is: %s"
              .formatted(found.reader(), found.term(), difference(found.ids(), expected)));
    }
  }

  static boolean hasWord(String body, String word) {
    return List.of(body.split(" ", -1)).contains(word);
  }

  private void answers() {
    Map<String, History.Repeated> wrong = new LinkedHashMap<>();
    for (History.Repeated repeated : written.repeated()) {
      if (!repeated.first().equals(repeated.again())) {
        wrong.put(repeated.command(), repeated);
      }
    }
    wrong
        .values()
        .forEach(repeated -> broken.add("repeat: another answer: %s".formatted(repeated)));
  }

  private void members() {
    for (History.ShownMembers shown : seen.members()) {
      Set<Integer> expected = written.members().get(shown.room());
      if (expected != null && !expected.equals(shown.accounts())) {
        broken.add("members: acknowledged are %s, and %s".formatted(expected, shown));
      }
    }
  }
}
