package io.tsubame.api;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.ClientAddressSource;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;

/// The running HTTP server: HTTP/1.1 and HTTP/2 in clear text on one port. Encryption is the
/// business of what stands before it.
public final class HttpApi implements AutoCloseable {
  /// Writes to one socket that leave together at most.
  private static final int FLUSHES = 64;

  private final Server server;
  private final HealthArea health;

  private HttpApi(Server server, HealthArea health) {
    this.server = server;
    this.health = health;
  }

  public static Builder builder(HttpSettings settings, PrometheusMeterRegistry registry) {
    return new Builder(settings, registry);
  }

  /// Makes ready what any HTTP server of this process needs, a good part of a start. It needs
  /// nothing of what is served, so it may run while that is opened.
  public static void prepare() {
    Server unused =
        Server.builder().http(0).service("/", (_, _) -> HttpResponse.of(HttpStatus.OK)).build();
    unused.close();
  }

  /// The port that it listens on, whatever the address.
  public int port() {
    return server.activePorts().keySet().iterator().next().getPort();
  }

  /// Takes no more calls, lets those in progress end, and returns when all is closed.
  @Override
  public void close() {
    health.stopping();
    server.stop().join();
  }

  /// Collects what is served.
  public static final class Builder {
    private final HttpSettings settings;
    private final PrometheusMeterRegistry registry;
    private final List<Area> areas = new ArrayList<>();
    private final Map<String, HttpService> mounts = new LinkedHashMap<>();
    private final Map<String, HttpService> transfers = new LinkedHashMap<>();
    private BooleanSupplier ready = () -> true;

    private Builder(HttpSettings settings, PrometheusMeterRegistry registry) {
      this.settings = settings;
      this.registry = registry;
    }

    public Builder area(Area area) {
      areas.add(area);
      return this;
    }

    /// A service of Armeria's own kind at exactly this path, for what is no request and response:
    /// WebSockets, uploads.
    public Builder mount(String path, HttpService service) {
      mounts.put(path, service);
      return this;
    }

    /// A service below this prefix that bounds the lengths of bodies itself.
    public Builder transfers(String prefix, HttpService service) {
      transfers.put(prefix, service);
      return this;
    }

    /// What `/health/ready` asks.
    public Builder readyWhen(BooleanSupplier condition) {
      ready = condition;
      return this;
    }

    /// Returns when it listens.
    ///
    /// @throws IllegalStateException where it cannot, such as on a port that is taken
    public HttpApi start() {
      HealthArea health = new HealthArea(ready, registry);
      areas.addAll(health.areas());
      HttpDoor door = new HttpDoor(new Dispatcher(areas, registry), settings, registry);
      Server server = server(door);
      try {
        server.start().join();
      } catch (CompletionException e) {
        throw new IllegalStateException(
            "cannot listen on " + settings.host() + ":" + settings.port(), e.getCause());
      }
      return new HttpApi(server, health);
    }

    private Server server(HttpDoor door) {
      ServerLimits limits = settings.limits();
      TrustedProxies proxies = TrustedProxies.of(settings.trustedProxies());
      ServerBuilder builder =
          Server.builder()
              .port(new InetSocketAddress(settings.host(), settings.port()), SessionProtocol.HTTP)
              .disableServerHeader()
              .verboseResponses(false)
              // What clients do wrong is answered, and nothing for the log.
              .unloggedExceptionsReportInterval(Duration.ZERO)
              .meterRegistry(registry)
              .bossGroupFactory(Acceptor::new)
              // What is written to a socket in one turn of its event loop leaves together.
              .childChannelPipelineCustomizer(
                  pipeline -> pipeline.addFirst(new FlushConsolidationHandler(FLUSHES, true)))
              .maxNumConnections(limits.connections())
              .maxRequestLength(Endpoint.FORM_BODY)
              .requestTimeout(limits.requestTimeout())
              .clientAddressSources(ClientAddressSource.ofHeader("x-forwarded-for"))
              .clientAddressTrustedProxyFilter(proxies::isTrusted)
              .clientAddressMapper(proxies::client)
              .idleTimeout(Duration.ofMinutes(1))
              .http2MaxStreamsPerConnection(256)
              .gracefulShutdownTimeout(Duration.ofMillis(100), settings.drain())
              .errorHandler(door.errors());
      mounts.forEach(builder::service);
      // A body that is read while it comes may be longer than one that is whole in memory.
      for (Area area : areas) {
        for (Endpoint endpoint : area.endpoints()) {
          if (endpoint.arrival() == Endpoint.Arrival.STREAMED) {
            builder
                .route()
                .methods(endpoint.method())
                .path(area.prefix() + endpoint.template())
                .maxRequestLength(endpoint.maxBodyBytes())
                .build(door);
          }
        }
      }
      transfers.forEach((prefix, service) ->
          builder.route().pathPrefix(prefix).maxRequestLength(0).build(service));
      return builder.serviceUnder("/", door).build();
    }
  }
}
