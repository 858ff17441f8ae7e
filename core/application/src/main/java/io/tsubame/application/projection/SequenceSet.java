package io.tsubame.application.projection;

import io.tsubame.application.view.BareNumber;
import io.tsubame.application.view.CorruptView;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewReader;
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// A set of sequence numbers of one room's messages in [Table#MENTIONS], which tells in bounded
/// time how many of them are greater than a given one, wherever numbers are added or taken out.
///
/// It is a tree of three levels. A leaf holds 256 numbers: below 32 of them as sorted bytes, else
/// as a bitmap of 32 bytes. Above it one count stands for 65,536 numbers, and one above that for
/// 16,777,216. So a change writes three small rows, and counting reads at most 1 + 255 + 255 + 127.
public final class SequenceSet {
  private static final int LIST_END = 32;
  private static final int LEVELS = 3;
  private static final int BITS = 8;

  private final byte[] prefix;

  private SequenceSet(RoomId room, int account, int kind) {
    this.prefix =
        ByteBuffer.allocate(9).putInt(room.value()).putInt(account).put((byte) kind).array();
  }

  /// Messages that address the account by name.
  public static SequenceSet addressing(RoomId room, AccountId account) {
    return new SequenceSet(room, account.value(), 0);
  }

  /// Messages that address all.
  public static SequenceSet addressingAll(RoomId room) {
    return new SequenceSet(room, 0, 1);
  }

  /// Messages by the account that address all.
  public static SequenceSet addressingAllBy(RoomId room, AccountId author) {
    return new SequenceSet(room, author.value(), 1);
  }

  /// How many numbers of the set are greater.
  public int countAfter(ViewReader reader, int sequence) {
    BitSet leaf = leaf(reader.get(Table.MENTIONS, key(0, sequence >>> BITS)));
    int count = leaf.get((sequence & 0xff) + 1, 257).cardinality();
    for (int level = 0; level < LEVELS; level++) {
      count += countOfLaterSiblings(reader, level, sequence >>> (BITS * (level + 1)));
    }
    return count;
  }

  /// Adds a number that is not in the set.
  void add(ViewWriter writer, int sequence) {
    change(writer, sequence, true);
  }

  /// Takes out a number that is in the set.
  void remove(ViewWriter writer, int sequence) {
    change(writer, sequence, false);
  }

  private void change(ViewWriter writer, int sequence, boolean present) {
    byte[] leafKey = key(0, sequence >>> BITS);
    BitSet leaf = leaf(writer.get(Table.MENTIONS, leafKey));
    if (leaf.get(sequence & 0xff) == present) {
      return;
    }
    leaf.set(sequence & 0xff, present);
    if (leaf.isEmpty()) {
      writer.delete(Table.MENTIONS, leafKey);
    } else {
      writer.put(Table.MENTIONS, leafKey, encode(leaf));
    }
    for (int level = 1; level < LEVELS; level++) {
      addTo(writer, key(level, sequence >>> (BITS * (level + 1))), present ? 1 : -1);
    }
  }

  private static void addTo(ViewWriter writer, byte[] key, int difference) {
    byte[] old = writer.get(Table.MENTIONS, key);
    int count = (old == null ? 0 : BareNumber.decodeInt(Table.MENTIONS, old)) + difference;
    if (count == 0) {
      writer.delete(Table.MENTIONS, key);
    } else {
      writer.put(Table.MENTIONS, key, BareNumber.encode(count));
    }
  }

  /// Counts the blocks of a level that stand behind this one and have no greater block in common
  /// with it that is counted above.
  private int countOfLaterSiblings(ViewReader reader, int level, int block) {
    int end = level == LEVELS - 1 ? 1 << BITS : ((block >>> BITS) + 1) << BITS;
    Range range = new Range(key(level, block + 1), key(level, end), Order.ASCENDING);
    int count = 0;
    for (Entry entry : reader.scan(Table.MENTIONS, range, 1 << BITS)) {
      count +=
          level == 0
              ? leaf(entry.value()).cardinality()
              : BareNumber.decodeInt(Table.MENTIONS, entry.value());
    }
    return count;
  }

  private byte[] key(int level, int block) {
    return Keys.join(prefix, ByteBuffer.allocate(5).put((byte) level).putInt(block).array());
  }

  private static BitSet leaf(byte @Nullable [] bytes) {
    BitSet leaf = new BitSet(1 << BITS);
    if (bytes == null) {
      return leaf;
    }
    if (bytes.length == LIST_END) {
      return BitSet.valueOf(bytes);
    }
    if (bytes.length > LIST_END) {
      throw new CorruptView("a row of " + Table.MENTIONS + " is too long: rebuild the views");
    }
    for (byte offset : bytes) {
      leaf.set(offset & 0xff);
    }
    return leaf;
  }

  private static byte[] encode(BitSet leaf) {
    if (leaf.cardinality() >= LIST_END) {
      byte[] bitmap = new byte[LIST_END];
      byte[] trimmed = leaf.toByteArray();
      System.arraycopy(trimmed, 0, bitmap, 0, trimmed.length);
      return bitmap;
    }
    byte[] list = new byte[leaf.cardinality()];
    int next = 0;
    for (int offset = leaf.nextSetBit(0); offset >= 0; offset = leaf.nextSetBit(offset + 1)) {
      list[next++] = (byte) offset;
    }
    return list;
  }
}
