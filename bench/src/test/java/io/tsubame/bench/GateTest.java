package io.tsubame.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final int ROOM = 640;

  private Gate gate;
  private Loop loop;
  private Follower first;
  private Follower second;

  @BeforeEach
  void twoMembersAtVersionSeven() throws IOException {
    gate = new Gate();
    loop = new Loop();
    Crowd crowd = new Crowd(loop, gate);
    RoomOrder room = gate.room(ROOM, 7);
    crowd.add("first", List.of(room));
    crowd.add("second", List.of(room));
    first = crowd.of("first");
    second = crowd.of("second");
  }

  @AfterEach
  void close() throws IOException {
    loop.close();
  }

  @Test
  @DisplayName("one order, shown to all and acknowledged, passes")
  void passes() throws IOException {
    String post = post();
    show(first, 8, post);
    assertThat(gate.isSettled()).isFalse();
    show(second, 8, post);
    assertThat(gate.isSettled()).isTrue();
    assertThat(gate.isPassed()).as(gate.words()).isTrue();
    assertThat(gate.deliveries(1).answers()).isEqualTo(2);
    assertThat(gate.lastDeliveries(1).answers()).isEqualTo(1);
  }

  @Test
  @DisplayName("a gap is a fault")
  void gap() throws IOException {
    show(first, 9, post());
    assertThat(gate.words()).contains("9 came after 7");
    assertThat(gate.isPassed()).isFalse();
  }

  @Test
  @DisplayName("the same again is a fault")
  void twice() throws IOException {
    String post = post();
    show(first, 8, post);
    show(second, 8, post);
    show(second, 8, post);
    assertThat(gate.words()).contains("8 came after 8");
    assertThat(gate.isPassed()).isFalse();
  }

  @Test
  @DisplayName("two members who are shown something else are a fault")
  void unlike() throws IOException {
    show(first, 8, post());
    show(second, 8, post());
    assertThat(gate.words()).contains("two frames with version 8");
    assertThat(gate.isPassed()).isFalse();
  }

  @Test
  @DisplayName("what is acknowledged and not shown to every member does not pass")
  void lost() throws IOException {
    show(first, 8, post());
    assertThat(gate.isPassed()).isFalse();
  }

  @Test
  @DisplayName("what is shown and not acknowledged does not pass")
  void unacknowledged() throws IOException {
    String post = gate.mark(System.nanoTime());
    show(first, 8, post);
    show(second, 8, post);
    assertThat(gate.isPassed()).isFalse();
  }

  @Test
  @DisplayName("a change that is no post must reach everybody, too")
  void otherChange() throws IOException {
    show(first, 8, "by somebody else");
    assertThat(gate.isPassed()).isFalse();
    show(second, 8, "by somebody else");
    assertThat(gate.isPassed()).isTrue();
  }

  private String post() {
    gate.acknowledged();
    return gate.mark(System.nanoTime());
  }

  private static void show(Follower to, int version, String body) throws IOException {
    String frame =
        """
        {"type":"room","room_id":%d,"from":%d,"version":%d,"changes":[{"body":"%s and more"}]}\
        """
            .formatted(ROOM, version, version, body);
    byte[] bytes = ("...." + frame + "....").getBytes(StandardCharsets.UTF_8);
    to.text(bytes, 4, bytes.length - 4);
  }
}
