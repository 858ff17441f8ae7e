package io.tsubame.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Somebody in a room of an XMPP server, who counts what the room shows and may publish. A post is
/// acknowledged when the room reflects it to its author. Not for several threads.
final class Occupant implements XmppClient.Listener {
  static final String BEFORE_BODY = "<body>";

  private static final byte[] BODY = ascii(BEFORE_BODY + "p");
  private static final byte[] BODY_END = ascii("</body>");

  /// Where the author stands in a body: behind the mark of [Gate#mark] and a space.
  private static final int AUTHOR = BEFORE_BODY.length() + 12;

  private static final int AUTHOR_DIGITS = 5;
  private static final String REST = " " + "swallows fly home ".repeat(10) + "ok";

  private final MucLoad load;
  private final Gate gate;
  private final String room;
  private final RoomOrder order;
  private final String name;
  private final byte[] author;

  /// When the posts that are not reflected yet were due; a room keeps the order of each author.
  private final Queue<Long> outstanding = new ArrayDeque<>();

  private @Nullable XmppClient client;
  private int version;

  /// @param room its address
  /// @param number of the account, from which its name follows
  Occupant(MucLoad load, Gate gate, String room, RoomOrder order, int number) {
    this.load = load;
    this.gate = gate;
    this.room = room;
    this.order = order;
    name = name(number);
    author = ascii(name.substring(1));
    version = order.version();
    order.join();
  }

  /// Of the account, and in the room.
  static String name(int number) {
    return "u" + Integer.toString(100_000 + number).substring(1);
  }

  void connect(Loop loop, int port) throws IOException {
    client = new XmppClient(loop, port, name, this);
  }

  void enter() throws IOException {
    connected().enter(room);
  }

  /// @param dueNanos when it should be sent
  void publish(long dueNanos) throws IOException {
    int id = gate.posts();
    outstanding.add(dueNanos);
    connected().publish(room, id, gate.mark(dueNanos) + " " + name.substring(1) + REST);
  }

  private XmppClient connected() {
    XmppClient current = client;
    if (current == null) {
      throw new IllegalStateException(name + " is not connected");
    }
    return current;
  }

  @Override
  public void ready() {
    load.ready();
  }

  /// What is none of ours, such as the subject of the room, has no such body.
  @Override
  public void message(byte[] bytes, int from, int to) throws IOException {
    int body = find(bytes, from, to, BODY);
    int end = body < 0 ? -1 : find(bytes, body, to, BODY_END);
    if (end < 0) {
      return;
    }
    int known = version++;
    gate.shown(order, known, version, version, new Gate.Part(bytes, body, end));
    int at = body + AUTHOR;
    if (at + AUTHOR_DIGITS <= end
        && Arrays.equals(bytes, at, at + AUTHOR_DIGITS, author, 0, AUTHOR_DIGITS)) {
      Long due = outstanding.poll();
      if (due == null) {
        gate.fault(name + " was shown a post of its own that it had not sent");
      } else {
        load.acknowledged(this, due);
      }
    }
  }

  private static int find(byte[] bytes, int from, int to, byte[] word) {
    for (int at = from; at + word.length <= to; at++) {
      if (bytes[at] == word[0]
          && Arrays.equals(bytes, at, at + word.length, word, 0, word.length)) {
        return at;
      }
    }
    return -1;
  }

  @Override
  public void ended(String why) {
    load.ended(name, why);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
