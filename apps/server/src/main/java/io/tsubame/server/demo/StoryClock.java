package io.tsubame.server.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands at the time of the story being told.
public final class StoryClock extends Clock {
  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  public StoryClock(Instant now, ZoneId zone) {
    this.now = new AtomicReference<>(now);
    this.zone = zone;
  }

  void set(Instant time) {
    now.set(time);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new StoryClock(now.get(), other);
  }
}
