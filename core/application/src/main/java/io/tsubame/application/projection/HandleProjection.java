package io.tsubame.application.projection;

import io.tsubame.application.view.HandleRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Table;
import io.tsubame.domain.handle.Handle;
import io.tsubame.domain.handle.HandleEvent;
import io.tsubame.domain.handle.HandleEvent.HandleBound;
import io.tsubame.domain.handle.HandleEvent.HandleClaimed;
import io.tsubame.domain.handle.HandleEvent.HandleReleased;

/// Who holds which name.
final class HandleProjection {
  void apply(HandleEvent event, ViewWriter writer) {
    switch (event) {
      case HandleClaimed(var name, var claim, _, var expiresAt) ->
          writer.put(
              Table.HANDLES,
              Keys.handle(name),
              new HandleRow(new Handle.Claimed(claim, expiresAt)).encode());
      case HandleBound(var name, int holder) ->
          writer.put(
              Table.HANDLES, Keys.handle(name), new HandleRow(new Handle.Bound(holder)).encode());
      case HandleReleased(var name) -> writer.delete(Table.HANDLES, Keys.handle(name));
    }
  }
}
