package io.tsubame.application.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.follower.LogBatch;
import io.tsubame.application.policy.Policy.Order;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commands;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.Outcome;
import io.tsubame.application.view.TreeMapViewStore;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.Creation;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.organization.OrganizationCommand.RenameOrganization;
import io.tsubame.domain.organization.OrganizationRejection.OrganizationNotFound;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Rules PO1 to PO4 of `docs/spec/projections.md`.
final class PolicyConsumerTest {
  private static final int SHARD = 3;
  private static final Instant NOW = Instant.parse("2026-04-01T09:00:00Z");
  private static final AggregateId.Organization SOMEWHERE =
      new AggregateId.Organization(new OrganizationId(SHARD));

  private final TreeMapViewStore store = new TreeMapViewStore();
  private final Recorder commands = new Recorder();

  /// Accepts everything but renaming to `refused`.
  private static final class Recorder implements Commands {
    private final List<String> sent = new ArrayList<>();

    @Override
    public Outcome send(AggregateId to, Command command, Actor actor, @Nullable CommandId id) {
      assertThat(actor).isEqualTo(Actor.SERVER);
      String name = ((RenameOrganization) command).name();
      sent.add(name + " " + (id == null ? "" : id.value()));
      return name.equals("refused")
          ? new Outcome.Rejected(new OrganizationNotFound())
          : new Outcome.Accepted(new Commit(to, NOW, actor, id, List.of()), SHARD, 0, false);
    }

    @Override
    public Outcome create(Creation creation, Actor actor, @Nullable CommandId id) {
      throw new AssertionError("no policy creates");
    }
  }

  @Test
  @DisplayName("[PO1] orders have names made from policy and position, those that follow too")
  void names() {
    Order last = order("last", List.of(), List.of());
    Order never = order("never", List.of(), List.of());
    follow(
        List.of(
            order("first", List.of(order("then", List.of(), List.of())), List.of(never)),
            order("refused", List.of(never), List.of(last))),
        NOW);
    assertThat(commands.sent)
        .containsExactly(
            "first policy:test:3:7:0",
            "then policy:test:3:7:0:then:0",
            "refused policy:test:3:7:1",
            "last policy:test:3:7:1:otherwise:0");
  }

  @Test
  @DisplayName("[PO4] without a checkpoint, what is older than a day is left out")
  void longAgo() {
    List<Order> orders = List.of(order("some", List.of(), List.of()));
    follow(orders, NOW.minus(Duration.ofDays(1)).minusMillis(1));
    assertThat(commands.sent).isEmpty();
    follow(orders, NOW.minus(Duration.ofDays(1)));
    assertThat(commands.sent).hasSize(1);
  }

  @Test
  @DisplayName("[PO4] with a checkpoint, nothing is left out, however long the server stood still")
  void afterAStandstill() {
    ViewBatch followed = new ViewBatch();
    followed.checkpoint("policy/test", SHARD, 7);
    store.write(followed);
    follow(List.of(order("some", List.of(), List.of())), NOW.minus(Duration.ofDays(400)));
    assertThat(commands.sent).hasSize(1);
    assertThat(store.checkpoint("policy/test", SHARD)).isEqualTo(8);
  }

  /// As one who has just started.
  private void follow(List<Order> orders, Instant at) {
    Policy policy =
        new Policy() {
          @Override
          public String name() {
            return "test";
          }

          @Override
          public List<Order> ordersOf(Commit commit) {
            return orders;
          }
        };
    PolicyConsumer consumer =
        new PolicyConsumer(policy, commands, store, Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(consumer.checkpoint(SHARD)).isLessThanOrEqualTo(7);
    Commit commit =
        new Commit(
            new AggregateId.Account(new AccountId(SHARD)), at, Actor.SERVER, null, List.of());
    consumer.consume(
        new LogBatch(List.of(new Committed(SHARD, 7, commit, null)), Map.of(SHARD, 8L)));
  }

  private static Order order(String name, List<Order> then, List<Order> otherwise) {
    return new Order(SOMEWHERE, new RenameOrganization(name), then, otherwise);
  }
}
