package io.tsubame.it;

import io.tsubame.it.Caller.Call;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// Somebody who only looks at rooms and searches in them.
final class Looker implements Runnable {
  private final List<Integer> rooms;
  private final Writer.Scene scene;
  private final Caller caller;
  private final Random random;

  Looker(Person person, Writer.Scene scene, long seed) {
    rooms = scene.rooms();
    this.scene = scene;
    caller = new Caller(person, scene.gate(), scene.outcomes(), scene.patience());
    random = new Random(seed);
  }

  @Override
  public void run() {
    while (!scene.gate().isLast()) {
      int room = rooms.get(random.nextInt(rooms.size()));
      if (random.nextInt(5) == 0) {
        look("search", room, "/v1/search/messages?limit=5&q=w0+in:" + room);
      } else {
        look("look", room, "/v1/rooms/" + room + "/messages?limit=5");
      }
      LockSupport.parkNanos(random.nextLong(2 * scene.pace().toNanos()));
    }
  }

  private void look(String kind, int room, String path) {
    caller.untilAnswered(new Call(kind, room, "", "GET", path, ""));
  }
}
