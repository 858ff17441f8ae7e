package io.tsubame.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Unavailable;
import io.tsubame.application.session.RememberingSessionStore;
import io.tsubame.application.session.RememberingSessionStore.Memory;
import io.tsubame.application.session.SessionStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RememberingSessionStoreTest extends SessionStoreContract {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration AGE = Duration.ofMinutes(15);
  private static final byte[] SESSION = {'s', 1};
  private static final byte[] OTHER = {'o', 1};
  private static final byte[] VALUE = {7};

  private @Nullable InMemorySessionStore entries;

  /// The store behind, as one node reaches it.
  private final class Line implements SessionStore {
    boolean down;
    Runnable afterGet = () -> {};

    private SessionStore store() {
      if (down) {
        throw new Unavailable("down");
      }
      return shared;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
      byte[] value = store().get(key);
      afterGet.run();
      return value;
    }

    @Override
    public void put(byte[] key, byte[] value, Duration timeToLive) {
      store().put(key, value, timeToLive);
    }

    @Override
    public byte @Nullable [] putIfAbsent(byte[] key, byte[] value, Duration timeToLive) {
      return store().putIfAbsent(key, value, timeToLive);
    }

    @Override
    public boolean touch(byte[] key, Duration timeToLive) {
      return store().touch(key, timeToLive);
    }

    @Override
    public void delete(byte[] key) {
      store().delete(key);
    }

    @Override
    public void deleteByPrefix(byte[] prefix) {
      store().deleteByPrefix(prefix);
    }

    @Override
    public Optional<String> damage() {
      return store().damage();
    }

    @Override
    public void close() {}
  }

  private final InMemorySessionStore shared = new InMemorySessionStore(clock, 100);
  private final Line line = new Line();
  private final RememberingSessionStore node = node(line);

  private RememberingSessionStore node(SessionStore behind) {
    return new RememberingSessionStore(behind, key -> key[0] == 's', new Memory(10, AGE), clock);
  }

  @Override
  protected SessionStore start(InstantSource time, int maxEntries) {
    entries = entries == null ? new InMemorySessionStore(time, maxEntries) : entries.reopened();
    return new RememberingSessionStore(entries, _ -> true, Memory.DEFAULT, time);
  }

  @Test
  @DisplayName("[SS12] while the store is away, what was seen there lately counts, for a while")
  void remembers() {
    node.put(SESSION, VALUE, DAY);
    clock.advance(Duration.ofMinutes(10));
    assertThat(node.get(SESSION)).isEqualTo(VALUE);
    line.down = true;
    clock.advance(AGE.minusMillis(1));
    assertThat(node.get(SESSION)).isEqualTo(VALUE);
    assertThat(node.touch(SESSION, DAY)).isTrue();
    assertThat(node.answers()).isEqualTo(2);
    clock.advance(Duration.ofMillis(1));
    assertThatThrownBy(() -> node.get(SESSION)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> node.touch(SESSION, DAY)).isInstanceOf(Unavailable.class);
  }

  @Test
  @DisplayName("[SS12] what this node never saw, or need not remember, is unavailable, not missing")
  void knowsNotAll() {
    shared.put(SESSION, VALUE, DAY);
    node.put(OTHER, VALUE, DAY);
    line.down = true;
    assertThatThrownBy(() -> node.get(SESSION)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> node.get(OTHER)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> node.put(SESSION, VALUE, DAY)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> node.get(SESSION)).isInstanceOf(Unavailable.class);
  }

  @Test
  @DisplayName("[SS13] while the store answers, what another node removed is gone here at once")
  void otherNode() {
    node.put(SESSION, VALUE, DAY);
    shared.delete(SESSION);
    assertThat(node.touch(SESSION, DAY)).isFalse();
    assertThat(node.get(SESSION)).isNull();
    line.down = true;
    assertThatThrownBy(() -> node.get(SESSION)).isInstanceOf(Unavailable.class);
  }

  @Test
  @DisplayName("[SS13] a removal that the store did not take is no success, and counts here")
  void removedWhileAway() {
    byte[] second = {'s', 2};
    node.put(SESSION, VALUE, DAY);
    node.put(second, VALUE, DAY);
    line.down = true;
    assertThatThrownBy(() -> node.delete(SESSION)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> node.get(SESSION)).isInstanceOf(Unavailable.class);
    assertThat(node.get(second)).isEqualTo(VALUE);
    assertThatThrownBy(() -> node.deleteByPrefix(new byte[] {'s'})).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> node.get(second)).isInstanceOf(Unavailable.class);
    line.down = false;
    assertThat(node.get(second)).isEqualTo(VALUE);
  }

  @Test
  @DisplayName("[SS13] an answer that was on its way when the entry was removed is not remembered")
  void overtaken() {
    node.put(SESSION, VALUE, DAY);
    line.afterGet =
        () -> {
          line.afterGet = () -> {};
          node.delete(SESSION);
        };
    assertThat(node.get(SESSION)).isEqualTo(VALUE);
    line.down = true;
    assertThatThrownBy(() -> node.get(SESSION)).isInstanceOf(Unavailable.class);
  }
}
