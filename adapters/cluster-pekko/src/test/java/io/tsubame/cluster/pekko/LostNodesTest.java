package io.tsubame.cluster.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.cluster.NodeId;
import io.tsubame.application.cluster.ShardPlacement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nodes in processes of their own, which are killed and stand still.
final class LostNodesTest {
  private static final int SHARDS = 64;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  private final PekkoPeers here = PekkoPeers.join(NodeProcess.config("here", List.of()), () -> {});

  private final ShardPlacement placement = new ShardPlacement(here, SHARDS);

  @AfterEach
  void close() {
    here.abort();
  }

  @Test
  @DisplayName("[CL2] shards of a node that is killed, or stands still, go to those that are left")
  void lost() throws Exception {
    try (NodeProcess one = start("one");
        NodeProcess _ = start("two")) {
      await(() -> owners().equals(Set.of("here", "one", "two")));

      one.signal("STOP");
      await(() -> owners().equals(Set.of("here", "two")));
      one.signal("CONT");
      await(() -> owners().equals(Set.of("here", "one", "two")));

      Set<NodeId> before = here.others();
      one.signal("KILL");
      await(() -> owners().equals(Set.of("here", "two")));
      try (NodeProcess _ = start("one")) {
        await(() -> owners().equals(Set.of("here", "one", "two")));
        assertThat(here.others()).isNotEqualTo(before);
      }
    }
  }

  private NodeProcess start(String name) throws Exception {
    return new NodeProcess(name, here.address(), folder.resolve(name + ".out"));
  }

  private Set<String> owners() {
    return IntStream.range(0, SHARDS)
        .mapToObj(placement::ownerOf)
        .flatMap(owner -> owner.stream().map(NodeId::name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the deadline is over").isLessThan(deadline);
      Thread.sleep(20);
    }
  }
}
