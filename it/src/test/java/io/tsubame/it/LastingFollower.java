package io.tsubame.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.it.Api.Reply;
import io.tsubame.it.History.Told;
import io.tsubame.it.LiveClient.Silence;
import io.tsubame.it.LiveClient.StreamRefused;
import io.tsubame.it.Outcomes.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Follows rooms on the live stream of whichever server is there, and goes to the next one where it
/// hears nothing, until the gate is closed for ever.
final class LastingFollower implements Runnable {
  private static final Duration PING = Duration.ofSeconds(1);
  private static final Duration SILENCE = Duration.ofSeconds(4);
  private static final long PAUSE_NANOS = 200_000_000;

  private final String name;
  private final Person person;
  private final Gate gate;
  private final List<Integer> rooms;
  private final Outcomes outcomes;
  private final Duration patience;
  private final Followed followed = new Followed();
  private final AtomicInteger comings = new AtomicInteger();

  LastingFollower(String name, Person person, List<Integer> rooms, Writer.Scene scene) {
    this.name = name;
    this.person = person;
    this.rooms = rooms;
    gate = scene.gate();
    outcomes = scene.outcomes();
    patience = scene.patience();
  }

  @Override
  public void run() {
    long lost = System.nanoTime();
    int failures = 0;
    while (!gate.isLast()) {
      try (LiveClient client = come(gate.api(person).waiting(patience))) {
        comings.incrementAndGet();
        outcomes.done(new Outcome("stream", 0, lost, System.nanoTime(), failures));
        failures = 0;
        lost = listen(client);
      } catch (Silence | StreamRefused _) {
        failures++;
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /// Hears the rest, of one server, which may still have to tell it to come again.
  ///
  /// @param until when it has to have heard it, as [System#nanoTime] tells
  void finish(Api api, long until) {
    while (true) {
      try (LiveClient client = come(api)) {
        for (JsonNode frame : client.takeUntilPong()) {
          frame(api, frame);
        }
        return;
      } catch (Silence | StreamRefused refused) {
        if (System.nanoTime() > until) {
          throw refused;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  List<Told> told() {
    return followed.told(name);
  }

  int comings() {
    return comings.get();
  }

  /// Connects, with what is missed heard already.
  private LiveClient come(Api api) {
    followed.comes();
    LiveClient client = LiveClient.reconnect(api);
    try {
      client.send(followed.resume());
      client.takeUntil(frame -> {
        frame(api, frame);
        return frame.path("type").asText().equals("resumed");
      });
      for (int room : rooms) {
        if (!followed.knows(room)) {
          fetch(api, room);
        }
      }
      return client;
    } catch (Silence silence) {
      client.close();
      throw silence;
    }
  }

  /// Returns when it has heard something for the last time.
  private long listen(LiveClient client) {
    long heard = System.nanoTime();
    long pinged = heard;
    while (!gate.isLast() && !client.isClosed() && System.nanoTime() - heard < SILENCE.toNanos()) {
      JsonNode frame = client.poll(PING);
      if (frame != null) {
        heard = System.nanoTime();
        frame(client.api(), frame);
      }
      if (System.nanoTime() - pinged > PING.toNanos()) {
        pinged = System.nanoTime();
        client.trySend("{\"type\":\"ping\"}");
      }
    }
    for (JsonNode frame = client.poll(); frame != null; frame = client.poll()) {
      frame(client.api(), frame);
    }
    return heard;
  }

  private void frame(Api api, JsonNode frame) {
    followed.frame(frame);
    if (frame.path("type").asText().equals("resync")) {
      frame
          .path("rooms")
          .forEach(room -> {
            if (rooms.contains(room.asInt())) {
              fetch(api, room.asInt());
            }
          });
    }
  }

  private void fetch(Api api, int room) {
    long version = get(api, "/v1/rooms/" + room).path("version").asLong();
    List<JsonNode> all = new ArrayList<>();
    JsonNode page;
    do {
      page = get(api, "/v1/rooms/" + room + "/messages?limit=200&after=" + all.size());
      page.path("messages").forEach(all::add);
    } while (!page.path("messages").isEmpty());
    followed.fetched(room, version, all);
  }

  private static JsonNode get(Api api, String path) {
    try {
      Reply reply = api.attempt("GET", path, "");
      if (reply.status() == 200) {
        return reply.body();
      }
      throw new Silence(path + " was answered by " + reply);
    } catch (IOException lost) {
      throw new Silence(path + ": " + lost);
    }
  }
}
