package io.tsubame.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.ApplicationRejection;
import io.tsubame.application.cluster.NodeMessage;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.ShardMessage;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.Creation;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountCommand;
import io.tsubame.domain.account.AccountRejection;
import io.tsubame.domain.contact.ContactCommand;
import io.tsubame.domain.contact.ContactRejection;
import io.tsubame.domain.handle.HandleCommand;
import io.tsubame.domain.handle.HandleRejection;
import io.tsubame.domain.organization.OrganizationCommand;
import io.tsubame.domain.organization.OrganizationRejection;
import io.tsubame.domain.room.RoomCommand;
import io.tsubame.domain.room.RoomCommand.PostMessage;
import io.tsubame.domain.room.RoomRejection;
import io.tsubame.testkit.properties.Gen;
import io.tsubame.testkit.properties.Property;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What nodes say arrives as it was said.
final class RecordNodeCodecTest {
  private static final AggregateId ROOM = new AggregateId.Room(new RoomId(7));
  private static final Actor ACTOR = Actor.SERVER;

  private final RecordNodeCodec codec = new RecordNodeCodec(new ProtobufCommitCodec());

  static Stream<Class<?>> commands() {
    return Stream.of(
            RoomCommand.class,
            AccountCommand.class,
            OrganizationCommand.class,
            ContactCommand.class,
            HandleCommand.class)
        .flatMap(DomainTypes::records);
  }

  static Stream<Class<?>> rejections() {
    return Stream.of(
            RoomRejection.class,
            AccountRejection.class,
            OrganizationRejection.class,
            ContactRejection.class,
            HandleRejection.class,
            ApplicationRejection.class)
        .flatMap(DomainTypes::records);
  }

  @ParameterizedTest
  @MethodSource("commands")
  @DisplayName("[CL8] a command comes out as it went in")
  void command(Class<?> type) {
    Property.check(
        type.getName(),
        30,
        Generated.values(type),
        value -> {
          Command command = (Command) value;
          assertSame(order(new ShardMessage.Decide(ROOM, command)));
          if (command instanceof Creation creation) {
            assertSame(order(new ShardMessage.Create(creation)));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("rejections")
  @DisplayName("[CL8] a rejection comes out as it went in")
  void rejection(Class<?> type) {
    Property.check(
        type.getName(),
        20,
        Generated.values(type),
        value -> assertSame(new NodeMessage.Rejected((Rejection) value)));
  }

  @Test
  @DisplayName("[CL8] every other message comes out as it went in")
  void others() {
    Property.check(
        "accepted",
        300,
        Generated.commits(),
        commit -> assertSame(new NodeMessage.Accepted(commit, 3, 1L << 40, true)));
    List.of(NodeMessage.Failed.class, NodeMessage.Wrote.class, NodeMessage.ShowOwnWrites.class)
        .forEach(type ->
            Property.check(
                type.getName(),
                50,
                Generated.values(type),
                value -> assertSame((NodeMessage) value)));
    assertSame(new NodeMessage.Done());
  }

  @Test
  @DisplayName("[CL8] every actor, aggregate and command id comes out as it went in")
  void orders() {
    Gen<Object> actors = Generated.values(Actor.class);
    Gen<Object> aggregates = Generated.values(AggregateId.class);
    Gen<Object> ids = Generated.values(CommandId.class);
    Gen<NodeMessage> orders =
        choices ->
            new NodeMessage.Order(
                choices.below(64),
                new ShardMessage.Decide(
                    (AggregateId) choices.draw(aggregates), new PostMessage("a", false)),
                (Actor) choices.draw(actors),
                choices.oneIn(2) ? null : (CommandId) choices.draw(ids),
                choices.below(10_000));
    Property.check("orders", 300, orders, this::assertSame);
  }

  @Test
  @DisplayName("[CL9] bytes that are no message are refused, whatever they are")
  void hostile() {
    byte[] sound = codec.encode(order(new ShardMessage.Decide(ROOM, new PostMessage("a", false))));
    Gen<byte[]> damaged =
        choices -> {
          byte[] bytes = sound.clone();
          for (int i = choices.below(4); i >= 0; i--) {
            bytes[choices.below(bytes.length)] = (byte) choices.below(256);
          }
          return java.util.Arrays.copyOf(bytes, choices.below(bytes.length + 1));
        };
    Property.check(
        "hostile",
        3_000,
        damaged,
        bytes -> {
          try {
            assertThat(codec.decode(bytes)).isNotNull();
          } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageNotContaining("null");
          }
        });
  }

  @Test
  @DisplayName("[CL9] an unknown message is refused")
  void unknown() {
    byte[] done = codec.encode(new NodeMessage.Done());
    done[done.length - 1]++;

    assertThatThrownBy(() -> codec.decode(done)).isInstanceOf(IllegalArgumentException.class);
  }

  private static NodeMessage order(ShardMessage message) {
    return new NodeMessage.Order(3, message, ACTOR, new CommandId("7:key", 9), 10_000);
  }

  private void assertSame(NodeMessage message) {
    assertThat(codec.decode(codec.encode(message))).isEqualTo(message);
  }
}
