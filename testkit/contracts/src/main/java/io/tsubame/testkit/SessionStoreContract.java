package io.tsubame.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.session.SessionStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The rules of `docs/spec/session-store.md` that every session store keeps.
public abstract class SessionStoreContract {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MAX_ENTRIES = 2_000;

  protected final ManualClock clock = new ManualClock();
  private SessionStore store;

  /// Opens the store of this test; creates it the first time. The one before is closed by then.
  protected abstract SessionStore start(InstantSource time, int maxEntries);

  @BeforeEach
  final void startStore() {
    store = start(clock, MAX_ENTRIES);
  }

  @AfterEach
  final void closeStore() {
    store.close();
  }

  @Test
  @DisplayName("[SS1] get gives the value last put")
  void get() {
    assertThat(get("a")).isNull();
    put("a", "1");
    put("b", "2");
    put("a", "3");

    assertThat(get("a")).isEqualTo("3");
    assertThat(get("b")).isEqualTo("2");
  }

  @Test
  @DisplayName("[SS1] a value may be empty")
  void emptyValue() {
    put("a", "");

    assertThat(get("a")).isEmpty();
  }

  @Test
  @DisplayName("[SS14] what is put where there is nothing stays, and is told to who comes later")
  void putIfAbsent() {
    assertThat(putIfAbsent("a", "1")).isNull();
    assertThat(putIfAbsent("a", "2")).isEqualTo("1");
    put("b", "3");
    assertThat(putIfAbsent("b", "4")).isEqualTo("3");

    assertThat(get("a")).isEqualTo("1");
    assertThat(get("b")).isEqualTo("3");
    clock.advance(HOUR);
    assertThat(putIfAbsent("a", "5")).isNull();
    assertThat(get("a")).isEqualTo("5");
  }

  @Test
  @DisplayName("[SS14] of several who put it at once where there is nothing, one does")
  void putIfAbsentAtOnce() throws InterruptedException {
    ConcurrentLinkedQueue<String> written = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String value = Integer.toString(i);
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                String present = putIfAbsent("a", value);
                (present == null ? written : told).add(present == null ? value : present);
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(written).hasSize(1);
    assertThat(told).hasSize(15).containsOnly(written.element());
    assertThat(get("a")).isEqualTo(written.element());
  }

  @Test
  @DisplayName("[SS2] an entry is not seen at or after its end")
  void end() {
    put("a", "1");
    clock.advance(HOUR.minusMillis(1));
    assertThat(get("a")).isEqualTo("1");
    clock.advance(Duration.ofMillis(1));
    assertThat(get("a")).isNull();
  }

  @Test
  @DisplayName("[SS2] a new put gives a new end")
  void putAgain() {
    put("a", "1");
    clock.advance(HOUR.minusMinutes(1));
    put("a", "2");
    clock.advance(HOUR.minusMinutes(1));
    assertThat(get("a")).isEqualTo("2");
    clock.advance(Duration.ofMinutes(1));
    assertThat(get("a")).isNull();
  }

  @Test
  @DisplayName("[SS3] touch moves the end of a live entry")
  void touch() {
    put("a", "1");
    clock.advance(HOUR.minusMinutes(1));
    assertThat(touch("a")).isTrue();
    clock.advance(HOUR.minusMinutes(1));
    assertThat(get("a")).isEqualTo("1");
    assertThat(store.touch(bytes("a"), Duration.ofMillis(1))).isTrue();
    clock.advance(Duration.ofMillis(1));
    assertThat(get("a")).isNull();
  }

  @Test
  @DisplayName("[SS3] touch does not bring back what has ended or was removed")
  void touchNothing() {
    assertThat(touch("a")).isFalse();
    put("a", "1");
    clock.advance(HOUR);
    assertThat(touch("a")).isFalse();
    put("b", "1");
    store.delete(bytes("b"));
    assertThat(touch("b")).isFalse();
    assertThat(get("a")).isNull();
    assertThat(get("b")).isNull();
  }

  @Test
  @DisplayName("[SS4] delete removes an entry")
  void delete() {
    put("a", "1");
    put("b", "2");
    store.delete(bytes("a"));
    store.delete(bytes("a"));

    assertThat(get("a")).isNull();
    assertThat(get("b")).isEqualTo("2");
    put("a", "3");
    assertThat(get("a")).isEqualTo("3");
  }

