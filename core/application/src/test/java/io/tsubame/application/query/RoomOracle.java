package io.tsubame.application.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.Answer;
import io.tsubame.application.projection.World;
import io.tsubame.application.query.TaskQueries.Filter;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decision;
import io.tsubame.domain.FileId;
import io.tsubame.domain.Limits;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.account.Attention;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Needs;
import io.tsubame.domain.room.ReadMarker;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomAccess;
import io.tsubame.domain.room.RoomDecider;
import io.tsubame.domain.room.RoomEvent;
import io.tsubame.domain.room.RoomOperation;
import io.tsubame.domain.room.RoomRejection;
import io.tsubame.domain.room.RoomType;
import io.tsubame.domain.room.TaskStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Lets people act in rooms, decides by the real rules over states loaded from the views, and
/// compares every answer about every room with what plain lists say.
final class RoomOracle {
  static final AccountId STRANGER = new AccountId(9);

  private static final RoomDecider DECIDER =
      new RoomDecider(Limits.DEFAULT, Set.copyOf(RoomDecider.REACTIONS));

  final World world = new World();
  private final Queries queries = world.queries();
  private final Map<RoomId, NaiveRoom> naive = new TreeMap<>();
  private final Map<RoomId, Room> states = new TreeMap<>();

  void act(RoomSteps.Step step) {
    Room state =
        world
            .states()
            .room(step.room())
            .withLoaded(world.states().parts(step.room(), step.command().needs()));
    AggregateId aggregate = new AggregateId.Room(step.room());
    Context context = new Context(world.now(), step.actor(), world.freshIds(aggregate));
    if (DECIDER.decide(state, step.command(), context)
            instanceof Decision.Accepted<RoomEvent>(var events)
        && !events.isEmpty()) {
      NaiveRoom room = naive.computeIfAbsent(step.room(), NaiveRoom::new);
      events.forEach(event -> room.apply(event, world.now()));
      states.merge(
          step.room(),
          DECIDER.evolveAll(Room.NONE, events),
          (before, _) -> DECIDER.evolveAll(before, events));
      world.happens(aggregate, events);
    }
  }

  void compareCounts() {
    for (NaiveRoom room : naive.values()) {
      for (AccountId reader : room.members.keySet()) {
        assertThat(queries.rooms().counts(reader, room.id))
            .isEqualTo(Answer.of(room.counts(reader)));
      }
    }
  }

  void compareAll() {
    naive.values().forEach(this::compareState);
    for (AccountId reader : RoomSteps.PEOPLE) {
      compareLists(reader);
      naive.values().forEach(room -> compareRoom(room, reader));
    }
    compareLists(STRANGER);
    FileOracle.compareLists(queries.files(), naive.values(), RoomSteps.PEOPLE);
    naive.values().forEach(room -> compareRoom(room, STRANGER));
  }

  /// What is loaded from the views decides like what was never forgotten.
  private void compareState(NaiveRoom room) {
    Room evolved = states.getOrDefault(room.id, Room.NONE);
    if (!room.present) {
      assertThat(world.states().room(room.id).status()).isEqualTo(Room.Status.DELETED);
      return;
    }
    assertThat(world.states().room(room.id)).isEqualTo(evolved.withLoaded(Room.Loaded.NOTHING));
    List<AccountId> members = List.copyOf(room.members.keySet());
    Room.Loaded parts =
        world
            .states()
            .parts(
                room.id,
                new Needs(
                    IntStream.rangeClosed(1, room.messages.size() + 1).boxed().toList(),
                    List.copyOf(room.tasks.keySet()),
                    List.copyOf(room.files.keySet()),
                    members));
    assertThat(parts.messages()).isEqualTo(evolved.loaded().messages());
    for (TaskId task : room.tasks.keySet()) {
      assertThat(parts.tasks().get(task.value()))
          .isEqualTo(evolved.loaded().tasks().get(task.value()));
    }
    for (FileId file : room.files.keySet()) {
      assertThat(parts.files().get(file.value()))
          .isEqualTo(evolved.loaded().files().get(file.value()));
    }
    for (AccountId member : members) {
      assertThat(orNothing(parts.markers().get(member.value())))
          .isEqualTo(orNothing(evolved.loaded().markers().get(member.value())));
    }
  }

