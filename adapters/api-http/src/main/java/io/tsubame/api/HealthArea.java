package io.tsubame.api;

import com.linecorp.armeria.common.HttpHeaders;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.BooleanSupplier;

/// What operators ask: is it alive, does it take calls, what does it measure.
final class HealthArea {
  private final BooleanSupplier ready;
  private final PrometheusMeterRegistry registry;
  private volatile boolean stopping;

  HealthArea(BooleanSupplier ready, PrometheusMeterRegistry registry) {
    this.ready = ready;
    this.registry = registry;
  }

  /// From now on the server is not ready any more.
  void stopping() {
    stopping = true;
  }

  List<Area> areas() {
    return List.of(
        area(
            "/health",
            line("/live", _ -> status(200, "live")),
            line(
                "/ready",
                _ ->
                    !stopping && ready.getAsBoolean()
                        ? status(200, "ready")
                        : status(503, "not-ready"))),
        area("/metrics", line("", _ -> metrics())));
  }

  private static Endpoint line(String template, Handler handler) {
    return Endpoint.get(template, handler).answering(Endpoint.Answers.LINE);
  }

  private static Area area(String prefix, Endpoint... endpoints) {
    return Area.open(prefix, List.of(endpoints), ErrorFormat.PROBLEM, Area.API_HEADERS);
  }

  private static Response status(int status, String text) {
    return Response.json(
        status,
        out -> {
          out.writeStartObject();
          out.writeStringField("status", text);
          out.writeEndObject();
        });
  }

  private Response metrics() {
    return Response.text(200, registry.scrape())
        .with(HttpHeaders.of("content-type", "text/plain; version=0.0.4; charset=utf-8"));
  }
}
