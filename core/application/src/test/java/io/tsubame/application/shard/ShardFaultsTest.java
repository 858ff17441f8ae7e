package io.tsubame.application.shard;

import static io.tsubame.application.shard.ShardWorld.answerOf;
import static io.tsubame.application.shard.ShardWorld.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Unavailable;
import io.tsubame.application.log.NotOwner;
import io.tsubame.application.shard.FaultyLog.Fault;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.organization.OrganizationCommand.RenameOrganization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What senders may rely on when the log or a decider fails.
final class ShardFaultsTest {
  private final ShardWorld world = new ShardWorld();
  private final AggregateId.Organization organization = world.found("a");

  @AfterEach
  void close() {
    world.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "NOT_OWNER", "CONFLICT"})
  @DisplayName("[SL11] what surely was not appended fails as a whole and leaves no trace")
  void notAppended(Fault fault) {
    Submission held = world.hold(organization, "b");
    Submission first = world.put(organization, "x", null);
    Submission second = world.put(organization, "y", null);
    Submission refused = world.put(organization, AppendingRules.REFUSED, null);
    world.log.permits.release();
    answerOf(held);
    world.log.failNext(fault);
    world.release();
    Class<?> told = fault == Fault.NOT_OWNER ? NotOwner.class : Unavailable.class;
    assertThatThrownBy(() -> answerOf(first)).isInstanceOf(told);
    assertThatThrownBy(() -> answerOf(second)).isInstanceOf(told);
    assertThatThrownBy(() -> answerOf(refused)).isInstanceOf(told);
    assertThat(textOf(appendedToOwner("c"))).isEqualTo("abc");
  }

  /// Who comes while the shard still learns that it was displaced is sent away, and comes again.
  private Outcome appendedToOwner(String text) {
    while (true) {
      try {
        return world.append(organization, text, null);
      } catch (NotOwner _) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  @DisplayName("[SL12] an append that was lost without word is told as unknown and leaves no trace")
  void unknownAndLost() {
    world.log.failNext(Fault.LOST);
    assertThatThrownBy(() -> world.append(organization, "x", null))
        .isInstanceOf(OutcomeUnknown.class);
    assertThat(textOf(world.append(organization, "b", null))).isEqualTo("ab");
  }

  @ParameterizedTest
  @EnumSource(names = {"KEPT", "BROKEN"})
  @DisplayName("[SL12] an append that happened without word is told as unknown and stays")
  void unknownAndKept(Fault fault) {
    world.log.failNext(fault);
    assertThatThrownBy(() -> world.append(organization, "b", null))
        .isInstanceOf(OutcomeUnknown.class);
    assertThat(textOf(world.append(organization, "c", null))).isEqualTo("abc");
  }

  @Test
  @DisplayName("[SL12] of a batch with unknown outcome, those without events were surely not done")
  void unknownBatch() {
    Submission held = world.hold(organization, "b");
    Submission accepted = world.put(organization, "c", null);
    Submission refused = world.put(organization, AppendingRules.REFUSED, null);
    Submission unchanged = world.put(organization, AppendingRules.NOTHING_NEW, null);
    world.log.permits.release();
    answerOf(held);
    world.log.failNext(Fault.KEPT);
    world.release();
    assertThatThrownBy(() -> answerOf(accepted)).isInstanceOf(OutcomeUnknown.class);
    assertThatThrownBy(() -> answerOf(refused)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> answerOf(unchanged)).isInstanceOf(Unavailable.class);
  }

  @Test
  @DisplayName("[SL13] listeners learn of every commit once, of those with unknown outcome later")
  void publishedLater() {
    world.log.failNext(Fault.KEPT, Fault.LOST);
    assertThatThrownBy(() -> world.append(organization, "b", null))
        .isInstanceOf(OutcomeUnknown.class);
    assertThatThrownBy(() -> world.append(organization, "x", null))
        .isInstanceOf(OutcomeUnknown.class);
    world.append(organization, "c", null);
    assertThat(world.published)
        .filteredOn(each -> each.commit().aggregate().equals(organization))
        .extracting(each -> each.commit().events().toString())
        .satisfiesExactly(
            founded -> assertThat(founded).contains("name=a"),
            renamed -> assertThat(renamed).contains("name=ab"),
            renamed -> assertThat(renamed).contains("name=abc"));
  }

  @ParameterizedTest
  @EnumSource(BuggyCommand.class)
  @DisplayName("[SL14] a decider's bug fails its command, not the others of the batch")
  void bug(BuggyCommand buggy) {
    Submission held = world.hold(organization, "b");
    Submission before = world.put(organization, "c", null);
    Submission bug = world.put(organization, buggy.command(), null);
    Submission after = world.put(organization, "d", null);
    world.release();
    answerOf(held);
    assertThat(textOf(answerOf(before))).isEqualTo("abc");
    assertThatThrownBy(() -> answerOf(bug)).isInstanceOf(IllegalStateException.class);
    assertThat(textOf(answerOf(after))).isEqualTo("abcd");
    assertThat(textOf(world.append(organization, "e", null))).isEqualTo("abcde");
    assertThat(numbers().bugs()).isEqualTo(1);
    assertThat(numbers().reopened()).isEqualTo(1);
  }

  @Test
  @DisplayName("[SL14] where even the machine fails, the turn is given up and the shard goes on")
  void error() {
    assertThatThrownBy(() -> world.send(organization, AppendingRules.ENDLESS, null))
        .isInstanceOf(OutcomeUnknown.class);
    assertThat(textOf(world.append(organization, "b", null))).isEqualTo("ab");
  }

  private ShardNumbers numbers() {
    return world.shards.numbers().get(new ShardMap(ShardWorld.SHARDS).shardOf(organization));
  }

  enum BuggyCommand {
    IN_DECISION,
    IN_EVENT;

    RenameOrganization command() {
      return switch (this) {
        case IN_DECISION -> AppendingRules.BUG;
        case IN_EVENT -> AppendingRules.BUG_IN_EVENT;
      };
    }
  }

  @Test
  @DisplayName("[SL15] a listener's bug keeps no sender from the answer")
  void listenerBug() {
    world.failListener();
    assertThat(textOf(world.append(organization, "b", null))).isEqualTo("ab");
    assertThat(numbers().listenerFailures()).isEqualTo(1);
    assertThat(textOf(world.append(organization, "c", null))).isEqualTo("abc");
  }
}
