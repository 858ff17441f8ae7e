package io.tsubame.application.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Nodes that come and go, lose messages, are cut off and disagree about who owns what, with
/// clients that check what they are promised. `-Dtsubame.seed=N` runs one seed only.
class FanoutSimulationTest {
  private static final int SEEDS = 60;
  private static final int STEPS = 600;

  @Test
  @DisplayName(
      "[FA1] [FA2] [FA3] [FA4] [FA5] [FA7] [G4] [G5] clients miss nothing and get nothing that is"
          + " not theirs, whatever happens between the nodes")
  void everythingArrives() {
    Long given = Long.getLong("tsubame.seed");
    if (given != null) {
      simulate(given, SimBug.NONE);
      return;
    }
    for (long seed = 1; seed <= SEEDS; seed++) {
      simulate(seed, SimBug.NONE);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("the simulation finds what is built in wrongly on purpose")
  void findsBugs(SimBug bug) {
    assertThat(firstFailure(bug)).as("no seed finds %s", bug).isPositive();
  }

  private static long firstFailure(SimBug bug) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        simulate(seed, bug);
      } catch (AssertionError found) {
        return seed;
      }
    }
    return 0;
  }

  private static void simulate(long seed, SimBug bug) {
    try (SimWorld world = new SimWorld(seed, bug)) {
      world.run(STEPS);
      world.comeToRest();
      world.checkClients();
      world.checkFollowers();
      assertThat(world.heard()).isPositive();
    } catch (AssertionError broken) {
      throw new AssertionError(
          "seed %d: %s (repeat with -Dtsubame.seed=%d)".formatted(seed, broken.getMessage(), seed),
          broken);
    }
  }
}