  private static ReadMarker orNothing(@Nullable ReadMarker marker) {
    return marker == null ? ReadMarker.NOTHING : marker;
  }

  private void compareLists(AccountId reader) {
    List<RoomView> rooms =
        naive.values().stream()
            .filter(room -> room.roleOf(reader) != null)
            .map(room -> view(room, reader))
            .sorted(
                Comparator.comparing(RoomView::lastUpdate).thenComparing(RoomView::id).reversed())
            .toList();
    assertThat(queries.rooms().rooms(reader)).isEqualTo(rooms);
    assertThat(queries.rooms().totals(reader)).isEqualTo(totals(rooms));
    for (TaskStatus status : TaskStatus.values()) {
      Filter all = new Filter(status, null, null);
      assertThat(byOnes(after -> queries.tasks().assignedTo(reader, all, after, 1)))
          .isEqualTo(tasks(reader, new Filter(status, reader, null)));
      assertThat(byOnes(after -> queries.tasks().assignedBy(reader, all, after, 1)))
          .isEqualTo(tasks(reader, new Filter(status, null, reader)));
    }
  }

  private interface Pages {
    List<TaskView> behind(@Nullable TaskId after);
  }

  /// All of a list, a task at a time.
  private static List<TaskView> byOnes(Pages pages) {
    List<TaskView> all = new ArrayList<>();
    List<TaskView> page = pages.behind(null);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = pages.behind(page.getLast().id());
    }
    return all;
  }

  private List<TaskView> tasks(AccountId reader, Filter filter) {
    return naive.values().stream()
        .filter(room -> room.roleOf(reader) != null)
        .flatMap(room -> room.tasks.values().stream())
        .filter(task -> matches(task, filter))
        .sorted(
            Comparator.comparing(TaskView::createdAt)
                .thenComparingInt(task -> task.id().value())
                .reversed())
        .toList();
  }

  private static boolean matches(TaskView task, Filter filter) {
    return task.status() == filter.status()
        && (filter.assignee() == null || task.assignee().equals(filter.assignee()))
        && (filter.assignedBy() == null || task.assignedBy().equals(filter.assignedBy()));
  }

  private void compareRoom(NaiveRoom room, AccountId reader) {
    RoomQueries rooms = queries.rooms();
    assertThat(rooms.room(reader, room.id))
        .isEqualTo(answer(room, reader, RoomOperation.READ, () -> view(room, reader)));
    assertThat(rooms.counts(reader, room.id))
        .isEqualTo(answer(room, reader, RoomOperation.READ, () -> room.counts(reader)));
    assertThat(rooms.members(reader, room.id))
        .isEqualTo(answer(room, reader, RoomOperation.SEE_MEMBERS, () -> members(room)));
    assertThat(rooms.link(reader, room.id))
        .isEqualTo(
            answer(room, reader, RoomOperation.SEE_LINK, () -> Optional.ofNullable(room.link)));
    assertThat(rooms.joinRequests(reader, room.id))
        .isEqualTo(answer(room, reader, RoomOperation.ANSWER_JOIN_REQUEST, room::waiting));
    compareMessages(room, reader);
    compareTasks(room, reader);
    FileOracle.compare(queries.files(), room, reader);
  }

  private void compareMessages(NaiveRoom room, AccountId reader) {
    MessageQueries messages = queries.messages();
    List<MessageView> all = room.views();
    assertThat(messages.after(reader, room.id, 0, 1_000))
        .isEqualTo(answer(room, reader, RoomOperation.READ, () -> all));
    for (int sequence = 0; sequence <= all.size() + 1; sequence += 3) {
      int at = sequence;
      assertThat(messages.after(reader, room.id, at, 2))
          .isEqualTo(
              answer(
                  room, reader, RoomOperation.READ, () -> all.stream().skip(at).limit(2).toList()));
      assertThat(messages.before(reader, room.id, at, 2))
          .isEqualTo(
              answer(
                  room,
                  reader,
                  RoomOperation.READ,
                  () -> all.subList(Math.clamp(at - 3, 0, all.size()), Math.max(0, at - 1))));
    }
    for (NaiveRoom.Posted posted : room.messages) {
      assertThat(messages.message(reader, room.id, posted.view().id()))
          .isEqualTo(answer(room, reader, RoomOperation.READ, posted::view));
      for (int known : List.of(0, 1)) {
        assertThat(messages.edits(reader, room.id, posted.view().id(), known))
            .isEqualTo(
                answer(
                    room,
                    reader,
                    RoomOperation.READ,
                    () -> posted.edits().stream().skip(known).toList()));
      }
    }
    assertThat(messages.messages(reader, all.reversed().stream().map(MessageView::id).toList()))
        .isEqualTo(room.roleOf(reader) == null ? List.of() : all.reversed());
  }

  private void compareTasks(NaiveRoom room, AccountId reader) {
    for (TaskStatus status : TaskStatus.values()) {
      for (AccountId account : List.of(RoomSteps.PEOPLE.getFirst(), RoomSteps.PEOPLE.get(1))) {
        for (Filter filter :
            List.of(
                new Filter(status, null, null),
                new Filter(status, account, null),
                new Filter(status, null, account),
                new Filter(status, account, RoomSteps.PEOPLE.getFirst()))) {
          assertThat(queries.tasks().inRoom(reader, room.id, filter, null, 1_000))
              .isEqualTo(answer(room, reader, RoomOperation.READ, () -> newestFirst(room, filter)));
        }
      }
    }
    room.tasks.forEach((id, task) ->
        assertThat(queries.tasks().task(reader, room.id, id))
            .isEqualTo(answer(room, reader, RoomOperation.READ, () -> task)));
  }

  private static List<TaskView> newestFirst(NaiveRoom room, Filter filter) {
    return room.tasks.values().stream().filter(task -> matches(task, filter)).toList().reversed();
  }

  private static List<Member> members(NaiveRoom room) {
    return room.members.entrySet().stream()
        .map(entry -> new Member(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static <T> Answer<T> answer(
      NaiveRoom room, AccountId reader, RoomOperation operation, Supplier<T> value) {
    RoomRejection refusal =
        RoomAccess.refusal(operation, room.type, room.roleOf(reader), room.settings);
    return refusal == null ? Answer.of(value.get()) : Answer.refuse(refusal);
  }

  private static RoomView view(NaiveRoom room, AccountId reader) {
    AccountId partner =
        room.type == RoomType.DIRECT
            ? room.members.keySet().stream()
                .filter(account -> !account.equals(reader))
                .findFirst()
                .orElse(null)
            : null;
    return new RoomView(
        room.id,
        room.type,
        room.name,
        room.description,
        room.icon,
        room.settings,
        Objects.requireNonNull(room.roleOf(reader)),
        partner,
        false,
        Attention.ALL,
        room.markers.getOrDefault(reader, ReadMarker.NOTHING),
        room.counts(reader),
        room.members.size(),
        room.messages.size(),
        room.files.size(),
        room.tasks.size(),
        room.version,
        room.lastUpdate);
  }

  private static RoomQueries.Totals totals(List<RoomView> rooms) {
    List<RoomView.Counts> counts = rooms.stream().map(RoomView::counts).toList();
    return new RoomQueries.Totals(
        (int) counts.stream().filter(each -> each.unread() > 0).count(),
        (int) counts.stream().filter(each -> each.mentions() > 0).count(),
        (int) counts.stream().filter(each -> each.openTasks() > 0).count(),
        counts.stream().mapToInt(RoomView.Counts::unread).sum(),
        counts.stream().mapToInt(RoomView.Counts::mentions).sum(),
        counts.stream().mapToInt(RoomView.Counts::openTasks).sum());
  }
}
