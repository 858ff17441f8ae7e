package io.tsubame.server.move;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.log.ShardSealed;
import io.tsubame.application.move.MoveProgress.Stage;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/// People who post, one in each room, and remember what was acknowledged. They repeat what was not,
/// and stop where the place takes nothing any more, or when told to. After the first posts they
/// keep step with who moves: each post needs a permit, so no move is ever too slow for them.
final class Writers implements AutoCloseable {
  private static final int FIRST = 20;
  private static final int UNHINDERED = 1_000_000;

  private final Place place;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<RoomId, List<String>> acknowledged = new ConcurrentHashMap<>();
  private final CountDownLatch begun;
  private final CountDownLatch sealed;
  private final Semaphore permits = new Semaphore(0);
  private volatile boolean stopped;

  Writers(Place place, List<RoomId> rooms) {
    this.place = place;
    begun = new CountDownLatch(rooms.size());
    sealed = new CountDownLatch(rooms.size());
    for (RoomId room : rooms) {
      acknowledged.put(room, new ArrayList<>());
      threads.add(Thread.ofVirtual().start(() -> write(room)));
    }
  }

  /// Waits until all have written some.
  void awaitBegun() throws InterruptedException {
    begun.await();
  }

  /// Lets somebody post for each page that is copied.
  void step(Stage stage) {
    if (stage == Stage.COPYING) {
      permits.release();
    }
  }

  /// Waits until all have been told that the place takes nothing.
  void awaitSealed() throws InterruptedException {
    permits.release(UNHINDERED);
    sealed.await();
  }

  private void write(RoomId room) {
    for (int number = 1; !stopped; number++) {
      if (number > FIRST) {
        permits.acquireUninterruptibly();
      }
      String text = room + " " + number;
      if (!post(room, text)) {
        break;
      }
      acknowledged.get(room).add(text);
      if (number == FIRST) {
        begun.countDown();
      }
    }
  }

  /// @return false where the place takes nothing any more
  private boolean post(RoomId room, String text) {
    while (!stopped) {
      try {
        return place.post(room, text, new CommandId(text)) instanceof Outcome.Accepted;
      } catch (ShardSealed _) {
        sealed.countDown();
        return false;
      } catch (OutcomeUnknown _) {
        // Whether it was done, the same id tells.
      } catch (OperatingFailure _) {
        LockSupport.parkNanos(1_000_000);
      }
    }
    return false;
  }

  /// What each room must hold, and nothing else but what was on its way at the end.
  Map<RoomId, List<String>> acknowledged() {
    return acknowledged;
  }

  @Override
  public void close() {
    stopped = true;
    permits.release(UNHINDERED);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
