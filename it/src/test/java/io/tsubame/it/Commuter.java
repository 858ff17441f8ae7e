package io.tsubame.it;

import io.tsubame.it.Caller.Call;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// Somebody who enters rooms by their links, and leaves them again.
final class Commuter implements Runnable {
  private final int room;
  private final String code;
  private final Writer.Scene scene;
  private final Caller caller;
  private final Random random;
  private int number;
  private volatile boolean inside;

  /// @param code of the room's link
  Commuter(Person person, int room, String code, Writer.Scene scene, long seed) {
    this.room = room;
    this.code = code;
    this.scene = scene;
    caller = new Caller(person, scene.gate(), scene.outcomes(), scene.patience());
    random = new Random(seed);
  }

  /// What was acknowledged last.
  boolean isInside() {
    return inside;
  }

  @Override
  public void run() {
    while (!scene.gate().isLast()) {
      number++;
      String key = "commuter-" + room + "-" + number;
      String path = inside ? "/v1/rooms/" + room + "/leave" : "/v1/links/" + code + "/join";
      caller.untilAnswered(new Call(inside ? "leave" : "join", room, key, "POST", path, "{}"));
      inside = !inside;
      scene.acknowledged().incrementAndGet();
      LockSupport.parkNanos(random.nextLong(20 * scene.pace().toNanos()));
    }
  }
}
