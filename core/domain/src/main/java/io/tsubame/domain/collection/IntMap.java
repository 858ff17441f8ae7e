package io.tsubame.domain.collection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An immutable map from non-negative `int` to a value, ordered by key, in which a changed copy
/// shares all but a few small arrays with the original. A room of 10,000 members so costs a change
/// of one member some hundred bytes and about a microsecond, and a snapshot nothing.
///
/// It is a bit-mapped trie of 32 branches: at most 7 levels, two for keys below 1,024.
public final class IntMap<V> {
  private static final int BITS = 5;
  private static final int MASK = (1 << BITS) - 1;

  private static final IntMap<?> EMPTY = new IntMap<>(null, 0, 0);

  private final @Nullable Node root;

  /// How far a key is shifted to give the root's branch.
  private final int shift;

  private final int size;

  /// What [#forEach] calls for each pair.
  @FunctionalInterface
  public interface Visitor<V> {
    void visit(int key, V value);
  }

  /// A branch: which of the 32 places are taken, and what is in them, without gaps. At shift 0
  /// these are values, above they are nodes.
  private record Node(int bitmap, Object[] slots) {
    int index(int bit) {
      return Integer.bitCount(bitmap & (bit - 1));
    }

    Node with(int bit, Object slot) {
      int index = index(bit);
      if ((bitmap & bit) != 0) {
        Object[] copy = slots.clone();
        copy[index] = slot;
        return new Node(bitmap, copy);
      }
      Object[] copy = new Object[slots.length + 1];
      System.arraycopy(slots, 0, copy, 0, index);
      copy[index] = slot;
      System.arraycopy(slots, index, copy, index + 1, slots.length - index);
      return new Node(bitmap | bit, copy);
    }

    @Nullable Node without(int bit) {
      if (slots.length == 1) {
        return null;
      }
      int index = index(bit);
      Object[] copy = new Object[slots.length - 1];
      System.arraycopy(slots, 0, copy, 0, index);
      System.arraycopy(slots, index + 1, copy, index, copy.length - index);
      return new Node(bitmap & ~bit, copy);
    }
  }

  private IntMap(@Nullable Node root, int shift, int size) {
    this.root = root;
    this.shift = shift;
    this.size = size;
  }

  @SuppressWarnings("unchecked") // holds nothing of type V
  public static <V> IntMap<V> empty() {
    return (IntMap<V>) EMPTY;
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public boolean containsKey(int key) {
    return get(key) != null;
  }

  @SuppressWarnings("unchecked") // the leaves hold what put stored
  public @Nullable V get(int key) {
    Node node = root;
    if (node == null || key < 0 || beyond(key, shift)) {
      return null;
    }
    for (int level = shift; ; level -= BITS) {
      int bit = 1 << ((key >>> level) & MASK);
      if ((node.bitmap & bit) == 0) {
        return null;
      }
      Object slot = node.slots[node.index(bit)];
      if (level == 0) {
        return (V) slot;
      }
      node = (Node) slot;
    }
  }

  /// @throws IllegalArgumentException for a negative key
  public IntMap<V> put(int key, V value) {
    Objects.requireNonNull(value);
    if (key < 0) {
      throw new IllegalArgumentException("negative key " + key);
    }
    Node top = root;
    int level = shift;
    if (top == null) {
      level = 0;
    }
    while (beyond(key, level)) {
      top = top == null ? null : new Node(1, new Object[] {top});
      level += BITS;
    }
    boolean isNew = !containsKey(key);
    return new IntMap<>(put(top, level, key, value), level, isNew ? size + 1 : size);
  }

  public IntMap<V> remove(int key) {
    if (root == null || !containsKey(key)) {
      return this;
    }
    Node rest = remove(root, shift, key);
    return rest == null ? empty() : new IntMap<>(rest, shift, size - 1);
  }

  /// Calls the visitor for every pair, by ascending key.
  public void forEach(Visitor<? super V> visitor) {
    if (root != null) {
      forEach(root, shift, 0, visitor);
    }
  }

  /// The keys in ascending order.
  public int[] keys() {
    int[] keys = new int[size];
    int[] next = {0};
    forEach((key, _) -> keys[next[0]++] = key);
    return keys;
  }

  /// The values by ascending key.
  public List<V> values() {
    List<V> values = new ArrayList<>(size);
    forEach((_, value) -> values.add(value));
    return values;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IntMap<?> map
        && size == map.size
        && Arrays.equals(keys(), map.keys())
        && values().equals(map.values());
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(keys()) + values().hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    forEach((key, value) ->
        text.append(text.length() > 1 ? ", " : "").append(key).append('=').append(value));
    return text.append('}').toString();
  }

  private static boolean beyond(int key, int shift) {
    return shift + BITS < Integer.SIZE && key >>> (shift + BITS) != 0;
  }

  private static Node put(@Nullable Node node, int level, int key, Object value) {
    int bit = 1 << ((key >>> level) & MASK);
    if (level == 0) {
      return node == null ? new Node(bit, new Object[] {value}) : node.with(bit, value);
    }
    Node child =
        node == null || (node.bitmap & bit) == 0 ? null : (Node) node.slots[node.index(bit)];
    Node changed = put(child, level - BITS, key, value);
    return node == null ? new Node(bit, new Object[] {changed}) : node.with(bit, changed);
  }

  private static @Nullable Node remove(Node node, int level, int key) {
    int bit = 1 << ((key >>> level) & MASK);
    if (level == 0) {
      return node.without(bit);
    }
    Node rest = remove((Node) node.slots[node.index(bit)], level - BITS, key);
    return rest == null ? node.without(bit) : node.with(bit, rest);
  }

  @SuppressWarnings("unchecked") // the leaves hold what put stored
  private static <V> void forEach(Node node, int level, int prefix, Visitor<? super V> visitor) {
    int slot = 0;
    for (int rest = node.bitmap; rest != 0; rest &= rest - 1) {
      int key = prefix | (Integer.numberOfTrailingZeros(rest) << level);
      if (level == 0) {
        visitor.visit(key, (V) node.slots[slot]);
      } else {
        forEach((Node) node.slots[slot], level - BITS, key, visitor);
      }
      slot++;
    }
  }
}