  @Test
  @DisplayName("[SS5] deleteByPrefix removes what begins with the bytes, and no other")
  void deleteByPrefix() {
    List<String> others = List.of("account/1", "account/12/x", "account/2/a", "b");
    others.forEach(key -> put(key, "1"));
    List<String> sessions = new ArrayList<>();
    for (int number = 0; number < 1_200; number++) {
      sessions.add("account/1/" + number);
    }
    sessions.forEach(key -> put(key, "1"));
    put("account/1/", "1");

    store.deleteByPrefix(bytes("account/1/"));

    assertThat(sessions).allSatisfy(key -> assertThat(get(key)).isNull());
    assertThat(get("account/1/")).isNull();
    assertThat(others).allSatisfy(key -> assertThat(get(key)).isEqualTo("1"));
    store.deleteByPrefix(bytes("account/1/"));
  }

  @Test
  @DisplayName("[SS5] a prefix of the highest bytes has its own entries only")
  void highestPrefix() {
    byte[] prefix = {(byte) 0xFF, (byte) 0xFF};
    byte[] within = {(byte) 0xFF, (byte) 0xFF, 0};
    byte[] before = {(byte) 0xFF, (byte) 0xFE};
    store.put(within, bytes("1"), HOUR);
    store.put(before, bytes("2"), HOUR);
    store.deleteByPrefix(prefix);

    assertThat(store.get(within)).isNull();
    assertThat(store.get(before)).isEqualTo(bytes("2"));
  }

  @Test
  @DisplayName("[SS6] entries keep their values and ends when the store is opened anew")
  void reopened() {
    put("a", "1");
    put("b", "2");
    store.delete(bytes("b"));
    clock.advance(HOUR.minusMinutes(1));
    store.close();
    store = start(clock, MAX_ENTRIES);

    assertThat(get("a")).isEqualTo("1");
    assertThat(get("b")).isNull();
    clock.advance(Duration.ofMinutes(1));
    assertThat(get("a")).isNull();
  }

  @Test
  @DisplayName("[SS8] a full store refuses new keys and takes known ones")
  void full() {
    for (int number = 0; number < MAX_ENTRIES; number++) {
      put("key " + number, "1");
    }

    assertThatThrownBy(() -> put("new", "1")).isInstanceOf(Overloaded.class);
    assertThat(get("new")).isNull();
    put("key 0", "2");
    assertThat(touch("key 1")).isTrue();
    assertThat(get("key 0")).isEqualTo("2");
    store.delete(bytes("key 2"));
    put("new", "1");
    assertThatThrownBy(() -> put("newer", "1")).isInstanceOf(Overloaded.class);
  }

  @Test
  @DisplayName("[SS8] entries that have ended make room, also after opening anew")
  void room() {
    for (int number = 0; number < MAX_ENTRIES; number++) {
      put("key " + number, "1");
    }
    clock.advance(Duration.ofMinutes(1));
    assertThat(touch("key 5")).isTrue();
    store.close();
    store = start(clock, MAX_ENTRIES);
    assertThatThrownBy(() -> put("new", "1")).isInstanceOf(Overloaded.class);

    clock.advance(HOUR.minusMinutes(1));
    for (int number = 0; number < MAX_ENTRIES - 1; number++) {
      put("new " + number, "1");
    }
    assertThat(get("key 5")).isEqualTo("1");
    assertThatThrownBy(() -> put("newer", "1")).isInstanceOf(Overloaded.class);
  }

  @Test
  @DisplayName("[SS9] what is out of bounds is a fault")
  void bounds() {
    byte[] longest = new byte[SessionStore.MAX_KEY_BYTES];
    byte[] largest = new byte[SessionStore.MAX_VALUE_BYTES];
    store.put(longest, largest, HOUR);
    assertThat(store.get(longest)).isEqualTo(largest);

    assertFault(() -> store.put(new byte[0], largest, HOUR));
    assertFault(() -> store.put(new byte[SessionStore.MAX_KEY_BYTES + 1], largest, HOUR));
    assertFault(() -> store.put(longest, new byte[SessionStore.MAX_VALUE_BYTES + 1], HOUR));
    assertFault(() -> store.put(longest, largest, Duration.ZERO));
    assertFault(() -> store.touch(longest, Duration.ofMillis(-1)));
    assertFault(() -> store.deleteByPrefix(new byte[0]));
  }

  @Test
  @DisplayName("[SS10] a closed store answers Unavailable")
  void closed() {
    store.close();

    assertThatThrownBy(() -> get("a")).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> put("a", "1")).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> touch("a")).isInstanceOf(Unavailable.class);
    store.close();
  }

  private static void assertFault(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class);
  }

  private void put(String key, String value) {
    store.put(bytes(key), bytes(value), HOUR);
  }

  private @Nullable String putIfAbsent(String key, String value) {
    byte[] present = store.putIfAbsent(bytes(key), bytes(value), HOUR);
    return present == null ? null : new String(present, StandardCharsets.UTF_8);
  }

  private @Nullable String get(String key) {
    byte[] value = store.get(bytes(key));
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  private boolean touch(String key) {
    return store.touch(bytes(key), HOUR);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
