package io.tsubame.bench;

import io.tsubame.bench.Company.Person;
import io.tsubame.bench.Company.Room;
import io.tsubame.bench.HttpLoad.Result;
import io.tsubame.bench.HttpLoad.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Posts into rooms whose members are connected. A post is over when every member has seen it.
final class FanoutLoad implements Work, AutoCloseable {
  /// 200 bytes with the mark of [Gate#mark].
  static final String REST = "+" + "swallows+fly+home+".repeat(10) + "across..";

  private static final Duration SETTLED = Duration.ofSeconds(30);

  private final Gate gate = new Gate();
  private final Loop loop;
  private final Crowd crowd;
  private final HttpLoad load;
  private final List<Room> rooms;
  private final int window;

  /// What was measured.
  ///
  /// @param acknowledged posts, by their answers
  /// @param delivered to each member
  /// @param last to the last member of each post
  record Fanout(Result acknowledged, Result delivered, Result last) {
    void print(Table table, String name, Meter.Spent spent) {
      table.row(name, delivered, spent);
      table.row(name + ", last member", last, spent);
      table.row(name + ", acknowledged", acknowledged, spent);
    }
  }

  /// @param loop which this closes
  /// @param window posts that not all have seen, beyond which the closed loop waits
  FanoutLoad(Loop loop, int connections, List<Room> rooms, int window) {
    this.loop = loop;
    this.rooms = rooms;
    this.window = window;
    crowd = new Crowd(loop, gate);
    load = new HttpLoad(loop, connections);
    Map<Person, List<RoomOrder>> followed = new LinkedHashMap<>();
    for (Room room : rooms) {
      RoomOrder order = gate.room(room.id(), room.version());
      for (Person member : room.members()) {
        followed.computeIfAbsent(member, _ -> new ArrayList<>()).add(order);
      }
    }
    followed.forEach((person, orders) -> crowd.add(person.token(), orders));
  }

  /// Opens the connections that post.
  FanoutLoad reach(int port) throws IOException {
    load.connect(port);
    return this;
  }

  /// Closes the connections that post.
  void hangUp() throws IOException {
    load.hangUp();
  }

  Crowd crowd() {
    return crowd;
  }

  Gate gate() {
    return gate;
  }

  /// As fast as the members see what is posted.
  Fanout saturated(double seconds) throws IOException {
    gate.reset();
    return settled(System.nanoTime(), load.closedLoop(this, seconds));
  }

  Fanout paced(double seconds, double postsPerSecond) throws IOException {
    return paced(this, seconds, postsPerSecond);
  }

  /// @param work which takes posts from [#post] and tells [#answered] of them
  Fanout paced(Work work, double seconds, double perSecond) throws IOException {
    gate.reset();
    return settled(System.nanoTime(), load.openLoop(work, seconds, perSecond));
  }

  /// Cuts everybody off, and posts what they miss.
  void miss(int posts) throws IOException {
    crowd.cut();
    all(this, posts);
  }

  /// Sends so many calls, as fast as they are answered.
  void all(Work work, int calls) throws IOException {
    load.all(work, calls);
  }

  private Fanout settled(long start, Result acknowledged) throws IOException {
    if (!crowd.settle(SETTLED)) {
      gate.fault("not everything was shown to everybody in time; connections " + crowd.endings());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Fanout(acknowledged, gate.deliveries(seconds), gate.lastDeliveries(seconds));
  }

  @Override
  public boolean mayGo() {
    return gate.open() < window;
  }

  @Override
  public HttpCall call(int number, long dueNanos) {
    Room room = rooms.get(number % rooms.size());
    return post(room, number / rooms.size(), REST, dueNanos);
  }

  /// @param author by number, of the members
  /// @param text in the form's encoding, behind the mark
  HttpCall post(Room room, int author, String text, long dueNanos) {
    return HttpCall.postForm(
        "/v2/rooms/" + room.id() + "/messages",
        room.members().get(author % room.members().size()).token(),
        "body=" + gate.mark(dueNanos) + text);
  }

  @Override
  public void answered(HttpConnection connection, int status, long micros) {
    if (status == 200) {
      gate.acknowledged();
    } else {
      gate.fault("a post was answered with " + status + ": " + connection.body());
    }
  }

  @Override
  public void close() throws IOException {
    loop.close();
  }
}
