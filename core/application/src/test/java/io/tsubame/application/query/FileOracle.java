package io.tsubame.application.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.Answer;
import io.tsubame.application.query.FileQueries.FileText;
import io.tsubame.application.query.FileQueries.Filter;
import io.tsubame.application.query.FileQueries.Use;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.room.FileKind;
import io.tsubame.domain.room.RoomAccess;
import io.tsubame.domain.room.RoomOperation;
import io.tsubame.domain.room.RoomRejection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Holds the questions about files against rooms that are plain lists.
final class FileOracle {
  private FileOracle() {}

  static void compare(FileQueries queries, NaiveRoom room, AccountId reader) {
    for (AccountId uploader : new @Nullable AccountId[] {null, RoomSteps.PEOPLE.getFirst()}) {
      for (FileKind kind : new @Nullable FileKind[] {null, FileKind.IMAGE, FileKind.ARCHIVE}) {
        Filter filter = new Filter(uploader, kind);
        assertThat(queries.inRoom(reader, room.id, filter, null, 1_000))
            .isEqualTo(answer(room, reader, () -> newestFirst(room, filter)));
        assertThat(queries.inRoom(reader, room.id, filter, null, 1))
            .isEqualTo(
                answer(room, reader, () -> newestFirst(room, filter).stream().limit(1).toList()));
      }
    }
    int last = room.messages.size();
    assertThat(queries.ofMessages(reader, room.id, 2, last - 1, 1_000))
        .isEqualTo(
            answer(
                room,
                reader,
                () ->
                    files(
                        room,
                        file -> file.messageSequence() >= 2 && file.messageSequence() < last)));
    room.files.forEach((id, file) -> {
      assertThat(queries.file(reader, room.id, id)).isEqualTo(answer(room, reader, () -> file));
      FileText text = new FileText(file, room.texts.getOrDefault(id, ""));
      assertThat(queries.withText(reader, room.id, id)).isEqualTo(answer(room, reader, () -> text));
    });
    assertThat(queries.file(reader, room.id, new FileId(7))).isInstanceOf(Answer.Refused.class);
  }

  static void compareLists(
      FileQueries queries, Collection<NaiveRoom> rooms, List<AccountId> people) {
    for (AccountId reader : people) {
      for (FileKind kind : new @Nullable FileKind[] {null, FileKind.IMAGE}) {
        List<FileView> own =
            present(rooms)
                .flatMap(room -> files(room, new Filter(reader, kind)).stream())
                .sorted(Comparator.comparing(FileView::at).thenComparing(FileView::id).reversed())
                .toList();
        assertThat(byOnes(queries, reader, kind)).isEqualTo(own);
      }
      assertThat(queries.usedBy(reader))
          .isEqualTo(used(rooms, (room, file) -> file.uploader().equals(reader)));
    }
    assertThat(queries.usedBy(RoomSteps.ORGANIZATION))
        .isEqualTo(
            used(
                rooms,
                (room, file) -> RoomSteps.ORGANIZATION.equals(room.organizations.get(file.id()))));
  }

  private interface Belonging {
    boolean test(NaiveRoom room, FileView file);
  }

  private static Use used(Collection<NaiveRoom> rooms, Belonging belonging) {
    List<FileView> files =
        present(rooms)
            .flatMap(
                room -> room.files.values().stream().filter(file -> belonging.test(room, file)))
            .toList();
    return new Use(files.stream().mapToLong(file -> file.content().size()).sum(), files.size());
  }

  private static Stream<NaiveRoom> present(Collection<NaiveRoom> rooms) {
    return rooms.stream().filter(room -> room.present);
  }

  private static List<FileView> byOnes(
      FileQueries queries, AccountId reader, @Nullable FileKind kind) {
    List<FileView> all = new ArrayList<>();
    List<FileView> page = queries.sentBy(reader, kind, null, 1);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = queries.sentBy(reader, kind, page.getLast().id(), 1);
    }
    return all;
  }

  private static List<FileView> newestFirst(NaiveRoom room, Filter filter) {
    return files(room, filter).reversed();
  }

  private static List<FileView> files(NaiveRoom room, Filter filter) {
    return files(
        room,
        file ->
            (filter.uploader() == null || file.uploader().equals(filter.uploader()))
                && (filter.kind() == null || file.content().kind() == filter.kind()));
  }

  private static List<FileView> files(NaiveRoom room, Predicate<FileView> wanted) {
    return room.files.values().stream().filter(wanted).toList();
  }

  private static <T> Answer<T> answer(NaiveRoom room, AccountId reader, Supplier<T> value) {
    RoomRejection refusal =
        RoomAccess.refusal(RoomOperation.READ, room.type, room.roleOf(reader), room.settings);
    return refusal == null ? Answer.of(value.get()) : Answer.refuse(refusal);
  }
}
