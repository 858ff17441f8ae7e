package io.tsubame.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.limit.RateLimits;
import io.tsubame.application.limit.RateLimits.Count;
import io.tsubame.application.limit.RateLimits.Tries;
import io.tsubame.application.limit.RateLimits.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The rules of `docs/spec/rate-limits.md` that every counter keeps.
public abstract class RateLimitsContract {
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Window WINDOW = new Window("calls", TEN, 1_000);
  private static final Tries TRIES = new Tries("tries", 3, MINUTE, 1_000);

  protected final ManualClock clock = new ManualClock();
  private RateLimits limits;

  /// New limits, which nobody has used yet.
  protected abstract RateLimits start(InstantSource time);

  @BeforeEach
  final void startLimits() {
    limits = start(clock);
  }

  @Test
  @DisplayName("[RL1] calls are counted until the window ends, which begins with the first")
  void counts() {
    Instant end = clock.instant().plus(TEN);
    assertThat(limits.count(WINDOW, "ann")).isEqualTo(new Count(1, end));
    clock.advance(Duration.ofSeconds(4));
    assertThat(limits.count(WINDOW, "ann")).isEqualTo(new Count(2, end));
    assertThat(limits.count(WINDOW, "ann")).isEqualTo(new Count(3, end));
    clock.advance(Duration.ofMillis(5_999));
    assertThat(limits.count(WINDOW, "ann")).isEqualTo(new Count(4, end));
    clock.advance(Duration.ofMillis(1));
    assertThat(limits.count(WINDOW, "ann")).isEqualTo(new Count(1, end.plus(TEN)));
  }

  @Test
  @DisplayName("[RL2] keys and limits are counted apart")
  void apart() {
    Window other = new Window("posts", TEN, 1_000);
    Tries more = new Tries("uploads", 3, MINUTE, 1_000);
    limits.count(WINDOW, "ann");
    assertThat(limits.count(WINDOW, "bob").used()).isEqualTo(1);
    assertThat(limits.count(other, "ann").used()).isEqualTo(1);
    takeAll("ann");
    assertThat(limits.take(TRIES, "bob")).isZero();
    assertThat(limits.take(more, "ann")).isZero();
    assertThat(limits.count(WINDOW, "ann").used()).isEqualTo(2);
  }

  @Test
  @DisplayName("[RL2] keys may be any text")
  void anyKey() {
    for (String key : List.of("", " ", "a/b", "a", "山田@例え.jp", "{x}", "x".repeat(5_000))) {
      assertThat(limits.count(WINDOW, key).used()).isEqualTo(1);
      takeAll(key);
      assertThat(limits.take(TRIES, key)).isEqualTo(MINUTE);
    }
  }

  @Test
  @DisplayName("[RL3] each call is counted once, whoever else calls")
  void together() throws InterruptedException {
    Set<Long> seen = ConcurrentHashMap.newKeySet();
    AtomicInteger taken = new AtomicInteger();
    List<Thread> threads =
        IntStream.range(0, 20)
            .mapToObj(_ ->
                Thread.ofVirtual()
                    .start(() -> {
                      for (int i = 0; i < 20; i++) {
                        seen.add(limits.count(WINDOW, "ann").used());
                        if (limits.take(TRIES, "ann").isZero()) {
                          taken.incrementAndGet();
                        }
                      }
                    }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(seen).hasSize(400).contains(1L, 400L);
    assertThat(taken).hasValue(3);
  }

  @Test
  @DisplayName("[RL4] when all tries are taken, one comes back at a time")
  void comesBack() {
    takeAll("key");
    assertThat(limits.take(TRIES, "key")).isEqualTo(MINUTE);
    clock.advance(MINUTE.minusMillis(1));
    assertThat(limits.take(TRIES, "key")).isEqualTo(Duration.ofMillis(1));
    clock.advance(Duration.ofMillis(1));
    assertThat(limits.take(TRIES, "key")).isZero();
    assertThat(limits.take(TRIES, "key")).isEqualTo(MINUTE);
  }

  @Test
  @DisplayName("[RL4] a refused try costs nothing, and no more come back than there were")
  void refusedIsFree() {
    takeAll("key");
    for (int i = 0; i < 100; i++) {
      assertThat(limits.take(TRIES, "key")).isPositive();
    }
    clock.advance(MINUTE);
    assertThat(limits.take(TRIES, "key")).isZero();
    clock.advance(Duration.ofDays(1));
    takeAll("key");
    assertThat(limits.take(TRIES, "key")).isPositive();
  }

  @Test
  @DisplayName("[RL5] a try that is given back can be taken again, and no more")
  void givenBack() {
    takeAll("key");
    limits.giveBack(TRIES, "key");
    assertThat(limits.take(TRIES, "key")).isZero();
    assertThat(limits.take(TRIES, "key")).isPositive();
    limits.giveBack(TRIES, "other");
    takeAll("other");
    assertThat(limits.take(TRIES, "other")).isPositive();
  }

  @Test
  @DisplayName("[RL5] reset gives all of a key's tries back, and no other's")
  void reset() {
    takeAll("key");
    takeAll("other");
    limits.reset(TRIES, "key");
    takeAll("key");
    assertThat(limits.take(TRIES, "other")).isPositive();
    limits.reset(TRIES, "nobody");
  }

  private void takeAll(String key) {
    for (int i = 0; i < TRIES.atOnce(); i++) {
      assertThat(limits.take(TRIES, key)).isZero();
    }
  }
}
