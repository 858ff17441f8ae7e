package io.tsubame.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/// Counts and times the calls of one endpoint, with meters that are looked up once.
final class RouteMetrics {
  private final Timer timer;
  private final Counter[] byClass = new Counter[6];

  RouteMetrics(MeterRegistry registry, String method, String route) {
    timer =
        Timer.builder("tsubame.http.requests")
            .description("Time from the whole request to the answer, by endpoint")
            .tag("method", method)
            .tag("route", route)
            .register(registry);
    for (int i = 1; i < byClass.length; i++) {
      byClass[i] =
          Counter.builder("tsubame.http.responses")
              .description("Answers by endpoint and class of status")
              .tag("method", method)
              .tag("route", route)
              .tag("status", i + "xx")
              .register(registry);
    }
  }

  void record(int status, long nanos) {
    timer.record(nanos, TimeUnit.NANOSECONDS);
    byClass[status / 100].increment();
  }
}
