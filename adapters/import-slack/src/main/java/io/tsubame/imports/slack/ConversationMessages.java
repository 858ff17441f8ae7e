package io.tsubame.imports.slack;

import io.tsubame.domain.room.RoomCommand.ImportedMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The second pass over the files of one channel: its messages in the order of their times, as the
/// import writes them. Only files out of order are held in memory.
final class ConversationMessages implements Iterator<ImportedMessage> {
  private final ZipArchive archive;
  private final ArchiveLimits limits;
  private final MessageConversion conversion;
  private final Iterator<List<DayFile>> days;
  private Iterator<SlackMessage> sorted = List.<SlackMessage>of().iterator();
  private @Nullable JsonFile open;
  private @Nullable SlackMessage next;

  ConversationMessages(
      ZipArchive archive,
      ArchiveLimits limits,
      List<List<DayFile>> days,
      MessageConversion conversion) {
    this.archive = archive;
    this.limits = limits;
    this.conversion = conversion;
    this.days = days.iterator();
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = advance();
    }
    return next != null;
  }

  @Override
  public ImportedMessage next() {
    SlackMessage message = hasNext() ? next : null;
    if (message == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return conversion.converted(message);
  }

  private @Nullable SlackMessage advance() {
    while (true) {
      if (sorted.hasNext()) {
        return sorted.next();
      }
      SlackMessage streamed = open == null ? null : streamed(open);
      if (streamed != null) {
        return streamed;
      }
      if (!days.hasNext()) {
        return null;
      }
      begin(days.next());
    }
  }

  private @Nullable SlackMessage streamed(JsonFile file) {
    while (file.next()) {
      SlackMessage message = MessageReader.read(file);
      if (message != null) {
        return message;
      }
    }
    file.close();
    open = null;
    return null;
  }

  private void begin(List<DayFile> group) {
    if (group.size() == 1 && group.getFirst().sorted()) {
      open = JsonFile.open(archive, group.getFirst().entry(), limits);
      return;
    }
    List<SlackMessage> messages = new ArrayList<>();
    for (DayFile day : group) {
      try (JsonFile file = JsonFile.open(archive, day.entry(), limits)) {
        while (file.next()) {
          SlackMessage message = MessageReader.read(file);
          if (message != null) {
            messages.add(message);
          }
        }
      }
    }
    messages.sort(Comparator.comparing(SlackMessage::time));
    sorted = messages.iterator();
  }
}
