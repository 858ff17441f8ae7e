package io.tsubame.application.shard;

import static io.tsubame.application.shard.ShardWorld.answerOf;
import static io.tsubame.application.shard.ShardWorld.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.log.EventLog;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.organization.OrganizationCommand.FoundOrganization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What senders may rely on while nothing fails.
final class ShardsTest {
  private final ShardWorld world = new ShardWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @DisplayName("[SL1] an accepted command is one record of the log, at the position it is told")
  void accepted() {
    var organization = world.found("a");
    Outcome.Accepted accepted = (Outcome.Accepted) world.append(organization, "b", null);
    assertThat(textOf(accepted)).isEqualTo("ab");
    EventLog.StoredRecord stored =
        world.log.read(accepted.shard(), accepted.position(), 1, 1).getFirst();
    assertThat(world.codec.decode(stored)).isEqualTo(accepted.commit());
    assertThat(world.log.end(accepted.shard())).isEqualTo(accepted.position() + 1);
  }

  @Test
  @DisplayName("[SL1] a command without events, or refused, leaves no record")
  void withoutEvents() {
    var organization = world.found("a");
    int shard = new ShardMap(ShardWorld.SHARDS).shardOf(organization);
    long end = world.log.end(shard);
    assertThat(world.send(organization, AppendingRules.NOTHING_NEW, null))
        .isInstanceOfSatisfying(
            Outcome.Accepted.class,
            accepted -> {
              assertThat(accepted.position()).isEqualTo(end - 1);
              assertThat(accepted.commit().events()).isEmpty();
            });
    assertThat(world.send(organization, AppendingRules.REFUSED, null))
        .isInstanceOf(Outcome.Rejected.class);
    assertThat(world.log.end(shard)).isEqualTo(end);
  }

  @Test
  @DisplayName("[SL2] nobody is answered before the batch is durable, not even the refused")
  void durableFirst() {
    var organization = world.found("a");
    Submission held = world.hold(organization, "b");
    Submission next = world.put(organization, "c", null);
    Submission refused = world.put(organization, AppendingRules.REFUSED, null);
    assertThat(held.isAnswered()).isFalse();

    world.log.permits.release();
    assertThat(textOf(answerOf(held))).isEqualTo("ab");
    world.log.begun.acquireUninterruptibly();
    assertThat(next.isAnswered()).isFalse();
    assertThat(refused.isAnswered()).isFalse();

    world.release();
    assertThat(textOf(answerOf(next))).isEqualTo("abc");
    assertThat(answerOf(refused)).isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  @DisplayName("[SL3] listeners learn of a commit when it is durable, and before its sender")
  void published() {
    var organization = world.found("a");
    Submission held = world.hold(organization, "b");
    assertThat(world.published).hasSize(1);
    world.release();
    Outcome.Accepted accepted = (Outcome.Accepted) answerOf(held);
    assertThat(world.published)
        .last()
        .satisfies(last -> {
          assertThat(last.commit()).isEqualTo(accepted.commit());
          assertThat(last.position()).isEqualTo(accepted.position());
          assertThat(last.shard()).isEqualTo(accepted.shard());
        });
  }

  @Test
  @DisplayName("[SL4] commands to one aggregate are decided in the order in which they came")
  void ordered() {
    var organization = world.found("-");
    Submission held = world.hold(organization, "0");
    List<Submission> next = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      next.add(world.put(organization, Integer.toString(i), null));
    }
    world.release();
    answerOf(held);
    assertThat(textOf(answerOf(next.getLast()))).isEqualTo("-0123456789");
    assertThat(world.published)
        .filteredOn(each -> each.commit().aggregate().equals(organization))
        .extracting(Committed::position)
        .isSorted()
        .hasSize(11);
  }

