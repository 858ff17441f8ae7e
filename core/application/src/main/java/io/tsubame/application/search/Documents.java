package io.tsubame.application.search;

import io.tsubame.application.view.FileRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.MessageRow;
import io.tsubame.application.view.RoomRow;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.TaskRow;
import io.tsubame.application.view.ViewReader;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.notation.Node;
import io.tsubame.domain.notation.Notation;
import io.tsubame.domain.room.Mentions;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomEvent.FileAttached;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.domain.room.RoomEvent.TaskAdded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes documents of events and of rows.
final class Documents {
  private final SearchLimits limits;

  Documents(SearchLimits limits) {
    this.limits = limits;
  }

  /// What is compared of a text in message notation.
  static String comparable(String body) {
    return Folding.fold(Notation.plainText(body));
  }

  IndexDocument posted(RoomId room, MessagePosted event) {
    return new IndexDocument(
        new DocumentId(DocumentKind.MESSAGE, room, event.sequence()),
        event.author(),
        event.mentions().accounts(),
        event.mentions().all(),
        traits(event.body()),
        event.at(),
        bounded(comparable(event.body())));
  }

  IndexDocument added(RoomId room, TaskAdded event) {
    return new IndexDocument(
        new DocumentId(DocumentKind.TASK, room, event.task().value()),
        event.assignedBy(),
        List.of(event.assignee()),
        false,
        taskTraits(event.body()),
        event.at(),
        bounded(comparable(event.body())));
  }

  IndexDocument of(RoomId room, int sequence, MessageRow row) {
    Mentions mentions = row.mentions();
    Set<Trait> traits = traits(row.body());
    if (row.hasReactions()) {
      traits.add(Trait.REACTION);
    }
    return new IndexDocument(
        new DocumentId(DocumentKind.MESSAGE, room, sequence),
        row.author(),
        mentions.accounts(),
        mentions.all(),
        traits,
        row.sentAt(),
        bounded(comparable(row.body())));
  }

  IndexDocument of(TaskId task, TaskRow row) {
    return new IndexDocument(
        new DocumentId(DocumentKind.TASK, row.room(), task.value()),
        row.assignedBy(),
        List.of(row.assignee()),
        false,
        taskTraits(row.body()),
        row.addedAt(),
        bounded(comparable(row.body())));
  }

  /// A file is for who sent it, so that it goes when that person leaves.
  IndexDocument attached(RoomId room, FileAttached event) {
    return file(room, event.file(), event.uploader(), event.at(), event.content().name(), "");
  }

  IndexDocument of(FileId file, FileRow row, ViewReader views) {
    byte @Nullable [] text = views.get(Table.FILE_TEXTS, Keys.file(file));
    return file(
        row.room(),
        file,
        row.uploader(),
        row.at(),
        row.content().name(),
        text == null ? "" : new String(text, StandardCharsets.UTF_8));
  }

  private IndexDocument file(
      RoomId room, FileId file, AccountId uploader, Instant at, String name, String text) {
    return new IndexDocument(
        new DocumentId(DocumentKind.FILE, room, file.value()),
        uploader,
        List.of(uploader),
        false,
        EnumSet.of(Trait.FILE),
        at,
        bounded(Folding.fold(fileText(name, text))));
  }

  /// What is compared of a file, not in normal form.
  static String fileText(String name, String text) {
    return text.isEmpty() ? name : name + "\n" + text;
  }

  /// What the index must hold of the thing as it is in the views now.
  IndexChange current(DocumentId id, ViewReader views) {
    byte[] room = views.get(Table.ROOMS, Keys.room(id.room()));
    if (room == null || RoomRow.decode(room).status() != Room.Status.ACTIVE) {
      return new IndexChange.Remove(id);
    }
    Optional<IndexDocument> document =
        switch (id.kind()) {
          case MESSAGE -> message(id, views);
          case TASK -> task(new TaskId(id.number()), views);
          case FILE -> file(id, views);
        };
    return document
        .<IndexChange>map(IndexChange.Put::new)
        .orElseGet(() -> new IndexChange.Remove(id));
  }

  private Optional<IndexDocument> message(DocumentId id, ViewReader views) {
    byte @Nullable [] bytes = views.get(Table.MESSAGES, Keys.message(id.room(), id.number()));
    return Optional.ofNullable(bytes)
        .map(MessageRow::decode)
        .filter(row -> !row.deleted())
        .map(row -> of(id.room(), id.number(), row));
  }

  private Optional<IndexDocument> task(TaskId task, ViewReader views) {
    byte @Nullable [] bytes = views.get(Table.TASKS, Keys.task(task));
    return Optional.ofNullable(bytes).map(TaskRow::decode).map(row -> of(task, row));
  }

  private Optional<IndexDocument> file(DocumentId id, ViewReader views) {
    FileId file = new FileId(id.number());
    byte @Nullable [] bytes = views.get(Table.FILES, Keys.file(file));
    return Optional.ofNullable(bytes).map(FileRow::decode).map(row -> of(file, row, views));
  }

  private String bounded(String text) {
    return text.length() <= limits.indexedText()
            || text.codePointCount(0, text.length()) <= limits.indexedText()
        ? text
        : text.substring(0, text.offsetByCodePoints(0, limits.indexedText()));
  }

  private static Set<Trait> taskTraits(String body) {
    Set<Trait> traits = traits(body);
    traits.add(Trait.TASK);
    return traits;
  }

  private static Set<Trait> traits(String body) {
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    if (body.contains("http://") || body.contains("https://")) {
      traits.add(Trait.LINK);
    }
    if (body.indexOf('[') >= 0) {
      addNotation(body, traits);
    }
    return traits;
  }

  private static void addNotation(String body, Set<Trait> traits) {
    ArrayDeque<Node> open = new ArrayDeque<>(Notation.parse(body));
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case Node.Download _, Node.Preview _ -> traits.add(Trait.FILE);
        case Node.TaskBox _ -> traits.add(Trait.TASK);
        case Node.Link _ -> traits.add(Trait.LINK);
        case Node.Quote quote -> open.addAll(quote.content());
        case Node.Box box -> open.addAll(box.content());
        case Node.Title title -> open.addAll(title.content());
        case Node.Text _,
            Node.Mention _,
            Node.MentionAll _,
            Node.Reply _,
            Node.Code _,
            Node.Person _,
            Node.Translated _,
            Node.Rule _,
            Node.Deleted _ -> {}
      }
    }
  }
}
