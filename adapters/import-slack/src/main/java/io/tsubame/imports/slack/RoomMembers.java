package io.tsubame.imports.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Who is in a room that was a channel: who was in the channel and is still in the workspace, and
/// where the export does not tell, who wrote there. Slack has no administrators of channels, and
/// every room needs one: its creator, else those of the workspace, else the first member.
record RoomMembers(List<String> administrators, List<String> members) {
  RoomMembers {
    administrators = List.copyOf(administrators);
    members = List.copyOf(members);
  }

  static RoomMembers of(SlackChannel channel, Set<String> authors, SlackPeople people) {
    Set<String> present = active(channel.members(), people);
    if (present.isEmpty()) {
      present = active(authors, people);
    }
    if (present.isEmpty()) {
      String keeper = people.isActive(channel.creator()) ? channel.creator() : keeper(people);
      present.add(keeper);
    }
    List<String> administrators = administrators(channel, present, people);
    List<String> members = new ArrayList<>(present);
    members.removeAll(Set.copyOf(administrators));
    return new RoomMembers(administrators, members);
  }

  private static Set<String> active(Iterable<String> ids, SlackPeople people) {
    Set<String> active = new TreeSet<>();
    ids.forEach(id -> {
      if (people.isActive(id)) {
        active.add(id);
      }
    });
    return active;
  }

  /// The first by rank.
  private static String keeper(SlackPeople people) {
    return people.inOrder().getFirst().id();
  }

  private static List<String> administrators(
      SlackChannel channel, Set<String> present, SlackPeople people) {
    if (present.contains(channel.creator())) {
      return List.of(channel.creator());
    }
    List<String> ofWorkspace = present.stream().filter(people::isAdministrator).toList();
    return ofWorkspace.isEmpty() ? List.of(present.iterator().next()) : ofWorkspace;
  }

  int count() {
    return administrators.size() + members.size();
  }

  /// What a conversation without a name is called.
  String names(SlackPeople people) {
    List<String> all = new ArrayList<>(administrators);
    all.addAll(members);
    return all.stream()
        .map(id -> Objects.requireNonNullElse(people.name(id), id))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
