package io.tsubame.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Unavailable;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class InMemoryViewStoreTest extends ViewStoreContract {
  private @Nullable InMemoryViewStore store;

  @Override
  protected ViewStore start() {
    store = store == null ? new InMemoryViewStore() : store.reopened();
    return store;
  }

  @Test
  @DisplayName("[VS12] a store that is away answers Unavailable until it is back")
  void away() {
    InMemoryViewStore away = new InMemoryViewStore();
    away.available(false);
    assertThatThrownBy(() -> away.get(Table.ROOMS, new byte[1])).isInstanceOf(Unavailable.class);
    away.available(true);
    assertThat(away.get(Table.ROOMS, new byte[1])).isNull();
  }
}
