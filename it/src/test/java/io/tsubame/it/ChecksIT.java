package io.tsubame.it;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.tsubame.it.History.Told;
import io.tsubame.it.History.Written;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What [FaultsIT] concludes, concluded from histories that are made up: a true one is believed,
/// and each kind of lie in it is noticed.
final class ChecksIT {
  private static final int SEEDS = 50;
  private static final int ROOM = 7;
  private static final int AOI = 1;
  private static final int BEN = 2;

  /// Something that must not happen, and how it is told.
  enum Lie {
    LOST_POST("lost"),
    DOUBLED_POST("doubled"),
    INVENTED_POST("unknown"),
    REORDERED("order"),
    OTHER_ORDER_FOR_ONE("order"),
    ANSWERED_LATER("order"),
    GAP("gap"),
    EDIT_LOST("edit"),
    WRONG_UNREAD("counter"),
    WRONG_MENTIONS("counter"),
    MARKER_BACK("marker"),
    TASK_LOST("lost"),
    TASK_DOUBLED("doubled"),
    TASK_INVENTED("unknown"),
    STREAM_MISSES("stream"),
    STREAM_HOLE("stream"),
    STREAM_TOLD_OTHERWISE("stream"),
    SEARCH_MISSES("search"),
    SEARCH_INVENTS("search"),
    OTHER_ANSWER("repeat"),
    NOT_A_MEMBER("members");

    private final String told;

    Lie(String told) {
      this.told = told;
    }
  }

