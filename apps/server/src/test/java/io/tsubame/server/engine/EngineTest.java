package io.tsubame.server.engine;

import static io.tsubame.server.engine.EngineWorld.ANN;
import static io.tsubame.server.engine.EngineWorld.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.Outcome;
import io.tsubame.application.shard.ViewStateLoader;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Creation;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountCommand.RegisterAccount;
import io.tsubame.domain.account.AccountEvent.AccountRegistered;
import io.tsubame.domain.account.Profile;
import io.tsubame.domain.handle.Handle;
import io.tsubame.domain.handle.HandleCommand.ClaimHandle;
import io.tsubame.domain.handle.HandleCommand.ReleaseHandle;
import io.tsubame.domain.handle.HandleEvent.HandleBound;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomEvent.RoomCreated;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class EngineTest {
  /// The message that tells that the room was made.
  private static final int NOTICE = 1;

  private final EngineWorld world = new EngineWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @DisplayName("[FO3] after a restart everything goes on where it was")
  void restart() throws InterruptedException {
    RoomId room = world.room();
    world.post(ANN, room, "one");
    world.restart();
    world.post(BEN, room, "two");
    world.awaitViews();
    assertThat(state(room).lastSequence()).isEqualTo(NOTICE + 2);
  }

  @Test
  @DisplayName("[CL10] what another process wrote to a shard is followed as soon as it is known")
  void writtenByAnother() throws InterruptedException {
    world.awaitServing();
    world.awaitViews();
    long end = world.log.open(0).end();
    assertThat(world.engine.progress().projected(0)).isLessThan(end);
    world.engine.reaches(0, end);
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (world.engine.progress().projected(0) < end && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000); // who waits for a position tells it besides
    }
    assertThat(world.engine.progress().projected(0)).isEqualTo(end);
  }

  @Test
  @DisplayName("[PR2] who asks after an acknowledged command finds its effect in the views")
  void readsOwnWrites() {
    RoomId room = world.room();
    for (int sequence = 1; sequence <= 50; sequence++) {
      world.post(ANN, room, "text");
      world.engine.freshness().awaitOwnWrites(ANN);
      assertThat(state(room).lastSequence()).isEqualTo(NOTICE + sequence);
    }
  }

  @Test
  @DisplayName("[SL19] [FO4] while the view store is away posting goes on; then the views catch up")
  void viewStoreAway() throws InterruptedException {
    RoomId room = world.room();
    world.awaitViews();
    world.firstViews.available(false);
    for (int i = 0; i < 20; i++) {
      assertThat(world.post(ANN, room, "text")).isInstanceOf(Outcome.Accepted.class);
    }
    world.firstViews.available(true);
    world.awaitViews();
    assertThat(state(room).lastSequence()).isEqualTo(NOTICE + 20);
    assertThat(world.verify().findings()).isEmpty();
  }

  @Test
  @DisplayName("[SL15] a listener that throws keeps no other from learning of a commit")
  void listenerThrows() {
    List<Committed> heard = new CopyOnWriteArrayList<>();
    world.engine.listen(_ -> {
      throw new IllegalStateException("injected");
    });
    world.engine.listen(heard::add);
    world.room();
    assertThat(heard).hasSize(1);
  }

  @Test
  @DisplayName("[PO3] a registered account gets its My chat, and its address is bound")
  void unfinishedRegistration() throws InterruptedException {
    AccountRegistered registered = registerWhollyByPolicy();
    Room myRoom = state(registered.myRoom());
    assertThat(myRoom.members().containsKey(registered.account().value())).isTrue();
    assertThat(
            new ViewStateLoader(world.views)
                .handle(new HandleName(HandleName.Kind.EMAIL, "Ann@example.com")))
        .isEqualTo(new Handle.Bound(registered.account().value()));
  }

  /// Registers an account and nothing else, and waits for what the policy makes of it.
  private AccountRegistered registerWhollyByPolicy() throws InterruptedException {
    CountDownLatch finished = new CountDownLatch(2);
    world.engine.listen(committed ->
        committed.commit().events().stream()
            .filter(event -> event instanceof RoomCreated || event instanceof HandleBound)
            .forEach(_ -> finished.countDown()));
    AccountRegistered registered = register("ann@example.com");
    assertThat(finished.await(10, TimeUnit.SECONDS)).isTrue();
    world.awaitViews();
    return registered;
  }

  @Test
  @DisplayName("[PO1] a policy that begins again changes nothing")
  void policyRepeats() throws InterruptedException {
    registerWhollyByPolicy();
    long records = records();
    restartPoliciesFromNothing();
    assertThat(records()).isEqualTo(records + world.log.shards());
  }

  @Test
  @DisplayName("[PO4] a policy without checkpoint leaves out what is older than a day")
  void longAgo() throws InterruptedException {
    AccountRegistered registered = registerWhollyByPolicy();
    HandleName address = new HandleName(HandleName.Kind.EMAIL, registered.email());
    AggregateId.Handle handle = new AggregateId.Handle(address);
    ReleaseHandle release = new ReleaseHandle(address, "", registered.account().value());
    assertThat(world.engine.commands().send(handle, release, Actor.SERVER, null))
        .isInstanceOf(Outcome.Accepted.class);

    world.clock.advance(Duration.ofDays(2));
    restartPoliciesFromNothing();
    world.awaitViews();
    assertThat(new ViewStateLoader(world.views).handle(address)).isEqualTo(Handle.FREE);
  }

  private void restartPoliciesFromNothing() throws InterruptedException {
    ViewBatch checkpoints = new ViewBatch();
    for (int shard = 0; shard < world.log.shards(); shard++) {
      checkpoints.checkpoint("policy/unfinished-work", shard, 0);
    }
    world.views.write(checkpoints);
    world.restart();
    world.awaitServing();
    world.awaitPolicies();
  }

  private long records() {
    return IntStream.range(0, world.log.shards()).mapToLong(world.log::end).sum();
  }

  /// What a registration does before it dies: the address is claimed, the account is made.
  private AccountRegistered register(String email) {
    HandleName address = new HandleName(HandleName.Kind.EMAIL, email);
    ClaimHandle claim =
        new ClaimHandle(address, "ann", world.clock.instant().plus(Duration.ofMinutes(5)));
    assertThat(
            world
                .engine
                .commands()
                .send(new AggregateId.Handle(address), claim, Actor.SERVER, null))
        .isInstanceOf(Outcome.Accepted.class);
    Outcome.Accepted accepted =
        (Outcome.Accepted)
            world.engine.commands().create(registration(email), Actor.SERVER, new CommandId("ann"));
    return (AccountRegistered) accepted.commit().events().getFirst();
  }

  private static Creation registration(String email) {
    return new RegisterAccount(
        new AccountId(Creation.UNNUMBERED),
        new OrganizationId(1),
        null,
        email,
        Profile.named("Ann"),
        null,
        null);
  }

  private Room state(RoomId room) {
    return new ViewStateLoader(world.views).room(room);
  }
}