  @Test
  @DisplayName("[SL5] commands that wait together share an append")
  void together() {
    var organization = world.found("a");
    Submission held = world.hold(organization, "b");
    List<Submission> next = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      next.add(world.put(organization, "c", null));
    }
    int before = world.log.batches().size();
    world.release();
    answerOf(held);
    next.forEach(ShardWorld::answerOf);
    assertThat(world.log.batches().subList(before, world.log.batches().size()))
        .containsExactly(1, 8);
  }

  @Test
  @DisplayName("[SL5] a hot aggregate takes its share of a turn, and the others come along")
  void fairTurns() {
    var hot = world.found("hot");
    var cold = sameShard(hot);
    Submission held = world.hold(hot, "0");
    List<Submission> flood = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      flood.add(world.put(hot, "1", null));
    }
    Submission patient = world.put(cold, "2", null);
    world.log.permits.release(2);
    answerOf(held);
    assertThat(textOf(answerOf(patient))).isEqualTo("cold2");
    assertThat(flood.get(7).isAnswered()).isTrue();
    assertThat(flood.get(8).isAnswered()).isFalse();
    world.release();
    flood.forEach(ShardWorld::answerOf);
  }

  @Test
  @DisplayName("[SL6] a full mailbox refuses, and a hot aggregate leaves room for the others")
  void full() {
    var hot = world.found("hot");
    var cold = sameShard(hot);
    Submission held = world.hold(hot, "0");
    List<Submission> queued = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      queued.add(world.put(hot, "1", null));
    }
    assertThatThrownBy(() -> world.put(hot, "1", null)).isInstanceOf(Overloaded.class);
    for (int i = 0; i < 32; i++) {
      queued.add(world.put(cold, "2", null));
    }
    assertThatThrownBy(() -> world.put(sameShard(hot, 3), "3", null))
        .isInstanceOf(Overloaded.class);
    world.release();
    answerOf(held);
    queued.forEach(ShardWorld::answerOf);
    assertThat(world.textOf(hot)).isEqualTo("hot0" + "1".repeat(32));
  }

  @Test
  @DisplayName("[SL7] what a sender takes back in time has no effect")
  void takenBack() {
    var organization = world.found("a");
    Submission held = world.hold(organization, "b");
    Submission impatient = world.put(organization, "x", null);
    assertThatThrownBy(() -> impatient.await(Duration.ZERO)).isInstanceOf(Unavailable.class);
    world.release();
    answerOf(held);
    assertThat(textOf(world.append(organization, "c", null))).isEqualTo("abc");
  }

  @Test
  @DisplayName("[SL7] a sender who stops waiting for a begun command is told that it may happen")
  void notTakenBack() {
    var organization = world.found("a");
    Submission held = world.hold(organization, "b");
    assertThatThrownBy(() -> held.await(Duration.ZERO)).isInstanceOf(OutcomeUnknown.class);
    world.release();
    assertThat(textOf(world.append(organization, "c", null))).isEqualTo("abc");
  }

  @Test
  @DisplayName("[SL8] a decision gets the time to the millisecond and the actor")
  void context() {
    var organization = world.found("a");
    Outcome.Accepted accepted = (Outcome.Accepted) world.append(organization, "b", null);
    assertThat(accepted.commit().at()).isEqualTo(Instant.parse("2026-04-01T09:00:00.123Z"));
    assertThat(accepted.commit().actor()).isEqualTo(ShardWorld.ACTOR);
  }

  @Test
  @DisplayName("[SL9] ids are of the shard, and none is given twice, also after a restart")
  void freshIds() {
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      ids.add(world.found("a").id().value());
    }
    world.restart();
    for (int i = 0; i < 8; i++) {
      ids.add(world.found("a").id().value());
    }
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id > 0);
    assertThat(world.published)
        .allMatch(each ->
            new ShardMap(ShardWorld.SHARDS).shardOf(each.commit().aggregate()) == each.shard());
  }

  @Test
  @DisplayName("[SL9] a refused creation uses no id up")
  void refusedCreation() {
    CommandId sameShard = new CommandId("a");
    Outcome refused =
        world.shards.create(
            ShardWorld.founding(AppendingRules.REFUSED.name()), ShardWorld.ACTOR, sameShard);
    assertThat(refused).isInstanceOf(Outcome.Rejected.class);
    Outcome.Accepted accepted =
        (Outcome.Accepted)
            world.shards.create(ShardWorld.founding("a"), ShardWorld.ACTOR, sameShard);
    assertThat(accepted.commit().aggregate())
        .isEqualTo(
            new AggregateId.Organization(
                new OrganizationId(accepted.shard() == 0 ? ShardWorld.SHARDS : accepted.shard())));
  }

  @Test
  @DisplayName("[SL10] closing answers who waits and refuses who comes")
  void closing() {
    var organization = world.found("a");
    Submission held = world.hold(organization, "b");
    Submission waiting = world.put(organization, "c", null);
    Thread closing = Thread.ofVirtual().start(world.shards::close);
    world.release();
    answerOf(held);
    assertThat(textOf(answerOf(waiting))).isEqualTo("abc");
    assertThat(join(closing)).isTrue();
    assertThatThrownBy(() -> world.append(organization, "d", null)).isInstanceOf(Unavailable.class);
  }

  @Test
  @DisplayName("[SL10] shards that were never started can be closed")
  void closedUnstarted() {
    Shards unstarted = new Shards(world.ports(), ShardWorld.LIMITS);
    unstarted.close();
    assertThatThrownBy(() -> unstarted.create(ShardWorld.founding("a"), ShardWorld.ACTOR, null))
        .isInstanceOf(Unavailable.class);
  }

  private static boolean join(Thread thread) {
    try {
      return thread.join(ShardWorld.LIMITS.commandDeadline());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private AggregateId.Organization sameShard(AggregateId.Organization other) {
    return sameShard(other, 2);
  }

  /// Founds another organization in the same shard.
  private AggregateId.Organization sameShard(AggregateId.Organization other, int n) {
    int id = other.id().value() + 1_000 * n * ShardWorld.SHARDS;
    var organization = new AggregateId.Organization(new OrganizationId(id));
    if (n == 2) {
      world.send(organization, new FoundOrganization(organization.id(), "cold"), null);
    }
    return organization;
  }
}
