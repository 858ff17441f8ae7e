package io.tsubame.cluster.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.cluster.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nodes in processes of their own, which are killed and stand still.
final class LostNodesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// What a node says that sees all three.
  private static final String ALL = NodeProcess.SEES + 3;

  @TempDir private Path folder;

  private final PekkoPeers here = PekkoPeers.join(NodeProcess.config("here", List.of()), () -> {});

  @AfterEach
  void close() {
    here.abort();
  }

  @Test
  @DisplayName(
      "[CL2] a node that is killed, or stands still, is no member, so that others get its shards")
  void lost() throws Exception {
    try (NodeProcess one = start("one");
        NodeProcess _ = start("two")) {
      await(() -> members().equals(Set.of("here", "one", "two")));

      one.signal("STOP");
      await(() -> members().equals(Set.of("here", "two")));
      one.signal("CONT");
      await(() -> members().equals(Set.of("here", "one", "two")));

      Set<NodeId> before = here.others();
      one.signal("KILL");
      await(() -> members().equals(Set.of("here", "two")));
      try (NodeProcess _ = start("one")) {
        await(() -> members().equals(Set.of("here", "one", "two")));
        assertThat(here.others()).isNotEqualTo(before);
      }
    }
  }

  @Test
  @DisplayName("[CL18] a node that stood still goes on believing in the others, who are there")
  void stoodStill() throws Exception {
    try (NodeProcess one = start("one");
        NodeProcess _ = start("two")) {
      await(() -> members().equals(Set.of("here", "one", "two")));
      await(() -> seen("one").reversed().stream().findFirst().equals(Optional.of(ALL)));
      int before = seen("one").size();

      one.signal("STOP");
      await(() -> members().equals(Set.of("here", "two")));
      one.signal("CONT");
      await(() -> members().equals(Set.of("here", "one", "two")));
      one.signal("KILL");
      await(() -> members().equals(Set.of("here", "two")));

      List<String> all = seen("one");
      assertThat(all.subList(before, all.size())).allMatch(ALL::equals);
    }
  }

  private List<String> seen(String name) {
    try {
      return Files.readAllLines(folder.resolve(name + ".out")).stream()
          .filter(line -> line.startsWith(NodeProcess.SEES))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private NodeProcess start(String name) throws Exception {
    return new NodeProcess(name, here.address(), folder.resolve(name + ".out"));
  }

  private Set<String> members() {
    return here.members().stream().map(NodeId::name).collect(Collectors.toCollection(TreeSet::new));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the deadline is over").isLessThan(deadline);
      Thread.sleep(20);
    }
  }
}
