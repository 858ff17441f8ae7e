package io.tsubame.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;

/// What is counted where sessions lie on Redis.
final class RedisMetrics implements MeterBinder {
  private final SessionStores.Shared shared;

  RedisMetrics(SessionStores.Shared shared) {
    this.shared = shared;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    counter(registry, "calls", "Calls of Redis", each -> each.redis().statistics().calls());
    counter(
        registry, "failures", "Calls that failed", each -> each.redis().statistics().failures());
    counter(
        registry,
        "refusals",
        "Calls that were not made, since Redis does not answer",
        each -> each.redis().statistics().refusals());
    counter(
        registry,
        "remembered",
        "Questions about sessions that memory answered",
        each -> each.memory().answers());
    counter(
        registry,
        "counted.alone",
        "Checks of limits that this node did by itself",
        each -> each.limits().countedAlone());
    gauge(registry, "away", "1 while Redis does not answer", each -> each.redis().isAway() ? 1 : 0);
    gauge(
        registry,
        "connections",
        "Connections to Redis in use",
        each -> each.redis().statistics().connections());
  }

  private void counter(
      MeterRegistry registry,
      String name,
      String description,
      ToLongFunction<SessionStores.Shared> count) {
    FunctionCounter.builder("tsubame.redis." + name, shared, count::applyAsLong)
        .description(description)
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String description,
      ToLongFunction<SessionStores.Shared> value) {
    Gauge.builder("tsubame.redis." + name, shared, value::applyAsLong)
        .description(description)
        .strongReference(true)
        .register(registry);
  }
}
