package io.tsubame.application.search;

import io.tsubame.application.Answer;
import io.tsubame.application.query.FileQueries.FileText;
import io.tsubame.application.query.MessageView;
import io.tsubame.application.query.PersonView;
import io.tsubame.application.query.Queries;
import io.tsubame.application.query.RoomView;
import io.tsubame.application.query.TaskView;
import io.tsubame.application.search.SearchAnswer.Found;
import io.tsubame.application.search.SearchWish.Own;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.notation.Notation;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Finds messages, tasks, files, rooms and people for a reader. The index is asked for the reader's
/// rooms only; what it proposes is read through the gate of its room, and is a hit where the text
/// there has what is searched for. So whatever is shown may be seen and is so at that moment.
public final class Search {
  private final Queries queries;
  private final IndexInUse inUse;
  private final SearchLimits limits;
  private final Clock clock;

  public Search(Queries queries, IndexInUse inUse, SearchLimits limits, Clock clock) {
    this.queries = queries;
    this.inUse = inUse;
    this.limits = limits;
    this.clock = clock;
  }

  public SearchLimits limits() {
    return limits;
  }

  public IndexState state() {
    return inUse.state();
  }

  public Answer<SearchAnswer<MessageView>> messages(AccountId reader, SearchRequest request) {
    return read(request)
        .then(wish -> queryOf(reader, wish, DocumentKind.MESSAGE, request))
        .map(query -> {
          boolean unread = query.wish().is().contains(Own.UNREAD);
          var shelf =
              new ResultPage.Shelf<MessageView>() {
                @Override
                public Map<DocumentId, MessageView> take(List<DocumentId> ids) {
                  return readMessages(reader, ids);
                }

                @Override
                public String text(MessageView message) {
                  return Notation.plainText(message.body());
                }

                @Override
                public boolean fits(MessageView message) {
                  return !message.deleted() && !(unread && message.author().equals(reader));
                }

                @Override
                public boolean mayDiffer() {
                  return unread;
                }
              };
          return page(query, shelf, request);
        });
  }

  public Answer<SearchAnswer<TaskView>> tasks(AccountId reader, SearchRequest request) {
    return read(request)
        .then(wish -> queryOf(reader, wish, DocumentKind.TASK, request))
        .map(query -> {
          var shelf =
              new ResultPage.Shelf<TaskView>() {
                @Override
                public Map<DocumentId, TaskView> take(List<DocumentId> ids) {
                  return readTasks(reader, ids);
                }

                @Override
                public String text(TaskView task) {
                  return Notation.plainText(task.body());
                }
              };
          return page(query, shelf, request);
        });
  }

  /// Files by name, and by the beginning of what stands in texts and PDFs.
  public Answer<SearchAnswer<FileText>> files(AccountId reader, SearchRequest request) {
    return read(request)
        .then(wish -> queryOf(reader, wish, DocumentKind.FILE, request))
        .map(query -> {
          var shelf =
              new ResultPage.Shelf<FileText>() {
                @Override
                public Map<DocumentId, FileText> take(List<DocumentId> ids) {
                  return readFiles(reader, ids);
                }

                @Override
                public String text(FileText file) {
                  return Documents.fileText(file.file().content().name(), file.text());
                }
              };
          return page(query, shelf, request);
        });
  }

  /// Rooms of the reader by name and description; group chats only, since a direct chat has the
  /// name of a person.
  public Answer<List<Found<RoomView>>> rooms(AccountId reader, SearchRequest request) {
    return read(request)
        .map(wish ->
            queries.rooms().rooms(reader).stream()
                .filter(room -> !room.name().isEmpty())
                .filter(room -> fits(wish, textOf(room)))
                .limit(limit(request))
                .map(room -> new Found<>(room, excerpt(textOf(room), wish.groups())))
                .toList());
  }

