package io.tsubame.server.cluster;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomCommand.EditMessage;
import io.tsubame.domain.room.RoomCommand.PostMessage;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Somebody who posts through whatever node is there, and remembers what they were told.
final class Client implements Runnable {
  private static final Duration PAUSE = Duration.ofMillis(1);

  /// Of what was posted, by text.
  final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  final Set<String> certainlyNot = ConcurrentHashMap.newKeySet();
  final List<String> missed = new CopyOnWriteArrayList<>();

  /// Texts of messages that could not be edited.
  final List<String> denied = new CopyOnWriteArrayList<>();

  private final AccountId account;
  private final SimulatedCluster cluster;
  private final List<RoomId> rooms;
  private final Random random;
  private final BooleanSupplier goesOn;

  Client(
      AccountId account,
      SimulatedCluster cluster,
      List<RoomId> rooms,
      long seed,
      BooleanSupplier goesOn) {
    this.account = account;
    this.cluster = cluster;
    this.rooms = rooms;
    this.goesOn = goesOn;
    random = new Random(seed);
  }

  @Override
  public void run() {
    for (int n = 0; goesOn.getAsBoolean() && !Thread.currentThread().isInterrupted(); n++) {
      String text = account.value() + "-" + n;
      if (random.nextBoolean()) {
        insist(text);
      } else {
        post(text, null);
      }
    }
  }

  /// Until it is acknowledged.
  private void insist(String text) {
    CommandId id = new CommandId(text);
    while (!post(text, id) && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private boolean post(String text, @Nullable CommandId id) {
    RoomId room = rooms.get(random.nextInt(rooms.size()));
    if (id != null) {
      room = rooms.get(Math.floorMod(text.hashCode(), rooms.size()));
    }
    int accidents = cluster.accidents();
    try {
      Outcome outcome =
          cluster
              .any(random)
              .commands()
              .send(
                  new AggregateId.Room(room), new PostMessage(text, false), Actor.of(account), id);
      if (outcome instanceof Outcome.Accepted accepted) {
        acknowledged.add(text);
        read(room, accepted, text, accidents);
        edit(room, accepted, text);
        return true;
      }
      throw new AssertionError(text + ": " + outcome);
    } catch (OutcomeUnknown _) {
      return false;
    } catch (OperatingFailure _) {
      if (id == null) {
        certainlyNot.add(text);
      }
      return false;
    }
  }

  /// What was acknowledged is known to whoever decides next.
  private void edit(RoomId room, Outcome.Accepted accepted, String text) {
    EditMessage edit = new EditMessage(sequenceOf(accepted), text + " edited");
    try {
      Outcome outcome =
          cluster
              .any(random)
              .commands()
              .send(new AggregateId.Room(room), edit, Actor.of(account), null);
      if (outcome instanceof Outcome.Rejected) {
        denied.add(text);
      }
    } catch (OperatingFailure _) {
      // it is not edited, or nobody knows
    }
  }

  private static int sequenceOf(Outcome.Accepted accepted) {
    return accepted.commit().events().stream()
        .filter(MessagePosted.class::isInstance)
        .map(event -> ((MessagePosted) event).sequence())
        .findFirst()
        .orElseThrow();
  }

  /// On another node, what was written is there.
  private void read(RoomId room, Outcome.Accepted accepted, String text, int accidents) {
    int sequence = sequenceOf(accepted);
    try {
      SimulatedNode elsewhere = cluster.any(random);
      elsewhere.freshness().awaitOwnWrites(account);
      if (!elsewhere.shows(room, sequence) && cluster.isCalmSince(accidents)) {
        missed.add(text);
      }
    } catch (OperatingFailure _) {
      // the node has gone meanwhile
    }
  }
}
