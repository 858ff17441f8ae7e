package io.tsubame.application.engine;

import io.tsubame.application.view.Table;
import java.util.HexFormat;

/// One fault that a verification found.
public sealed interface Finding {
  /// A record of the log that is not what was written, or not where it should be.
  record DamagedRecord(int shard, long position, String what) implements Finding {
    @Override
    public String toString() {
      return "log, shard %d, position %d: %s".formatted(shard, position, what);
    }
  }

  /// A commit that a projection cannot fold.
  record UnfoldableLog(String what) implements Finding {
    @Override
    public String toString() {
      return "log: " + what;
    }
  }

  /// A row of the views that the log does not give.
  ///
  /// @param key in hexadecimal digits
  record WrongRow(Table table, String key, Kind kind) implements Finding {
    enum Kind {
      MISSING,
      SURPLUS,
      DIFFERENT
    }

    static WrongRow of(Table table, byte[] key, Kind kind) {
      return new WrongRow(table, HexFormat.of().formatHex(key), kind);
    }

    @Override
    public String toString() {
      return "views, table %s, key %s: %s".formatted(table, key, kind);
    }
  }

  /// Stored bytes of the views that are not what was written.
  record DamagedViews(String what) implements Finding {
    @Override
    public String toString() {
      return "views: " + what;
    }
  }

  /// A table of the views that cannot be read to its end.
  record UnreadableTable(Table table, String what) implements Finding {
    @Override
    public String toString() {
      return "views, table %s: %s".formatted(table, what);
    }
  }
}
