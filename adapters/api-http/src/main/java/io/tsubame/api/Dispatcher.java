package io.tsubame.api;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import io.micrometer.core.instrument.MeterRegistry;
import io.tsubame.api.Request.Variables;
import io.tsubame.api.Router.Match;
import io.tsubame.application.OperatingFailure;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the area and the endpoint of a request, calls the handler and turns whatever goes wrong
/// into an answer in the area's form. Never throws.
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /// An endpoint with its meters.
  private record Route(Endpoint endpoint, RouteMetrics metrics) {}

  private record Territory(Area area, Router<Route> router, RouteMetrics strays) {
    boolean holds(String path) {
      String prefix = area.prefix();
      return path.startsWith(prefix)
          && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
  }

  private final List<Territory> territories;
  private final SecureRandom random = new SecureRandom();

  Dispatcher(List<Area> areas, MeterRegistry registry) {
    territories =
        areas.stream()
            .sorted(Comparator.comparingInt((Area area) -> area.prefix().length()).reversed())
            .map(area -> territory(area, registry))
            .toList();
  }

  private static Territory territory(Area area, MeterRegistry registry) {
    Router<Route> router = new Router<>();
    for (Endpoint endpoint : area.endpoints()) {
      String route = area.prefix() + endpoint.template();
      RouteMetrics metrics = new RouteMetrics(registry, endpoint.method().name(), route);
      router.add(endpoint.method(), endpoint.template(), new Route(endpoint, metrics));
    }
    return new Territory(area, router, new RouteMetrics(registry, "any", area.prefix() + "/*"));
  }

  Response answer(Request request) {
    long start = System.nanoTime();
    for (Territory territory : territories) {
      if (territory.holds(request.path())) {
        return answer(territory, request, start);
      }
    }
    return ErrorFormat.PROBLEM.render(ErrorTable.NO_SUCH_PATH);
  }

  /// What a request is for; empty where nothing is there.
  Optional<Endpoint> endpoint(HttpMethod method, String path) {
    for (Territory territory : territories) {
      if (territory.holds(path)) {
        return endpoint(territory, method, path);
      }
    }
    return Optional.empty();
  }

  private static Optional<Endpoint> endpoint(Territory territory, HttpMethod method, String path) {
    try {
      return territory.router().find(method, path, territory.area().prefix().length())
              instanceof Match.Found<Route>(Route route, _)
          ? Optional.of(route.endpoint())
          : Optional.empty();
    } catch (Refusal _) {
      return Optional.empty(); // and is refused as a whole request
    }
  }

  /// An error that is found before there is a whole request.
  Response error(String path, ApiError error) {
    return format(path).render(error);
  }

  /// What is on every answer below the path.
  HttpHeaders headers(String path) {
    for (Territory territory : territories) {
      if (territory.holds(path)) {
        return territory.area().headers();
      }
    }
    return Area.API_HEADERS;
  }

  private ErrorFormat format(String path) {
    for (Territory territory : territories) {
      if (territory.holds(path)) {
        return territory.area().errors();
      }
    }
    return ErrorFormat.PROBLEM;
  }

  private Response answer(Territory territory, Request request, long start) {
    Area area = territory.area();
    RouteMetrics metrics = territory.strays();
    Response response;
    try {
      Match<Route> match =
          territory.router().find(request.method(), request.path(), area.prefix().length());
      if (match instanceof Match.Found<Route>(Route route, Variables variables)) {
        metrics = route.metrics();
        response = call(area, request.with(variables), bounded(route.endpoint()));
      } else {
        response = call(area, request, _ -> area.errors().render(stray(match)));
      }
    } catch (Refusal refusal) {
      response = area.errors().render(refusal.error());
    }
    metrics.record(response.status(), System.nanoTime() - start);
    return response;
  }

  private static Handler bounded(Endpoint endpoint) {
    return request -> {
      if (request.body().length > endpoint.maxBodyBytes()) {
        throw ErrorTable.BODY_TOO_LARGE.refusal();
      }
      return endpoint.handler().handle(request);
    };
  }

  private static ApiError stray(Match<Route> match) {
    return match instanceof Match.WrongMethod<Route>(String allowed)
        ? ErrorTable.WRONG_METHOD.withHeader("allow", allowed)
        : ErrorTable.NO_SUCH_PATH;
  }

  private Response call(Area area, Request request, Handler handler) {
    return guarded(
        area, request, inner -> area.around().handle(inner, safe -> guarded(area, safe, handler)));
  }

  private Response guarded(Area area, Request request, Handler handler) {
    try {
      return handler.handle(request);
    } catch (Refusal refusal) {
      return area.errors().render(refusal.error());
    } catch (OperatingFailure failure) {
      LOG.atWarn()
          .addKeyValue("failure", failure.getClass().getSimpleName())
          .addKeyValue("method", request.method())
          .log(failure.getMessage());
      return area.errors().render(ErrorTable.of(failure));
    } catch (RuntimeException | Error bug) {
      return area.errors().render(ErrorTable.bug(report(request.method(), bug)));
    }
  }

  /// Returns the number under which the fault is in the log.
  private String report(HttpMethod method, Throwable bug) {
    byte[] incident = new byte[6];
    random.nextBytes(incident);
    String name = HexFormat.of().formatHex(incident);
    LOG.atError()
        .addKeyValue("incident", name)
        .addKeyValue("method", method)
        .setCause(bug)
        .log("a request failed on a fault of the server");
    return name;
  }
}
