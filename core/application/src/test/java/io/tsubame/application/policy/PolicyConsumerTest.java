package io.tsubame.application.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.follower.LogBatch;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.policy.Policy.Order;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commands;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.CommitCodec;
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
import io.tsubame.domain.organization.OrganizationEvent.OrganizationRenamed;
import io.tsubame.domain.organization.OrganizationRejection.OrganizationNotFound;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Rules PO1 to PO5 of `docs/spec/projections.md`.
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

  /// Writes what a commit is, so that it has a digest.
  private static final class TextCodec implements CommitCodec {
    @Override
    public LogRecord encode(Commit commit) {
      return new LogRecord("commit", commit.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Commit decode(LogRecord logRecord) {
      throw new AssertionError("no policy reads");
    }
  }

  @Test
  @DisplayName("[PO1] orders have names made from policy and commit, those that follow too")
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
            "first " + name(NOW) + ":0",
            "then " + name(NOW) + ":0:then:0",
            "refused " + name(NOW) + ":1",
            "last " + name(NOW) + ":1:otherwise:0");
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

  @Test
  @DisplayName("[PO5] the checkpoint follows after a thousand events, few commits as they may be")
  void largeCommits() {
    PolicyConsumer consumer = startedConsumer(List.of());
    consumer.consume(eventsAt(7, 999));
    assertThat(store.checkpoint("policy/test", SHARD)).isZero();
    consumer.consume(eventsAt(8, 1));
    assertThat(store.checkpoint("policy/test", SHARD)).isEqualTo(9);
    consumer.consume(eventsAt(9, 999));
    assertThat(store.checkpoint("policy/test", SHARD)).isEqualTo(9);
  }

  private static LogBatch eventsAt(long position, int events) {
    Commit commit =
        new Commit(
            SOMEWHERE,
            NOW,
            Actor.SERVER,
            null,
            Collections.nCopies(events, new OrganizationRenamed("other")));
    return new LogBatch(
        List.of(new Committed(SHARD, position, commit, null)), Map.of(SHARD, position + 1));
  }

  private static String name(Instant at) {
    byte[] digest = Tokens.sha256(new TextCodec().encode(commit(at)).payload());
    return "policy:test:" + HexFormat.of().formatHex(digest, 0, 16);
  }

  @Test
  @DisplayName("[PO1] [MV12] the name does not depend on where the commit lies")
  void nameWithoutPosition() {
    List<Order> orders = List.of(order("some", List.of(), List.of()));
    follow(orders, NOW, 7);
    follow(orders, NOW, 9);
    follow(orders, NOW.plusMillis(1), 11);
    assertThat(commands.sent)
        .containsExactly(
            "some " + name(NOW) + ":0",
            "some " + name(NOW) + ":0",
            "some " + name(NOW.plusMillis(1)) + ":0");
  }

  private static Commit commit(Instant at) {
    return new Commit(
        new AggregateId.Account(new AccountId(SHARD)), at, Actor.SERVER, null, List.of());
  }

  private void follow(List<Order> orders, Instant at) {
    follow(orders, at, 7);
  }

  /// As one who has just started.
  private void follow(List<Order> orders, Instant at, long position) {
    PolicyConsumer consumer = startedConsumer(orders);
    assertThat(consumer.checkpoint(SHARD)).isLessThanOrEqualTo(position);
    consumer.consume(
        new LogBatch(
            List.of(new Committed(SHARD, position, commit(at), null)),
            Map.of(SHARD, position + 1)));
  }

  private PolicyConsumer startedConsumer(List<Order> orders) {
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
    return new PolicyConsumer(
        policy, commands, store, new TextCodec(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Order order(String name, List<Order> then, List<Order> otherwise) {
    return new Order(SOMEWHERE, new RenameOrganization(name), then, otherwise);
  }
}
