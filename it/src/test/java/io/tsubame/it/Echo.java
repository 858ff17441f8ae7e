package io.tsubame.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.it.Caller.Call;
import io.tsubame.it.Outcomes.Outcome;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// Somebody who posts, and somebody else who looks for it at any server until it is shown there.
final class Echo implements Runnable {
  private static final long LOOK_NANOS = 5_000_000;

  private final Person author;
  private final Writer.Scene scene;
  private final Caller posting;
  private final Caller looking;
  private final Random random;

  Echo(Person author, Person reader, Writer.Scene scene, long seed) {
    this.author = author;
    this.scene = scene;
    posting = new Caller(author, scene.gate(), scene.outcomes(), scene.patience());
    looking = new Caller(reader, scene.gate(), new Outcomes(), scene.patience());
    random = new Random(seed);
  }

  @Override
  public void run() {
    for (int number = 1; !scene.gate().isLast(); number++) {
      int room = scene.rooms().get(random.nextInt(scene.rooms().size()));
      String body = "echo " + Writer.lot("w9", number) + " " + number;
      scene.ledger().mayPost(body);
      long begun = System.nanoTime();
      String path = "/v1/rooms/" + room;
      JsonNode answer =
          posting
              .untilAnswered(
                  new Call(
                      "post",
                      room,
                      "echo-" + number,
                      "POST",
                      path + "/messages",
                      "{\"body\":\"" + body + "\"}"))
              .answer();
      scene.ledger().posted(answer, author, begun);
      long answered = System.nanoTime();
      Call look = new Call("look", room, "", "GET", path, "");
      while (looking.untilAnswered(look).answer().path("last_sequence").asInt()
          < answer.path("sequence").asInt()) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      scene.outcomes().done(new Outcome("shown", room, answered, System.nanoTime(), 0));
      LockSupport.parkNanos(random.nextLong(4 * scene.pace().toNanos()));
    }
  }
}
