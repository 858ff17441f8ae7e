package io.tsubame.cluster.pekko;

import io.tsubame.application.cluster.NodeId;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts messages together whose frames come one after the other, for the Door alone. What lacks a
/// frame never becomes a message: whoever waits for it has a time-out, or counts.
final class Assembly {
  /// Messages that are incomplete at once.
  private static final int MOST = 64;

  private record Key(Frame.Kind kind, NodeId from, long number, String topic) {}

  private static final class Whole {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next;
  }

  private final LinkedHashMap<Key, Whole> incomplete = new LinkedHashMap<>();

  /// The whole message that the frame completes, null where it does not.
  @Nullable Frame add(Frame frame) {
    if (frame.parts() == 1) {
      return frame;
    }
    Key key = new Key(frame.kind(), frame.from(), frame.number(), frame.topic());
    Whole whole = incomplete.computeIfAbsent(key, _ -> new Whole());
    if (frame.part() != whole.next) {
      incomplete.remove(key);
      return null;
    }
    whole.next++;
    whole.bytes.writeBytes(frame.rest());
    if (whole.next < frame.parts()) {
      dropEldest();
      return null;
    }
    incomplete.remove(key);
    return new Frame(
        frame.kind(),
        frame.to(),
        frame.from(),
        frame.number(),
        0,
        1,
        frame.topic(),
        whole.bytes.toByteArray());
  }

  private void dropEldest() {
    if (incomplete.size() > MOST) {
      Map.Entry<Key, Whole> _ = incomplete.pollFirstEntry();
    }
  }
}
