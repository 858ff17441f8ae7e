package io.tsubame.application.shard;

import static io.tsubame.application.shard.ShardWorld.answerOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.ApplicationRejection.CommandIdReused;
import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.shard.FaultyLog.Fault;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Creation;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomCommand.CreateImportRoom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A repeated command has one effect and gets the first answer again.
final class RepeatedCommandsTest {
  private static final CommandId ID = new CommandId("7:first");

  private final ShardWorld world = new ShardWorld();
  private final AggregateId.Organization organization = world.found("a");

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @DisplayName("[SL16] a repeated command gets its first answer")
  void repeated() {
    Outcome first = world.append(organization, "b", ID);
    world.append(organization, "c", null);
    assertRepeats(first, world.append(organization, "b", ID));
  }

  @Test
  @DisplayName("[SL16] also where it is worded anew, as far as its id tells")
  void worded() {
    Outcome first = world.append(organization, "b", ID);
    assertRepeats(first, world.append(organization, "x", ID));
    assertThat(world.textOf(organization)).isEqualTo("ab");
  }

  @Test
  @DisplayName("[SL24] an id that was accepted for another content is refused, and nothing is done")
  void otherContent() {
    CommandId id = new CommandId("7:key", 1);
    CommandId other = new CommandId("7:key", 2);
    Outcome first = world.append(organization, "b", id);
    assertReused(world.append(organization, "c", other));
    world.restart();
    assertReused(world.append(organization, "c", other));
    assertRepeats(first, world.append(organization, "b", id));
    assertThat(world.textOf(organization)).isEqualTo("ab");
  }

  @Test
  @DisplayName("[SL24] also within one batch")
  void otherContentWithinOneBatch() {
    Submission held = world.hold(organization, "b");
    Submission first = world.put(organization, "c", new CommandId("7:key", 1));
    Submission other = world.put(organization, "d", new CommandId("7:key", 2));
    world.release();
    answerOf(held);
    assertThat(answerOf(first)).isInstanceOf(Outcome.Accepted.class);
    assertReused(answerOf(other));
    assertThat(world.textOf(organization)).isEqualTo("abc");
  }

  @Test
  @DisplayName("[SL24] an id that was accepted for another aggregate of the shard is refused")
  void otherAggregate() {
    AggregateId.Organization other = world.foundInShardOf(organization, "o");
    world.append(organization, "b", ID);
    assertReused(world.append(other, "b", ID));
    assertThat(world.textOf(other)).isEqualTo("o");
  }

  @Test
  @DisplayName("[SL24] an id that was accepted for another kind of aggregate makes none")
  void otherKind() {
    Outcome.Accepted made = (Outcome.Accepted) create();
    assertReused(
        world.shards.create(
            new CreateImportRoom(new RoomId(Creation.UNNUMBERED), "", ""),
            ShardWorld.ACTOR,
            new CommandId("made")));
    assertRepeats(made, create());
  }

  @Test
  @DisplayName("[SL16] also within one batch, where it shares the fate of the first")
  void withinOneBatch() {
    Submission held = world.hold(organization, "b");
    Submission first = world.put(organization, "c", ID);
    Submission again = world.put(organization, "c", ID);
    world.release();
    answerOf(held);
    assertRepeats(answerOf(first), answerOf(again));
    assertThat(world.textOf(organization)).isEqualTo("abc");
  }

  @Test
  @DisplayName("[SL16] within one batch whose outcome is unknown, neither is answered")
  void withinOneFailedBatch() {
    Submission held = world.hold(organization, "b");
    Submission first = world.put(organization, "c", ID);
    Submission again = world.put(organization, "c", ID);
    world.log.permits.release();
    answerOf(held);
    world.log.failNext(Fault.LOST);
    world.release();
    assertThatThrownBy(() -> answerOf(first)).isInstanceOf(OutcomeUnknown.class);
    assertThatThrownBy(() -> answerOf(again)).isInstanceOf(OutcomeUnknown.class);
    assertThat(world.append(organization, "c", ID))
        .isInstanceOfSatisfying(
            Outcome.Accepted.class, accepted -> assertThat(accepted.repeated()).isFalse());
  }