  @Test
  @DisplayName("a true history is believed")
  void truth() {
    for (int seed = 0; seed < SEEDS; seed++) {
      assertThat(Checks.broken(new Story(seed).history())).as("seed %d", seed).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} is noticed")
  @EnumSource(Lie.class)
  void lie(Lie lie) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Story story = new Story(seed);
      story.tell(lie);
      assertThat(Checks.broken(story.history()))
          .as("seed %d", seed)
          .anyMatch(broken -> broken.startsWith(lie.told + ":"));
    }
  }

  /// A room with two people, read by both at two nodes.
  private static final class Story {
    private final Random random;
    private final List<Line> lines = new ArrayList<>();
    private final List<Acknowledged> posts = new ArrayList<>();
    private final List<Shown> shown = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private final List<Found> found = new ArrayList<>();
    private final List<Repeated> repeated = new ArrayList<>();
    private final List<Read> read = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private final List<Task> shownTasks = new ArrayList<>();
    private Set<Integer> members = Set.of(AOI, BEN);

    Story(long seed) {
      random = new Random(seed);
      long time = 0;
      int count = 20 + random.nextInt(30);
      for (int sequence = 1; sequence <= count; sequence++) {
        int author = 1 + random.nextInt(2);
        boolean system = random.nextInt(10) == 0;
        String body = (random.nextInt(3) == 0 ? "[toall] " : "") + "w" + author + " x" + sequence;
        int edits = random.nextInt(2);
        String text = edits == 0 ? body : body + " edited";
        lines.add(new Line("m" + sequence, sequence, author, text, edits, system));
        time += 10;
        if (!system) {
          Set<String> bodies = Set.of(text);
          posts.add(
              new Acknowledged(
                  ROOM, "m" + sequence, sequence, author, bodies, edits, 0, time, time + 5));
        }
      }
      tasks.add(new Task(ROOM, "task", "all of it"));
      shownTasks.addAll(tasks);
      read.add(new Read(AOI, ROOM, 3));
      repeated.add(new Repeated("POST key", "first", "first"));
      show();
    }

    /// What everybody is shown, as it is.
    private void show() {
      for (int account : List.of(AOI, BEN)) {
        for (String node : List.of("node-1", "node-2")) {
          shown.add(view(account + " at " + node, account, lines, 3 + account));
        }
        told.add(new Told("follower " + account, ROOM, ids(), versions(), List.of()));
      }
      for (String term : List.of("w1", "edited")) {
        List<String> ids =
            lines.stream()
                .filter(line -> !line.system() && Checks.hasWord(line.body(), term))
                .map(Line::id)
                .sorted()
                .toList();
        found.add(new Found("at node-1", term, ids));
      }
    }

    private static Shown view(String reader, int account, List<Line> lines, int readUpTo) {
      List<Line> unread =
          lines.stream()
              .filter(line -> line.sequence() > readUpTo && line.author() != account)
              .toList();
      int mentions =
          (int) unread.stream().filter(line -> line.body().startsWith("[toall]")).count();
      return new Shown(reader, account, ROOM, lines, readUpTo, unread.size(), mentions);
    }

    private List<String> ids() {
      return lines.stream().map(Line::id).toList();
    }

    private Map<Long, String> versions() {
      Map<Long, String> versions = new TreeMap<>();
      lines.forEach(line -> versions.put((long) line.sequence(), line.id()));
      return versions;
    }

    History history() {
      return new History(
          new Written(
              posts, Set.of(), tasks, Set.of(), read, repeated, Map.of(ROOM, Set.of(AOI, BEN))),
          new Seen(
              shown,
              List.of(new ShownTasks("somebody", ROOM, shownTasks)),
              List.of(new ShownMembers("somebody", ROOM, members)),
              told,
              found));
    }

    private void tell(Lie lie) {
      switch (lie) {
        case LOST_POST -> everywhere(list -> list.remove(index(list)));
        case DOUBLED_POST -> everywhere(this::doubled);
        case INVENTED_POST ->
            everywhere(list ->
                list.add(new Line("m0", list.size() + 1, AOI, "nobody wrote it", 0, false)));
        case REORDERED -> everywhere(this::swapped);
        case OTHER_ORDER_FOR_ONE -> replace(shown, view -> with(view, swapped(copy(view))));
        case ANSWERED_LATER -> answeredLater();
        case GAP -> everywhere(this::gap);
        case EDIT_LOST -> everywhere(this::editLost);
        case WRONG_UNREAD ->
            replace(shown, view -> counted(view, view.unread() + 1, view.mentions()));
        case WRONG_MENTIONS ->
            replace(shown, view -> counted(view, view.unread(), view.mentions() + 1));
        case MARKER_BACK -> read.add(new Read(BEN, ROOM, lines.size()));
        case TASK_LOST -> shownTasks.clear();
        case TASK_DOUBLED -> shownTasks.add(shownTasks.getFirst());
        case TASK_INVENTED -> shownTasks.add(new Task(ROOM, "no task", "of nobody"));
        case STREAM_MISSES -> replace(told, this::missing);
        case STREAM_HOLE -> replace(told, one -> faulty(one));
        case STREAM_TOLD_OTHERWISE -> replace(told, this::otherwise);
        case SEARCH_MISSES ->
            replace(found, one -> new Found(one.reader(), one.term(), without(one.ids())));
        case SEARCH_INVENTS ->
            replace(found, one -> new Found(one.reader(), one.term(), with(one.ids(), "z")));
        case OTHER_ANSWER -> repeated.add(new Repeated("POST other", "first", "second"));
        case NOT_A_MEMBER -> members = Set.of(AOI);
      }
    }

    private int index(List<Line> list) {
      int index = random.nextInt(list.size());
      while (list.get(index).system()) {
        index = random.nextInt(list.size());
      }
      return index;
    }

    /// Changes what all readers see, so that only what was acknowledged can tell.
    private void everywhere(Consumer<List<Line>> change) {
      List<Line> changed = new ArrayList<>(lines);
      change.accept(changed);
      shown.replaceAll(view -> view(view.reader(), view.account(), changed, view.readUpTo()));
    }

    private void doubled(List<Line> list) {
      Line line = list.get(index(list));
      int last = list.size() + 1;
      list.add(new Line("m" + last, last, line.author(), line.body(), line.edits(), false));
    }

    private List<Line> swapped(List<Line> list) {
      int index = index(list);
      int other = (index + 1) % list.size();
      Line one = list.get(index);
      Line two = list.get(other);
      list.set(index, at(two, one.sequence()));
      list.set(other, at(one, two.sequence()));
      return list;
    }

    private static Line at(Line line, int sequence) {
      return new Line(line.id(), sequence, line.author(), line.body(), line.edits(), line.system());
    }

    /// The first post, which has long been answered, as if it had come last.
    private void answeredLater() {
      Acknowledged last = posts.getLast();
      posts.set(
          posts.size() - 1,
          new Acknowledged(
              last.room(),
              last.id(),
              last.sequence(),
              last.author(),
              last.bodies(),
              last.edits(),
              0,
              -20,
              -10));
    }

    private void gap(List<Line> list) {
      int from = random.nextInt(list.size());
      for (int index = from; index < list.size(); index++) {
        list.set(index, at(list.get(index), index + 2));
      }
    }

    private void editLost(List<Line> list) {
      int index = index(list);
      Line line = list.get(index);
      list.set(
          index, new Line(line.id(), line.sequence(), line.author(), "other", line.edits(), false));
    }

    private static List<Line> copy(Shown view) {
      return new ArrayList<>(view.lines());
    }

    private static Shown with(Shown view, List<Line> other) {
      return view(view.reader(), view.account(), other, view.readUpTo());
    }

    private static Shown counted(Shown view, int unread, int mentions) {
      return new Shown(
          view.reader(), view.account(), ROOM, view.lines(), view.readUpTo(), unread, mentions);
    }

    private <T> void replace(List<T> list, UnaryOperator<T> change) {
      int index = random.nextInt(list.size());
      list.set(index, change.apply(list.get(index)));
    }

    private Told missing(Told one) {
      return new Told(one.follower(), ROOM, without(one.messages()), one.versions(), List.of());
    }

    private static Told faulty(Told one) {
      return new Told(one.follower(), ROOM, one.messages(), one.versions(), List.of("a hole"));
    }

    private Told otherwise(Told one) {
      Map<Long, String> versions = new HashMap<>(one.versions());
      versions.put(1L + random.nextInt(versions.size()), "something else");
      return new Told(one.follower(), ROOM, one.messages(), versions, List.of());
    }

    private List<String> without(List<String> ids) {
      List<String> less = new ArrayList<>(ids);
      less.remove(random.nextInt(less.size()));
      return less;
    }

    private static List<String> with(List<String> ids, String more) {
      List<String> all = new ArrayList<>(ids);
      all.add(more);
      Collections.sort(all);
      return all;
    }
  }
}
