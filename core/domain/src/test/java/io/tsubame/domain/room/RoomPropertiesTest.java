package io.tsubame.domain.room;

import static io.tsubame.domain.room.RoomScenario.DECIDER;
import static io.tsubame.domain.room.RoomScenario.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decision;
import io.tsubame.domain.FreshIds;
import io.tsubame.domain.collection.IntMap;
import io.tsubame.domain.room.RandomCommands.Step;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.testkit.properties.Property;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What holds after any commands, whoever gives them.
class RoomPropertiesTest {
  private static final int CASES = 400;

  /// A room's life: the events of all accepted commands, and the state that they led to.
  private static final class Life {
    final List<RoomEvent> events = new ArrayList<>();
    Room room = Room.NONE;

    Decision<RoomEvent> decide(Room state, Step step) {
      int first =
          RandomCommands.STRIDE * (1 + Math.max(room.lastPart() / RandomCommands.STRIDE, 0));
      return DECIDER.decide(
          state,
          step.command(),
          new Context(NOW, step.actor(), new FreshIds(first, RandomCommands.STRIDE)));
    }

    void live(Step step) {
      if (decide(room, step) instanceof Decision.Accepted<RoomEvent>(var accepted)) {
        room = DECIDER.evolveAll(room, accepted);
        events.addAll(accepted);
      }
    }
  }

  @Test
  @DisplayName("[RM1][RM2] replay gives the live state, its sequence and its version")
  void replays() {
    Property.check(
        "replay",
        CASES,
        RandomCommands.LIVES,
        steps -> {
          Life life = live(steps);
          assertThat(DECIDER.evolveAll(Room.NONE, life.events)).isEqualTo(life.room);
          assertThat(life.room.version())
              .isEqualTo(life.events.stream().filter(event -> !event.isPrivate()).count());
          List<Integer> sequences = new ArrayList<>();
          for (RoomEvent event : life.events) {
            if (event instanceof MessagePosted posted) {
              sequences.add(posted.sequence());
              assertThat(posted.sequence()).isEqualTo(sequences.size());
            }
          }
          assertThat(life.room.lastSequence()).isEqualTo(sequences.size());
        });
  }

  @Test
  @DisplayName("[RM1] folding in two parts, with what was loaded dropped between, gives the same")
  void foldsInParts() {
    Property.check(
        "split folds",
        CASES,
        RandomCommands.LIVES,
        steps -> {
          Life life = live(steps);
          int cut = life.events.size() / 2;
          Room first = DECIDER.evolveAll(Room.NONE, life.events.subList(0, cut));
          List<RoomEvent> rest = life.events.subList(cut, life.events.size());
          assertThat(DECIDER.evolveAll(first, rest)).isEqualTo(life.room);
          assertThat(DECIDER.evolveAll(first.withoutLoaded(), rest).withoutLoaded())
              .isEqualTo(life.room.withoutLoaded());
        });
  }

  @Test
  @DisplayName("[RM31] an open room with members has an administrator, after every command")
  void keepsAnAdministrator() {
    Property.check(
        "administrator",
        CASES,
        RandomCommands.LIVES,
        steps -> {
          Life life = new Life();
          for (Step step : steps) {
            life.live(step);
            boolean lives =
                life.room.status() == Room.Status.ACTIVE && !life.room.members().isEmpty();
            assertThat(!lives || life.room.members().values().contains(Role.ADMIN))
                .as("an administrator after %s", step)
                .isTrue();
          }
        });
  }

  @Test
  @DisplayName("[RM60][RM86] a command names all that its decision needs")
  void needsWhatItNames() {
    Property.check(
        "needs",
        CASES,
        RandomCommands.LIVES,
        steps -> {
          Life life = new Life();
          for (Step step : steps) {
            Room lean = life.room.withLoaded(named(life.room, step.command().needs()));
            assertThat(life.decide(lean, step)).isEqualTo(life.decide(life.room, step));
            life.live(step);
          }
        });
  }

  @Test
  @DisplayName("[RM71] marking all read is refused just where nothing is unread")
  void knowsWhatIsUnread() {
    Property.check(
        "unread",
        CASES,
        RandomCommands.LIVES,
        steps -> {
          Life life = new Life();
          for (Step step : steps) {
            life.live(step);
            life.room.members().forEach((id, _) -> checkUnread(life, new AccountId(id)));
          }
        });
  }

  @Test
  @DisplayName("[RM72] after marking unread a message and all later ones are unread")
  void marksAllLaterUnread() {
    Property.check(
        "mark unread",
        CASES,
        RandomCommands.LIVES,
        steps -> {
          Life life = new Life();
          for (Step step : steps) {
            int before = life.events.size();
            life.live(step);
            if (step.command() instanceof RoomCommand.MarkUnread(var account, int from)
                && life.events.size() > before) {
              assertThat(unread(life, account)).isGreaterThan(life.room.lastSequence() - from);
            }
          }
        });
  }

  private static Life live(List<Step> steps) {
    Life life = new Life();
    steps.forEach(life::live);
    return life;
  }

  private static void checkUnread(Life life, AccountId account) {
    if (life.room.status() != Room.Status.ACTIVE) {
      return;
    }
    Step all = new Step(Actor.of(account), new RoomCommand.MarkRead(account, null));
    boolean refused =
        life.decide(life.room, all).equals(Decision.reject(new RoomRejection.AlreadyRead()));
    assertThat(refused).isEqualTo(unread(life, account) == 0);
  }

  /// Counted from the events, as [ReadMarker] says it.
  private static int unread(Life life, AccountId account) {
    ReadMarker marker = life.room.markerOf(account);
    int count = 0;
    for (RoomEvent event : life.events) {
      if (event instanceof MessagePosted posted && posted.sequence() > marker.readUpTo()) {
        boolean ownRead =
            posted.author().equals(account)
                && posted.markedRead()
                && posted.sequence() > marker.ownReadFrom();
        count += ownRead ? 0 : 1;
      }
    }
    return count;
  }

  /// What a shard would load for a command.
  private static Room.Loaded named(Room room, Needs needs) {
    IntMap<MessageState> messages = IntMap.empty();
    for (int sequence : needs.messages()) {
      MessageState message = room.loaded().messages().get(sequence);
      messages = message == null ? messages : messages.put(sequence, message);
    }
    IntMap<TaskState> tasks = IntMap.empty();
    for (var id : needs.tasks()) {
      TaskState task = room.loaded().tasks().get(id.value());
      tasks = task == null ? tasks : tasks.put(id.value(), task);
    }
    IntMap<FileState> files = IntMap.empty();
    for (var id : needs.files()) {
      FileState file = room.loaded().files().get(id.value());
      files = file == null ? files : files.put(id.value(), file);
    }
    IntMap<ReadMarker> markers = IntMap.empty();
    for (AccountId account : needs.markers()) {
      markers = markers.put(account.value(), room.markerOf(account));
    }
    return new Room.Loaded(messages, tasks, files, markers);
  }

  @Test
  @DisplayName("[RM24] the commands of the properties reach every kind of event")
  void reachesEverything() {
    Set<Class<?>> seen = new HashSet<>();
    Property.check(
        "reach",
        CASES,
        RandomCommands.LIVES,
        steps -> live(steps).events.forEach(event -> seen.add(event.getClass())));
    assertThat(seen).contains(RoomEvent.class.getPermittedSubclasses());
  }
}
