package io.tsubame.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One person with a client that follows its rooms by the live stream, and remembers how far it has
/// come in each of them. Not for several threads.
final class Follower implements LiveSocket.Listener {
  private static final byte[] ROOM = ascii("{\"type\":\"room\",\"room_id\":");
  private static final byte[] FROM = ascii(",\"from\":");
  private static final byte[] VERSION = ascii(",\"version\":");
  private static final byte[] HELLO = ascii("{\"type\":\"hello\"");
  private static final byte[] RESUMED = ascii("{\"type\":\"resumed\"");
  private static final byte[] RESYNC = ascii("{\"type\":\"resync\"");

  private final Crowd crowd;
  private final String token;
  private final RoomOrder[] rooms;
  private final int[] versions;
  private @Nullable LiveSocket socket;
  private boolean ready;

  // Where reading a number ended.
  private int cursor;

  /// @param rooms by number
  Follower(Crowd crowd, String token, RoomOrder[] rooms) {
    this.crowd = crowd;
    this.token = token;
    this.rooms = rooms;
    versions = new int[rooms.length];
    for (int i = 0; i < rooms.length; i++) {
      versions[i] = rooms[i].version();
      rooms[i].join();
    }
  }

  String token() {
    return token;
  }

  /// Whether its connection has all that it missed.
  boolean isReady() {
    return ready;
  }

  void ready() {
    ready = true;
  }

  void connect(Loop loop, int port, String path) throws IOException {
    ready = false;
    socket = new LiveSocket(loop, port, path, token, this);
  }

  void send(String text) throws IOException {
    LiveSocket current = socket;
    if (current != null) {
      current.send(text);
    }
  }

  void cut() throws IOException {
    LiveSocket current = socket;
    if (current != null) {
      socket = null;
      current.cut();
    }
  }

  /// Says how far it has come, as the first words of a client that comes back.
  void resume() throws IOException {
    StringBuilder text = new StringBuilder("{\"type\":\"resume\",\"rooms\":[");
    for (int i = 0; i < rooms.length; i++) {
      text.append(i == 0 ? "[" : ",[").append(rooms[i].room()).append(',');
      text.append(versions[i]).append(']');
    }
    send(text.append("]}").toString());
  }

  @Override
  public void text(byte[] bytes, int from, int to) throws IOException {
    if (startsWith(ROOM, bytes, from, to)) {
      room(bytes, from, to);
    } else if (startsWith(HELLO, bytes, from, to)) {
      crowd.greeted(this);
    } else if (startsWith(RESUMED, bytes, from, to)) {
      crowd.ready(this);
    } else if (startsWith(RESYNC, bytes, from, to)) {
      crowd.gate().fault(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }
  }

  @Override
  public void ended(int code) {
    socket = null;
    crowd.ended(this, code);
  }

  private void room(byte[] bytes, int from, int to) throws IOException {
    int room = number(ROOM, bytes, from, to);
    int first = number(FROM, bytes, cursor, to);
    int version = number(VERSION, bytes, cursor, to);
    int slot = slot(room);
    if (slot < 0) {
      crowd.gate().fault("a frame of room " + room + ", which is not followed");
      return;
    }
    Gate.Part frame = new Gate.Part(bytes, from, to);
    crowd.gate().shown(rooms[slot], versions[slot], first, version, frame);
    versions[slot] = version;
  }

  private int slot(int room) {
    int low = 0;
    int high = rooms.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = Integer.compare(rooms[middle].room(), room);
      if (found == 0) {
        return middle;
      }
      low = found < 0 ? middle + 1 : low;
      high = found < 0 ? high : middle - 1;
    }
    return -1;
  }

  private int number(byte[] before, byte[] bytes, int from, int to) throws IOException {
    if (!startsWith(before, bytes, from, to)) {
      String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
      throw new IOException("another shape of frame: " + text);
    }
    int number = 0;
    cursor = from + before.length;
    while (cursor < to && bytes[cursor] >= '0' && bytes[cursor] <= '9') {
      number = 10 * number + bytes[cursor++] - '0';
    }
    return number;
  }

  private static boolean startsWith(byte[] start, byte[] bytes, int from, int to) {
    return to - from >= start.length
        && Arrays.equals(start, 0, start.length, bytes, from, from + start.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