  /// Contacts and colleagues by name, id or address, who have all the words.
  public Answer<List<PersonView>> people(AccountId reader, SearchRequest request) {
    return read(request)
        .map(wish -> {
          Optional<SearchTerm> first = wish.groups().stream().flatMap(List::stream).findFirst();
          return first
              .map(term -> queries.people().search(reader, term.text(), limits.counted()))
              .orElse(List.of())
              .stream()
              .filter(person -> fits(wish, textOf(person)))
              .limit(limit(request))
              .toList();
        });
  }

  /// A question with what it was made of.
  private record Question(SearchWish wish, IndexQuery query) {}

  private <T> SearchAnswer<T> page(
      Question question, ResultPage.Shelf<T> shelf, SearchRequest request) {
    return new ResultPage<>(inUse, question.query(), shelf, limits)
        .page(request.after(), limit(request));
  }

  private Reading<SearchWish> read(SearchRequest request) {
    return new Reading<>(
        new QueryReader(limits, clock.withZone(request.zone())).read(request.query()));
  }

  private Answer<Question> queryOf(
      AccountId reader, SearchWish wish, DocumentKind kind, SearchRequest request) {
    return new Names(queries, reader)
        .resolve(wish, kind, request.ranking())
        .map(query -> new Question(wish, query));
  }

  private int limit(SearchRequest request) {
    return Math.clamp(request.limit(), 1, limits.page());
  }

  private Excerpt excerpt(String plain, List<List<SearchTerm>> groups) {
    return Excerpt.of(
        plain, groups.stream().flatMap(List::stream).toList(), limits.excerptLength());
  }

  private static boolean fits(SearchWish wish, String text) {
    String folded = Folding.fold(text);
    return !wish.groups().isEmpty()
        && wish.groups().stream()
            .allMatch(group -> group.stream().anyMatch(term -> term.isIn(folded)))
        && wish.excluded().stream().noneMatch(term -> term.isIn(folded));
  }

  private static String textOf(RoomView room) {
    return room.description().isEmpty() ? room.name() : room.name() + "\n" + room.description();
  }

  private static String textOf(PersonView person) {
    return String.join("\n", person.profile().name(), person.chatworkId(), person.profile().mail());
  }

  private Map<DocumentId, MessageView> readMessages(AccountId reader, List<DocumentId> ids) {
    List<MessageId> wanted = ids.stream().map(id -> MessageId.of(id.room(), id.number())).toList();
    Map<DocumentId, MessageView> found = new HashMap<>();
    for (MessageView message : queries.messages().messages(reader, wanted)) {
      found.put(new DocumentId(DocumentKind.MESSAGE, message.room(), message.sequence()), message);
    }
    return found;
  }

  private Map<DocumentId, TaskView> readTasks(AccountId reader, List<DocumentId> ids) {
    Map<DocumentId, TaskView> found = new HashMap<>();
    for (DocumentId id : ids) {
      if (queries.tasks().task(reader, id.room(), new TaskId(id.number()))
          instanceof Answer.Found<TaskView>(var task)) {
        found.put(id, task);
      }
    }
    return found;
  }

  private Map<DocumentId, FileText> readFiles(AccountId reader, List<DocumentId> ids) {
    Map<DocumentId, FileText> found = new HashMap<>();
    for (DocumentId id : ids) {
      if (queries.files().withText(reader, id.room(), new FileId(id.number()))
          instanceof Answer.Found<FileText>(var file)) {
        found.put(id, file);
      }
    }
    return found;
  }

  /// An answer to which more questions are added, each of which may refuse.
  private record Reading<T>(Answer<T> answer) {
    <R> Answer<R> then(Function<T, Answer<R>> next) {
      return switch (answer) {
        case Answer.Found<T>(T value) -> next.apply(value);
        case Answer.Refused<T>(var reason) -> Answer.refuse(reason);
      };
    }

    <R> Answer<R> map(Function<T, R> change) {
      return answer.map(change);
    }
  }
}
