package io.tsubame.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OccupantTest {
  private MucLoad load;
  private Gate gate;
  private Occupant first;
  private Occupant second;

  @BeforeEach
  void roomOfTwo() throws IOException {
    load = new MucLoad("conference.localhost", 0, 2, 1);
    gate = load.gate();
    RoomOrder order = gate.room(1, 0);
    first = new Occupant(load, gate, "room@conference.localhost", order, 1);
    second = new Occupant(load, gate, "room@conference.localhost", order, 2);
  }

  @AfterEach
  void close() throws IOException {
    load.close();
  }

  @Test
  @DisplayName("what both are shown in one order passes")
  void passes() throws IOException {
    String post = body(3);
    String next = body(4);
    show(first, post);
    show(first, next);
    show(second, post);
    assertThat(gate.isSettled()).isFalse();
    show(second, next);
    assertThat(gate.isSettled()).isTrue();
    assertThat(gate.deliveries(1).answers()).isEqualTo(4);
    assertThat(gate.isFaulty()).as(gate.words()).isFalse();
  }

  @Test
  @DisplayName("another order is a fault")
  void order() throws IOException {
    String post = body(3);
    String next = body(3);
    show(first, post);
    show(first, next);
    show(second, next);
    assertThat(gate.isFaulty()).isTrue();
  }

  @Test
  @DisplayName("the same twice does not pass")
  void twice() throws IOException {
    String post = body(3);
    show(first, post);
    show(first, post);
    show(second, post);
    assertThat(gate.isSettled()).isFalse();
  }

  @Test
  @DisplayName("a post of one's own that was not sent is a fault")
  void neverSent() throws IOException {
    show(first, body(1));
    assertThat(gate.words()).contains("u00001 was shown a post of its own that it had not sent");
  }

  @Test
  @DisplayName("the subject of the room is no post")
  void subject() throws IOException {
    byte[] bytes =
        "<message><subject>posts</subject><body/></message>".getBytes(StandardCharsets.UTF_8);
    first.message(bytes, 0, bytes.length);
    assertThat(gate.isSettled()).isTrue();
  }

  private String body(int author) {
    return gate.mark(System.nanoTime()) + " " + Occupant.name(author).substring(1) + " and more";
  }

  private static void show(Occupant to, String body) throws IOException {
    byte[] bytes =
        ("....<message id='7'><body>" + body + "</body></message>....")
            .getBytes(StandardCharsets.UTF_8);
    to.message(bytes, 4, bytes.length - 4);
  }
}
