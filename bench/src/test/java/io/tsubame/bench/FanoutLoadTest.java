package io.tsubame.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.server.Server;
import io.tsubame.bench.Company.Person;
import io.tsubame.bench.Company.Room;
import io.tsubame.bench.FanoutLoad.Fanout;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FanoutLoadTest {
  private static final Duration WITHIN = Duration.ofMinutes(2);

  @Test
  @DisplayName("every member of two rooms of the floor is shown every post, in both loops")
  void floor() throws IOException {
    try (Server server = BroadcastFloor.start();
        FanoutLoad load =
            new FanoutLoad(new Loop(), 4, List.of(room(1), room(2)), 8)
                .reach(server.activeLocalPort())) {
      load.crowd().connect(server.activeLocalPort(), WITHIN);
      Fanout full = load.saturated(0.2);
      Fanout paced = load.paced(0.2, 100);
      assertThat(load.gate().isPassed()).as(load.gate().words()).isTrue();
      assertThat(full.delivered().answers()).isEqualTo(3 * full.acknowledged().answers());
      assertThat(paced.last().answers()).isEqualTo(paced.acknowledged().answers()).isPositive();
    }
  }

  private static Room room(int id) {
    List<Person> members =
        IntStream.range(0, 3).mapToObj(i -> new Person(i, Integer.toString(id))).toList();
    return new Room(id, 0, 0, members);
  }
}
