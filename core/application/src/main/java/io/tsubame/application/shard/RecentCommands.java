package io.tsubame.application.shard;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the commits of the last commands are in the log: of all that the views may not know yet,
/// and of as many others as there is room for. Not for several threads.
final class RecentCommands {
  private final int maximum;
  private final LinkedHashMap<String, Long> positions = new LinkedHashMap<>();

  RecentCommands(int maximum) {
    this.maximum = maximum;
  }

  @Nullable Long positionOf(CommandId id) {
    return positions.get(id.value());
  }

  void add(CommandId id, long position) {
    positions.put(id.value(), position);
  }

  /// @param projected the position of the first record that the views lack
  void trim(long projected) {
    Iterator<Map.Entry<String, Long>> eldestFirst = positions.entrySet().iterator();
    while (positions.size() > maximum
        && eldestFirst.hasNext()
        && eldestFirst.next().getValue() < projected) {
      eldestFirst.remove();
    }
  }

  int size() {
    return positions.size();
  }
}
