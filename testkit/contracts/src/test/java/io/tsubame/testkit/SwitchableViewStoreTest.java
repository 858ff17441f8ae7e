package io.tsubame.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.view.SwitchableViewStore;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SwitchableViewStoreTest extends ViewStoreContract {
  private @Nullable InMemoryViewStore store;

  @Override
  protected ViewStore start() {
    store = store == null ? new InMemoryViewStore() : store.reopened();
    return new SwitchableViewStore(store);
  }

  @Test
  @DisplayName(
      "after the switch everything goes to the other store, and the first one is handed back")
  void switches() {
    InMemoryViewStore first = new InMemoryViewStore();
    InMemoryViewStore second = new InMemoryViewStore();
    SwitchableViewStore switchable = new SwitchableViewStore(first);
    assertThat(switchable.switchTo(second)).isSameAs(first);
    ViewBatch batch = new ViewBatch();
    batch.put(Table.ROOMS, new byte[] {1}, new byte[] {2});
    switchable.write(batch);
    assertThat(second.get(Table.ROOMS, new byte[] {1})).containsExactly(2);
    assertThat(first.get(Table.ROOMS, new byte[] {1})).isNull();
  }
}
