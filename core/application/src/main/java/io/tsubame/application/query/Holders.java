package io.tsubame.application.query;

import io.tsubame.application.view.HandleRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore;
import io.tsubame.domain.handle.Handle;
import io.tsubame.domain.handle.HandleName;
import java.util.Optional;

/// Finds who holds a name for good.
final class Holders {
  private final ViewStore store;

  Holders(ViewStore store) {
    this.store = store;
  }

  /// @param name any text; what can be no name is nobody's
  Optional<Integer> holder(HandleName.Kind kind, String name) {
    HandleName handle;
    try {
      handle = new HandleName(kind, name);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    byte[] row = store.get(Table.HANDLES, Keys.handle(handle));
    return row != null && HandleRow.decode(row).handle() instanceof Handle.Bound(int holder)
        ? Optional.of(holder)
        : Optional.empty();
  }
}
