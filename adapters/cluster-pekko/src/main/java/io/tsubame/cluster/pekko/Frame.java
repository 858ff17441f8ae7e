package io.tsubame.cluster.pekko;

import io.tsubame.application.cluster.NodeId;
import io.tsubame.application.cluster.Peers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A message between two nodes, or a part of one.
///
/// Layout: kind (1 byte), incarnation of the receiver (8), of the sender (8), number (8), part (4),
/// parts (4), length of the sender's name (2), name, length of the topic (2), topic, rest. All
/// numbers big-endian.
///
/// @param number of an ask: which the answer repeats; of what is told: its place on the topic
record Frame(
    Kind kind, long to, NodeId from, long number, int part, int parts, String topic, byte[] rest) {
  enum Kind {
    ASK(1),
    /// What was answered. The first byte tells how it went.
    ANSWER(2),
    TELL(3),
    /// How many messages were told on the topic: the number.
    COUNT(4);

    private final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }

    private static Kind of(byte code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no frame");
    }
  }

  /// Of the rest, so that a frame fits into one of Artery's 256 KiB.
  private static final int LONGEST = 200_000;

  private static final int MOST_PARTS = 1 + Peers.MAX_BYTES / LONGEST;
  private static final int HEAD = 1 + 3 * 8 + 2 * 4 + 2 * 2;

  /// Cuts a message into frames.
  static List<byte[]> frames(
      Kind kind, long to, NodeId from, long number, String topic, byte[] message) {
    int parts = Math.max(1, (message.length + LONGEST - 1) / LONGEST);
    List<byte[]> frames = new ArrayList<>(parts);
    byte[] name = from.name().getBytes(StandardCharsets.UTF_8);
    byte[] subject = topic.getBytes(StandardCharsets.UTF_8);
    for (int part = 0; part < parts; part++) {
      int begin = part * LONGEST;
      int length = Math.min(LONGEST, message.length - begin);
      ByteBuffer frame = ByteBuffer.allocate(HEAD + name.length + subject.length + length);
      frame.put(kind.code).putLong(to).putLong(from.incarnation()).putLong(number);
      frame.putInt(part).putInt(parts).putShort((short) name.length).put(name);
      frame.putShort((short) subject.length).put(subject);
      frame.put(message, begin, length);
      frames.add(frame.array());
    }
    return frames;
  }

  /// @throws IllegalArgumentException where it is none
  static Frame read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < HEAD) {
      throw new IllegalArgumentException("no frame");
    }
    Kind kind = Kind.of(in.get());
    long to = in.getLong();
    long from = in.getLong();
    long number = in.getLong();
    int part = in.getInt();
    int parts = in.getInt();
    if (part < 0 || part >= parts || parts > MOST_PARTS) {
      throw new IllegalArgumentException("no frame");
    }
    NodeId sender = new NodeId(text(in), from);
    String topic = text(in);
    byte[] rest = new byte[in.remaining()];
    in.get(rest);
    return new Frame(kind, to, sender, number, part, parts, topic, rest);
  }

  private static String text(ByteBuffer in) {
    int length = in.remaining() < 2 ? -1 : in.getShort();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("no frame");
    }
    byte[] text = new byte[length];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
