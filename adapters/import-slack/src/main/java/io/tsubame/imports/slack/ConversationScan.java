package io.tsubame.imports.slack;

import io.tsubame.imports.slack.SlackMessage.Reaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The first pass over the files of one channel: checks them, meets everybody who wrote or reacted,
/// and notes what the second pass needs to put the messages in order.
final class ConversationScan {
  private final ZipArchive archive;
  private final ArchiveLimits limits;
  private final SlackPeople people;
  private final List<DayFile> files = new ArrayList<>();
  private final Set<SlackTime> threads = new HashSet<>();
  private final Set<String> authors = new TreeSet<>();

  ConversationScan(ZipArchive archive, ArchiveLimits limits, SlackPeople people) {
    this.archive = archive;
    this.limits = limits;
    this.people = people;
  }

  void read(String entry) {
    SlackTime first = null;
    SlackTime last = null;
    SlackTime before = null;
    boolean sorted = true;
    long messages = 0;
    try (JsonFile file = JsonFile.open(archive, entry, limits)) {
      while (file.next()) {
        SlackMessage message = MessageReader.read(file);
        if (message == null) {
          continue;
        }
        note(message, file);
        SlackTime time = message.time();
        sorted &= before == null || before.compareTo(time) <= 0;
        before = time;
        first = first == null || time.compareTo(first) < 0 ? time : first;
        last = last == null || time.compareTo(last) > 0 ? time : last;
        messages++;
      }
    }
    if (first != null && last != null) {
      files.add(new DayFile(entry, first, last, sorted, archive.size(entry), messages));
    }
  }

  private void note(SlackMessage message, JsonFile file) {
    String author = people.author(message);
    people.meet(author, message.userName(), file);
    authors.add(author);
    for (Reaction reaction : message.reactions()) {
      reaction.users().forEach(user -> people.meet(user, "", file));
    }
    SlackTime thread = message.thread();
    if (thread != null && message.isReply()) {
      threads.add(thread);
    }
  }

  long messages() {
    return files.stream().mapToLong(DayFile::messages).sum();
  }

  /// Everybody who wrote, by id.
  Set<String> authors() {
    return authors;
  }

  long[] threads() {
    return threads.stream().mapToLong(SlackTime::micros).sorted().toArray();
  }

  /// Files whose times overlap belong together. They are rare: a file holds one day.
  List<List<DayFile>> days() {
    files.sort(Comparator.comparing(DayFile::first).thenComparing(DayFile::entry));
    List<List<DayFile>> groups = new ArrayList<>();
    SlackTime end = null;
    for (DayFile file : files) {
      if (end == null || file.first().compareTo(end) > 0) {
        groups.add(new ArrayList<>());
        end = file.last();
      }
      groups.getLast().add(file);
      end = file.last().compareTo(end) > 0 ? file.last() : end;
    }
    groups.forEach(this::checkSize);
    return groups;
  }

  private void checkSize(List<DayFile> group) {
    boolean inOrder = group.size() == 1 && group.getFirst().sorted();
    long bytes = group.stream().mapToLong(DayFile::bytes).sum();
    if (!inOrder && bytes > limits.unsortedBytes()) {
      throw new InvalidArchive(
          group.getFirst().entry(),
          "has messages out of order, in more than " + limits.unsortedBytes() + " bytes");
    }
  }
}
