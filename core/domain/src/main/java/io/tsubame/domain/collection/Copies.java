package io.tsubame.domain.collection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Changed copies of small immutable collections; for large ones there is [IntMap].
public final class Copies {
  private Copies() {}

  public static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    Map<K, V> copy = new HashMap<>(map);
    copy.put(key, value);
    return Map.copyOf(copy);
  }

  public static <K, V> Map<K, V> without(Map<K, V> map, K key) {
    Map<K, V> copy = new HashMap<>(map);
    copy.remove(key);
    return Map.copyOf(copy);
  }

  public static <E> Set<E> with(Set<E> set, E element) {
    Set<E> copy = new HashSet<>(set);
    copy.add(element);
    return Set.copyOf(copy);
  }

  public static <E> Set<E> without(Set<E> set, E element) {
    Set<E> copy = new HashSet<>(set);
    copy.remove(element);
    return Set.copyOf(copy);
  }

  /// The element comes last; where it is in the list already, the list stays as it is.
  public static <E> List<E> with(List<E> list, E element) {
    if (list.contains(element)) {
      return list;
    }
    List<E> copy = new ArrayList<>(list);
    copy.add(element);
    return List.copyOf(copy);
  }

  public static <E> List<E> without(List<E> list, E element) {
    List<E> copy = new ArrayList<>(list);
    copy.remove(element);
    return List.copyOf(copy);
  }
}