  @Test
  @DisplayName("[SL16] also after a restart")
  void afterRestart() {
    Outcome first = world.append(organization, "b", ID);
    world.restart();
    assertRepeats(first, world.append(organization, "b", ID));
  }

  @Test
  @DisplayName("[SL16] also when many others came in between")
  void afterManyOthers() {
    Outcome first = world.append(organization, "b", ID);
    for (int i = 0; i < 2 * ShardWorld.LIMITS.rememberedCommands(); i++) {
      world.append(organization, ".", new CommandId("7:" + i));
    }
    assertRepeats(first, world.append(organization, "b", ID));
  }

  @Test
  @DisplayName("[SL16] also after an outcome that was unknown")
  void afterUnknown() {
    world.log.failNext(Fault.KEPT);
    assertThatThrownBy(() -> world.append(organization, "b", ID))
        .isInstanceOf(OutcomeUnknown.class);
    assertThat(world.append(organization, "b", ID))
        .isInstanceOfSatisfying(
            Outcome.Accepted.class, accepted -> assertThat(accepted.repeated()).isTrue());
    assertThat(world.textOf(organization)).isEqualTo("ab");
  }

  @Test
  @DisplayName("[SL16] also where the views lag behind the first")
  void whileViewsLag() {
    world.views.stop();
    Outcome first = world.append(organization, "b", ID);
    for (int i = 0; i < ShardWorld.LIMITS.unprojectedCommits() / 2; i++) {
      world.append(organization, ".", new CommandId("7:" + i));
    }
    assertRepeats(first, world.append(organization, "b", ID));
  }

  @Test
  @DisplayName("[SL16] a repeated creation leads to the aggregate that the first one made")
  void creation() {
    Outcome first = create();
    Outcome again = create();
    assertRepeats(first, again);
    world.restart();
    assertRepeats(first, create());
  }

  @Test
  @DisplayName("[SL17] what was refused, or changed nothing, is decided anew")
  void refused() {
    world.send(organization, AppendingRules.REFUSED, ID);
    world.send(organization, AppendingRules.NOTHING_NEW, ID);
    assertThat(world.append(organization, "b", ID))
        .isInstanceOfSatisfying(
            Outcome.Accepted.class, accepted -> assertThat(accepted.repeated()).isFalse());
  }

  @Test
  @DisplayName("[SL18] while the views are down, the last commands are still recognised")
  void whileViewsAreDown() {
    Outcome first = world.append(organization, "b", ID);
    world.views.setDown(true);
    assertRepeats(first, world.append(organization, "b", ID));
    world.append(organization, "c", new CommandId("7:new"));
    assertThat(uncheckedRepeats()).isEqualTo(1);
  }

  @Test
  @DisplayName("[SL18] and so are those that an owner before has accepted")
  void whileViewsAreDownAfterRestart() {
    Outcome first = world.append(organization, "b", ID);
    world.restart();
    world.awaitServing();
    world.append(organization, "c", new CommandId("7:other"));
    world.views.setDown(true);
    assertRepeats(first, world.append(organization, "b", ID));
    assertThat(uncheckedRepeats()).isZero();
  }

  private Outcome create() {
    return world.shards.create(
        ShardWorld.founding("made"), ShardWorld.ACTOR, new CommandId("made"));
  }

  private long uncheckedRepeats() {
    return world.shards.numbers().stream().mapToLong(ShardNumbers::uncheckedRepeats).sum();
  }

  private static void assertReused(Outcome outcome) {
    assertThat(outcome).isEqualTo(new Outcome.Rejected(new CommandIdReused()));
  }

  private static void assertRepeats(Outcome first, Outcome again) {
    Outcome.Accepted accepted = (Outcome.Accepted) first;
    assertThat(accepted.repeated()).isFalse();
    assertThat(again)
        .isEqualTo(
            new Outcome.Accepted(accepted.commit(), accepted.shard(), accepted.position(), true));
  }
}
