package io.tsubame.api.v1;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Tables of who gets what answer, as lines of `method | path | body | status | status …`.
final class PermissionTable {
  private PermissionTable() {}

  /// @param body empty for none
  /// @param statuses one for each kind of caller
  record Row(String method, String path, String body, List<Integer> statuses) {
    int status(int caller) {
      return statuses.get(caller);
    }
  }

  static Stream<Row> rows(String table) {
    return table
        .lines()
        .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
        .map(cells ->
            new Row(
                cells.get(0),
                cells.get(1),
                cells.get(2),
                cells.subList(3, cells.size()).stream().map(Integer::valueOf).toList()));
  }
}
