package io.tsubame.bench;

import io.tsubame.bench.HttpLoad.Result;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// Whether every client was shown one gap-free order, the same for all, with everything that was
/// acknowledged in it and nothing twice; and how long that took. Figures count only where
/// [#isPassed] holds.
final class Gate {
  private static final int DIGITS = 10;
  private static final int FAULTS_KEPT = 10;

  private final byte[] before;
  private final Map<Integer, RoomOrder> rooms = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private long faultCount;
  private long[] due = new long[1 << 16];
  private int posts;
  private int acknowledged;
  private int complete;
  private int unseen;
  private long deliveries;
  private Histogram each = new Histogram(HttpLoad.HIGHEST_MICROS, 3);
  private Histogram last = new Histogram(HttpLoad.HIGHEST_MICROS, 3);

  /// Some of the bytes that have come, valid until the next ones are read.
  record Part(byte[] bytes, int from, int to) {
    byte[] copy() {
      return Arrays.copyOfRange(bytes, from, to);
    }

    boolean holds(byte[] others) {
      return Arrays.equals(bytes, from, to, others, 0, others.length);
    }
  }

  Gate() {
    this("\"body\":\"");
  }

  /// @param beforeBody what stands in a frame right before the text of a post, in ASCII
  Gate(String beforeBody) {
    before = (beforeBody + "p").getBytes(StandardCharsets.US_ASCII);
  }

  RoomOrder room(int room, int version) {
    return rooms.computeIfAbsent(room, number -> new RoomOrder(number, version));
  }

  /// What a post must begin with to be known when it is shown.
  ///
  /// @param dueNanos when it should be sent
  String mark(long dueNanos) {
    if (posts == due.length) {
      due = Arrays.copyOf(due, 2 * posts);
    }
    due[posts] = dueNanos;
    String digits = Integer.toString(posts++);
    return "p" + "0".repeat(DIGITS - digits.length()) + digits;
  }

  void acknowledged() {
    acknowledged++;
  }

  int posts() {
    return posts;
  }

  /// Posts that not all have seen.
  int open() {
    return posts - complete;
  }

  /// Whether everybody has seen everything.
  boolean isSettled() {
    return complete == posts && unseen == 0;
  }

  /// A client has got a frame of a room.
  ///
  /// @param known the version that the client had
  void shown(RoomOrder room, int known, int first, int version, Part frame) {
    if (first != known + 1) {
      fault("room " + room.room() + ": " + first + " came after " + known);
    }
    RoomOrder.Shown shown = room.shown(version);
    if (shown == null) {
      byte[] copy = frame.copy();
      int post = post(copy);
      shown = new RoomOrder.Shown(copy, post, post < 0 ? 0 : due[post], new int[1]);
      room.show(version, shown);
      unseen++;
    } else if (!frame.holds(shown.frame())) {
      fault("room " + room.room() + ": two frames with version " + version);
    }
    count(room, version, shown);
  }

  private void count(RoomOrder room, int version, RoomOrder.Shown shown) {
    boolean isLast = room.seen(version, shown);
    unseen -= isLast ? 1 : 0;
    if (shown.post() >= 0) {
      deliveries++;
      long micros =
          Math.min((System.nanoTime() - shown.dueNanos()) / 1_000, HttpLoad.HIGHEST_MICROS);
      each.recordValue(micros);
      if (isLast) {
        last.recordValue(micros);
        complete++;
      }
    }
  }

  void fault(String words) {
    faultCount++;
    if (faults.size() < FAULTS_KEPT) {
      faults.add(words);
    }
  }

  /// Whether something was wrong so far.
  boolean isFaulty() {
    return faultCount > 0;
  }

  /// Begins to count anew.
  void reset() {
    deliveries = 0;
    each = new Histogram(HttpLoad.HIGHEST_MICROS, 3);
    last = new Histogram(HttpLoad.HIGHEST_MICROS, 3);
  }

  /// Deliveries to every member since the last reset.
  Result deliveries(double seconds) {
    return new Result(deliveries, faultCount, seconds, each);
  }

  /// The same for the last member of each post.
  Result lastDeliveries(double seconds) {
    return new Result(last.getTotalCount(), faultCount, seconds, last);
  }

  boolean isPassed() {
    return faultCount == 0 && isSettled() && acknowledged == posts;
  }

  String words() {
    return posts
        + " posts, "
        + acknowledged
        + " acknowledged, "
        + complete
        + " shown to every member in one order, "
        + faultCount
        + " faults"
        + (faults.isEmpty() ? "" : " " + faults);
  }

  /// The number of the post in a frame, negative where it is none of ours.
  private int post(byte[] frame) {
    for (int i = 0; i + before.length + DIGITS <= frame.length; i++) {
      int end = i + before.length;
      if (frame[i] == before[0] && Arrays.equals(frame, i, end, before, 0, before.length)) {
        int number = 0;
        for (int j = end; j < end + DIGITS; j++) {
          number = 10 * number + frame[j] - '0';
        }
        return number >= 0 && number < posts ? number : -1;
      }
    }
    return -1;
  }
}
