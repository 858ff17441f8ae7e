package io.tsubame.application.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.projection.World;
import io.tsubame.application.view.TreeMapViewStore;
import io.tsubame.testkit.properties.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Random lives of people, seen through the views. See `docs/spec/views.md`.
final class PeopleOracleTest {
  @Test
  @DisplayName("[VW1][VW40] after every step views and states agree about people")
  void viewsAgreeWithStates() {
    Property.check(
        "people",
        80,
        PeopleSteps.LIVES,
        steps -> {
          PeopleOracle oracle = new PeopleOracle();
          for (PeopleSteps.Step step : steps) {
            oracle.act(step);
            if (oracle.world.commits().size() >= PeopleSteps.PEOPLE.size() * 2 + 2) {
              oracle.compareAll();
            }
          }
        });
  }

  @Test
  @DisplayName("[VW2] one batch gives the rows that many give")
  void batchesMakeNoDifference() {
    Property.check(
        "batches",
        40,
        PeopleSteps.LIVES,
        steps -> {
          PeopleOracle oracle = new PeopleOracle();
          steps.forEach(oracle::act);
          TreeMapViewStore rebuilt = new TreeMapViewStore();
          World.fold(oracle.world.commits(), rebuilt);
          assertThat(rebuilt.content()).isEqualTo(oracle.world.store().content());
        });
  }
}
