package io.tsubame.imports.slack;

import static io.tsubame.imports.slack.ExportZip.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commands;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.Creation;
import io.tsubame.domain.room.RoomCommand.PublishImport;
import io.tsubame.testkit.InMemoryEventLog.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InterruptedImportTest {
  @TempDir Path folder;

  /// Nothing after it happens any more, as when the process is gone.
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /// Passes on so many commands.
  private static final class Mortal implements Commands {
    private final Commands commands;
    private final AtomicInteger left;
    private final AtomicBoolean published = new AtomicBoolean();

    Mortal(Commands commands, int life) {
      this.commands = commands;
      this.left = new AtomicInteger(life);
    }

    @Override
    public Outcome send(AggregateId to, Command command, Actor actor, @Nullable CommandId id) {
      live();
      if (command instanceof PublishImport) {
        published.set(true);
      }
      return commands.send(to, command, actor, id);
    }

    @Override
    public Outcome create(Creation creation, Actor actor, @Nullable CommandId id) {
      live();
      return commands.create(creation, actor, id);
    }

    private void live() {
      if (left.getAndDecrement() <= 0) {
        throw new Killed();
      }
    }
  }

  @Test
  @DisplayName(
      "[IS2] [IS3] killed before any command, it goes on to the same end; no room is half visible")
  void anywhere() {
    Path zip = export().in(folder);
    List<String> whole = uninterrupted(zip);
    boolean complete = false;
    for (int life = 0; !complete; life++) {
      complete = killedAt(life, zip, whole);
    }
  }

  /// @return whether it came to its end by itself
  private static boolean killedAt(int life, Path zip, List<String> whole) {
    try (ImportWorld world = new ImportWorld()) {
      Mortal[] mortal = new Mortal[1];
      try {
        world.run(
            zip,
            commands -> {
              mortal[0] = new Mortal(commands, life);
              return mortal[0];
            });
        return true;
      } catch (Killed _) {
        world.catchUp();
      }
      Set<String> seen = messages(world.seen());
      if (!mortal[0].published.get()) {
        assertThat(seen).as("seen after %d commands", life).isEmpty();
      }
      Set<String> missing = messages(whole);
      missing.removeAll(seen);
      Set<String> half = roomsOf(seen);
      half.retainAll(roomsOf(missing));
      assertThat(half).as("rooms half visible after %d commands", life).isEmpty();
      world.run(zip);
      assertThat(world.seen()).as("after %d commands", life).isEqualTo(whole);
      return false;
    }
  }

  private static Set<String> messages(List<String> lines) {
    return lines.stream()
        .filter(InterruptedImportTest::isMessage)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> roomsOf(Set<String> messages) {
    return messages.stream()
        .map(line -> line.replaceAll("(?s).* sees in ([^:]*):.*", "$1"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isMessage(String line) {
    return line.contains(" sees in ");
  }

  @Test
  @DisplayName(
      "[IS3] [IS8] appends that fail or whose outcome is not known change nothing in the end")
  void faults() {
    Path zip = export().in(folder);
    List<String> whole = uninterrupted(zip);
    try (ImportWorld world = new ImportWorld()) {
      for (int round = 0; round < 3; round++) {
        world.log.failNextAppend(Fault.OUTCOME_UNKNOWN_APPENDED);
        world.log.failNextAppend(Fault.UNAVAILABLE);
        world.log.failNextAppend(Fault.OUTCOME_UNKNOWN_LOST);
      }
      world.run(zip);
      assertThat(world.seen()).isEqualTo(whole);
    }
  }

  @Test
  @DisplayName("[IS5] an archive that is begun with cannot be finished with another one")
  void otherContent() {
    try (ImportWorld world = new ImportWorld()) {
      Path zip = export().in(folder);
      assertThatThrownBy(() -> world.run(zip, commands -> new Mortal(commands, 5)))
          .isInstanceOf(Killed.class);
      Path other = ExportZip.small().in(folder);
      assertThatThrownBy(() -> world.run(other)).isInstanceOf(InvalidArchive.class);
    }
  }

  private static List<String> uninterrupted(Path zip) {
    try (ImportWorld world = new ImportWorld()) {
      world.run(zip);
      List<String> seen = world.seen();
      assertThat(seen).filteredOn(InterruptedImportTest::isMessage).hasSize(14);
      return seen;
    }
  }

  private static ExportZip export() {
    return ExportZip.small()
        .with(
            "channels.json",
            """
            [{"id": "C1", "name": "general", "members": ["U1", "U2"]},
             {"id": "C2", "name": "random", "members": ["U1", "U2"]}]
            """)
        .day(
            "2026-04-01",
            message("U1", "1.0", "one"),
            message("U2", "2.0", "two"),
            message("U1", "3.0", "three"))
        .day("2026-04-02", message("U1", "90000.0", "four <@U2>"), message("U9", "90001.0", "five"))
        .with(
            "random/2026-04-01.json",
            "[" + message("U1", "1.0", "six") + "," + message("U2", "2.0", "seven") + "]");
  }
}
