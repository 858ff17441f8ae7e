package io.tsubame.server.demo;

import io.tsubame.domain.room.Deadline;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.Role;
import io.tsubame.server.demo.Script.Act;
import io.tsubame.server.demo.Script.Assigned;
import io.tsubame.server.demo.Script.Finished;
import io.tsubame.server.demo.Script.Place;
import io.tsubame.server.demo.Script.Reaction;
import io.tsubame.server.demo.Script.Said;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a script. A line is one of
///
/// ```text
/// group NAME | ICON            my               direct PERSON PERSON
/// about TEXT                   link CODE        admin|member|readonly PERSON …
/// -3 10:15 PERSON #LABEL: TEXT                  what somebody said; the label may be missing
/// -3 10:15 PERSON task #LABEL PERSON,… DUE: TEXT   due: none, +2, -1 or +2@17:00
/// -3 10:15 PERSON done #LABEL
/// + REACTION PERSON …                           to what was said before
/// each 10..1 09:30 PERSON: TEXT || TEXT || …    on each of the last ten working days one of them
/// --                                            from here on by commands; before, imported
/// unread #LABEL                                 from where on the guest has not read
/// ```
///
/// Two spaces go on with the text of the line before, `%` begins a remark, and times are those of
/// [Calendar].
final class ScriptReader {
  private static final String WHEN = "(-?\\d+m|-?\\d+ \\d\\d:\\d\\d) ";
  private static final Pattern SAID =
      Pattern.compile(WHEN + "(\\w+)(?: #(\\w+))?: (.*)", Pattern.DOTALL);
  private static final Pattern TASK =
      Pattern.compile(WHEN + "(\\w+) task #(\\w+) ([\\w,]+) (\\S+): (.*)", Pattern.DOTALL);
  private static final Pattern DONE = Pattern.compile(WHEN + "(\\w+) done #(\\w+)");
  private static final Pattern EACH =
      Pattern.compile("each (\\d+)\\.\\.(\\d+) (\\d\\d:\\d\\d) (\\w+): (.*)", Pattern.DOTALL);
  private static final LocalTime NOON = LocalTime.NOON;

  private final Calendar calendar;
  private final Map<Cast, Role> members = new EnumMap<>(Cast.class);
  private final List<Said> past = new ArrayList<>();
  private final List<Act> present = new ArrayList<>();
  private Place place = new Place.My();
  private String name = "";
  private String about = "";
  private IconPreset icon = IconPreset.GROUP;
  private @Nullable String link;
  private @Nullable String unreadFrom;
  private boolean live;

  private ScriptReader(Calendar calendar) {
    this.calendar = calendar;
  }

  /// @throws IllegalArgumentException where the text is no script
  static Script read(String text, Calendar calendar) {
    ScriptReader reader = new ScriptReader(calendar);
    String unfolded = text.replaceAll("(?m)^%.*\n", "").replace("\n  ", "\u0000");
    unfolded
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.replace('\u0000', '\n'))
        .forEach(reader::line);
    return reader.script();
  }

  private Script script() {
    Place there = name.isEmpty() ? place : new Place.Group(name, about, icon, members, link);
    List<Said> ordered = past.stream().sorted(Comparator.comparing(Said::at)).toList();
    return new Script(there, ordered, present, unreadFrom);
  }

  private void line(String line) {
    String word = line.split("[ \n]", 2)[0];
    String rest = line.substring(word.length()).strip();
    switch (word) {
      case "my" -> place = new Place.My();
      case "direct" -> place = new Place.Direct(people(rest).getFirst(), people(rest).getLast());
      case "group" -> group(rest.split(" \\| ", 2));
      case "about" -> about = rest;
      case "link" -> link = rest;
      case "admin", "member", "readonly" ->
          people(rest)
              .forEach(person -> members.put(person, Role.valueOf(word.toUpperCase(Locale.ROOT))));
      case "--" -> live = true;
      case "unread" -> unreadFrom = rest.substring(1);
      case "+" -> react(rest);
      case "each" -> each(matched(EACH, line));
      default -> act(line);
    }
  }

  private void group(String[] parts) {
    name = parts[0];
    icon = IconPreset.valueOf(parts[1]);
  }

  private void act(String line) {
    Matcher task = TASK.matcher(line);
    Matcher done = DONE.matcher(line);
    if (task.matches()) {
      present.add(assigned(task));
    } else if (done.matches()) {
      present.add(new Finished(Cast.named(done.group(2)), when(done.group(1)), done.group(3)));
    } else {
      Matcher said = matched(SAID, line);
      String label = said.group(3) == null ? "" : said.group(3);
      add(
          new Said(
              Cast.named(said.group(2)), when(said.group(1)), label, said.group(4), List.of()));
    }
  }

  private Assigned assigned(Matcher task) {
    return new Assigned(
        Cast.named(task.group(2)),
        when(task.group(1)),
        task.group(3),
        task.group(6),
        people(task.group(4).replace(',', ' ')),
        deadline(task.group(5)));
  }

  private void add(Said said) {
    if (live) {
      present.add(said);
    } else {
      past.add(said);
    }
  }

  private void react(String rest) {
    String kind = rest.split(" ", 2)[0];
    List<? super Said> acts = live ? present : past;
    Said said = (Said) acts.removeLast();
    List<Reaction> all = new ArrayList<>(said.reactions());
    people(rest.substring(kind.length()).strip())
        .forEach(person -> all.add(new Reaction(kind, person)));
    add(new Said(said.by(), said.at(), said.label(), said.text(), List.copyOf(all)));
  }

  /// Not at the very minute, for nobody is that exact.
  private void each(Matcher each) {
    int last = Integer.parseInt(each.group(2));
    LocalTime time = LocalTime.parse(each.group(3));
    Cast by = Cast.named(each.group(4));
    String[] texts = each.group(5).split("\\s*\\|\\|\\s*", -1);
    for (int day = Integer.parseInt(each.group(1)); day >= last; day--) {
      Instant at = calendar.at("-" + day, time.plusSeconds(day * 419 % 1_500));
      add(new Said(by, at, "", texts[day % texts.length], List.of()));
    }
  }

  private Instant when(String text) {
    String[] parts = text.split(" ", 2);
    return calendar.at(parts[0], parts.length == 1 ? NOON : LocalTime.parse(parts[1]));
  }

  private Deadline deadline(String text) {
    if (text.equals("none")) {
      return Deadline.NONE;
    }
    String[] parts = text.split("@", 2);
    return parts.length == 1
        ? new Deadline.Day(calendar.at(parts[0], NOON))
        : new Deadline.Time(calendar.at(parts[0], LocalTime.parse(parts[1])));
  }

  private static List<Cast> people(String names) {
    return Arrays.stream(names.split(" ", -1)).map(Cast::named).toList();
  }

  private static Matcher matched(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no line of a script: " + line);
    }
    return matcher;
  }
}
