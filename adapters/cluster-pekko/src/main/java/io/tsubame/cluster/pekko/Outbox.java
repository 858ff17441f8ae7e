package io.tsubame.cluster.pekko;

import io.tsubame.application.cluster.NodeId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Numbers what this node tells another, topic by topic.
final class Outbox {
  private static final class Told {
    long count;
  }

  private final long to;
  private final NodeId self;
  private final Consumer<byte[]> wire;
  private final Map<String, Told> topics = new ConcurrentHashMap<>();

  /// @param wire takes frames in order, or loses them
  Outbox(long to, NodeId self, Consumer<byte[]> wire) {
    this.to = to;
    this.self = self;
    this.wire = wire;
  }

  void tell(String topic, byte[] message) {
    Told told = topics.computeIfAbsent(topic, _ -> new Told());
    synchronized (told) {
      told.count++;
      List<byte[]> frames = Frame.frames(Frame.Kind.TELL, to, self, told.count, topic, message);
      frames.forEach(wire);
    }
  }

  /// Says how much was told, so that the other notices what it did not get.
  void count() {
    topics.forEach((topic, told) -> {
      synchronized (told) {
        Frame.frames(Frame.Kind.COUNT, to, self, told.count, topic, new byte[0]).forEach(wire);
      }
    });
  }
}
