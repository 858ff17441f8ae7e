package io.tsubame.api;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.ExchangeType;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.util.TimeoutMode;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.RoutingContext;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.AttributeKey;
import io.tsubame.api.Request.Origin;
import io.tsubame.api.Request.Variables;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Between Armeria and the [Dispatcher]: collects the request, lends it a virtual thread, and
/// bounds how many are handled at once.
final class HttpDoor implements HttpService {
  private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9._\\-\\[\\]:]{1,255}");

  /// Set on a request once it has come to a handler.
  private static final AttributeKey<Boolean> BEGUN = AttributeKey.valueOf(HttpDoor.class, "BEGUN");

  /// For a body that is read while it comes.
  private static final Duration STREAM_TIMEOUT = Duration.ofMinutes(5);

  private static final Thread.Builder.OfVirtual THREADS = Thread.ofVirtual().name("http-", 0);

  private final Dispatcher dispatcher;
  private final Semaphore permits;

  /// Kilobytes of bodies that may be in memory.
  private final Semaphore bodies;

  private final Counter shed;
  private final @Nullable String publicUrl;

  HttpDoor(Dispatcher dispatcher, HttpSettings settings, MeterRegistry registry) {
    this.dispatcher = dispatcher;
    int inFlight = settings.limits().requestsInFlight();
    permits = new Semaphore(inFlight);
    bodies = new Semaphore(settings.limits().bufferedKilobytes());
    URI url = settings.publicUrl();
    publicUrl = url == null ? null : url.toString().replaceAll("/+$", "");
    shed =
        Counter.builder("tsubame.http.shed")
            .description("Requests refused because too many were in progress")
            .register(registry);
    Gauge.builder("tsubame.http.in.flight", permits, free -> inFlight - free.availablePermits())
        .description("Requests in progress")
        .register(registry);
  }

  /// Armeria calls as soon as it has the head, so that a body that does not come meets the time-out
  /// and one too many is refused before it is read.
  @Override
  public ExchangeType exchangeType(RoutingContext context) {
    return ExchangeType.REQUEST_STREAMING;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest incoming) {
    int streamed = dispatcher.streamedBytes(incoming.method(), context.path());
    if (streamed > 0) {
      return HttpResponse.of(streamed(context, incoming, streamed));
    }
    int kilobytes = Math.ceilDiv(bodyBytes(incoming), 1_024);
    if (!bodies.tryAcquire(kilobytes)) {
      shed.increment();
      incoming.abort();
      return rendered(context.path(), ErrorTable.OVERLOADED).toHttpResponse();
    }
    return HttpResponse.of(
        incoming
            .aggregate()
            .thenCompose(whole -> handled(context, whole))
            .whenComplete((_, _) -> bodies.release(kilobytes)));
  }

  /// What may have to be held of the body: Armeria refuses a longer one.
  private static int bodyBytes(HttpRequest incoming) {
    long declared = incoming.headers().contentLength();
    if (declared >= 0) {
      return (int) Math.min(declared, Endpoint.FORM_BODY);
    }
    return incoming.isEmpty() ? 0 : Endpoint.FORM_BODY;
  }

  /// Reads the body while it comes, with longer patience as a whole but not for each piece.
  private CompletableFuture<HttpResponse> streamed(
      ServiceRequestContext context, HttpRequest incoming, int maxBytes) {
    if (!permits.tryAcquire()) {
      shed.increment();
      incoming.abort();
      return CompletableFuture.completedFuture(
          rendered(context.path(), ErrorTable.OVERLOADED).toHttpResponse());
    }
    context.setMaxRequestLength(maxBytes);
    context.setRequestTimeout(TimeoutMode.SET_FROM_NOW, STREAM_TIMEOUT);
    context.setAttr(BEGUN, true);
    BodyStream body = BodyStream.of(incoming, context);
    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    THREADS.start(() -> {
      try (body) {
        answer.complete(wire(context.path(), dispatcher.answer(request(context, incoming, body))));
      } catch (RuntimeException | Error e) {
        answer.completeExceptionally(e);
      }
    });
    return answer.whenComplete((_, _) -> permits.release());
  }

  private Request request(ServiceRequestContext context, HttpRequest incoming, BodyStream body) {
    Origin origin = new Origin(context.clientAddress(), baseUrl(incoming.headers()), null, body);
    return new Request(
        incoming.method(),
        context.path(),
        context.query(),
        incoming.headers(),
        new byte[0],
        Variables.NONE,
        origin);
  }

  private CompletableFuture<HttpResponse> handled(
      ServiceRequestContext context, AggregatedHttpRequest whole) {
    if (!permits.tryAcquire()) {
      shed.increment();
      return CompletableFuture.completedFuture(
          rendered(context.path(), ErrorTable.OVERLOADED).toHttpResponse());
    }
    context.setAttr(BEGUN, true);
    return onVirtualThread(context, whole).whenComplete((_, _) -> permits.release());
  }

  private CompletableFuture<HttpResponse> onVirtualThread(
      ServiceRequestContext context, AggregatedHttpRequest whole) {
    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    THREADS.start(() -> {
      try {
        answer.complete(wire(context.path(), dispatcher.answer(request(context, whole))));
      } catch (RuntimeException | Error e) {
        answer.completeExceptionally(e);
      }
    });
    return answer;
  }

  private Request request(ServiceRequestContext context, AggregatedHttpRequest whole) {
    Origin origin = new Origin(context.clientAddress(), baseUrl(whole.headers()), null);
    return new Request(
        whole.method(),
        context.path(),
        context.query(),
        whole.headers(),
        whole.content().array(),
        Variables.NONE,
        origin);
  }

  /// What the client calls this server, where nobody configured it.
  private String baseUrl(RequestHeaders headers) {
    if (publicUrl != null) {
      return publicUrl;
    }
    String authority = headers.authority();
    return authority != null && AUTHORITY.matcher(authority).matches()
        ? "http://" + authority
        : "http://localhost";
  }

  private HttpResponse wire(String path, Response response) {
    return HttpResponse.of(headers(path, response), HttpData.wrap(response.body()));
  }

  private ResponseHeaders headers(String path, Response response) {
    ResponseHeadersBuilder headers = ResponseHeaders.builder(HttpStatus.valueOf(response.status()));
    headers.add("x-content-type-options", "nosniff");
    headers.add("referrer-policy", "no-referrer");
    headers.add(dispatcher.headers(path));
    headers.set(response.headers());
    if (response.status() != 204) {
      headers.contentLength(response.body().length);
    }
    return headers.build();
  }

  private AggregatedHttpResponse rendered(String path, ApiError error) {
    Response response = dispatcher.error(path, error);
    return AggregatedHttpResponse.of(
        headers(path, response), HttpData.wrap(response.body()), HttpHeaders.of());
  }

  /// What Armeria finds wrong before or instead of a handler.
  ServerErrorHandler errors() {
    return new ServerErrorHandler() {
      @Override
      public @Nullable HttpResponse onServiceException(
          ServiceRequestContext context, Throwable cause) {
        ApiError error = ofFailure(context, cause);
        return error == null ? null : rendered(context.path(), error).toHttpResponse();
      }

      @Override
      public AggregatedHttpResponse renderStatus(
          @Nullable ServiceRequestContext context,
          ServiceConfig config,
          @Nullable RequestHeaders headers,
          HttpStatus status,
          @Nullable String description,
          @Nullable Throwable cause) {
        return rendered(headers == null ? "/" : withoutQuery(headers.path()), ofStatus(status));
      }
    };
  }

  private static @Nullable ApiError ofFailure(ServiceRequestContext context, Throwable failure) {
    return switch (failure) {
      case ContentTooLargeException _ -> ErrorTable.BODY_TOO_LARGE;
      case RequestTimeoutException _ ->
          context.hasAttr(BEGUN) ? ErrorTable.TIMED_OUT : ErrorTable.NOT_RECEIVED;
      case HttpStatusException known -> ofStatus(known.httpStatus());
      default -> null;
    };
  }

  private static ApiError ofStatus(HttpStatus status) {
    return switch (status.code()) {
      case 404 -> ErrorTable.NO_SUCH_PATH;
      case 405 -> ErrorTable.WRONG_METHOD;
      case 413 -> ErrorTable.BODY_TOO_LARGE;
      case 414 -> new ApiError(414, "uri-too-long", "The request line is too long");
      case 431 -> new ApiError(431, "headers-too-large", "The request headers are too large");
      case 503 -> ErrorTable.OVERLOADED;
      default ->
          status.code() < 500
              ? new ApiError(status.code(), "bad-request", "The request is not valid HTTP")
              : new ApiError(status.code(), "internal-error", "Internal error");
    };
  }

  private static String withoutQuery(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }
}
