package io.tsubame.api;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.ExchangeType;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.ShuttingDownException;
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
import io.tsubame.api.Endpoint.Arrival;
import io.tsubame.api.Request.Origin;
import io.tsubame.api.Request.Variables;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Between Armeria and the [Dispatcher]: collects the request, lends it a virtual thread, and
/// bounds how many are handled at once and what bodies and answers take of the memory.
final class HttpDoor implements HttpService {
  private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9._\\-\\[\\]:]{1,255}");

  /// Set on a request once it has come to a handler.
  private static final AttributeKey<Fate> FATE = AttributeKey.valueOf(HttpDoor.class, "FATE");

  /// For a body that is read while it comes.
  private static final Duration STREAM_TIMEOUT = Duration.ofMinutes(5);

  private static final Thread.Builder.OfVirtual THREADS = Thread.ofVirtual().name("http-", 0);

  /// How large a part of its time a call waits for others' answers to be sent.
  private static final int PATIENCE = 6;

  private final Dispatcher dispatcher;
  private final ServerLimits limits;
  private final Semaphore permits;
  private final Budget bodies;
  private final Budget answers;
  private final Duration patience;
  private final Counter shed;
  private final @Nullable String publicUrl;

  HttpDoor(Dispatcher dispatcher, HttpSettings settings, MeterRegistry registry) {
    this.dispatcher = dispatcher;
    limits = settings.limits();
    int inFlight = limits.requestsInFlight();
    permits = new Semaphore(inFlight);
    bodies = new Budget(limits.bufferedKilobytes());
    answers = new Budget(limits.answeredKilobytes());
    patience = limits.requestTimeout().dividedBy(PATIENCE);
    URI url = settings.publicUrl();
    publicUrl = url == null ? null : url.toString().replaceAll("/+$", "");
    shed =
        Counter.builder("tsubame.http.shed")
            .description("Requests refused because too many were in progress")
            .register(registry);
    Gauge.builder("tsubame.http.in.flight", permits, free -> inFlight - free.availablePermits())
        .description("Requests in progress")
        .register(registry);
    Gauge.builder("tsubame.http.body.kilobytes", bodies, Budget::used)
        .description("Memory of request bodies")
        .register(registry);
    Gauge.builder("tsubame.http.answer.kilobytes", answers, Budget::used)
        .description("Memory of answers in the making or not yet sent")
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
    Fate fate = new Fate();
    context.setAttr(FATE, fate);
    Call call =
        new Call(
            context,
            fate,
            incoming.headers(),
            dispatcher.endpoint(incoming.method(), context.path()),
            ClientNetwork.of(context.clientAddress()));
    if (incoming.headers().contentLength() > call.maxBodyBytes()) {
      incoming.abort();
      return rendered(context.path(), ErrorTable.BODY_TOO_LARGE).toHttpResponse();
    }
    if (call.isStreamed()) {
      return HttpResponse.of(streamed(call, incoming));
    }
    Budget.Loan room = bodies.open(call.client());
    return HttpResponse.of(
        body(call, incoming, room)
            .thenCompose(body -> onVirtualThread(call, body, null))
            .whenComplete((_, _) -> room.close()));
  }

  /// A request of which only the head has come.
  ///
  /// @param endpoint empty where nothing answers it but an error
  private record Call(
      ServiceRequestContext context,
      Fate fate,
      RequestHeaders headers,
      Optional<Endpoint> endpoint,
      ClientNetwork client) {
    String path() {
      return context.path();
    }

    int maxBodyBytes() {
      return endpoint.map(Endpoint::maxBodyBytes).orElse(Endpoint.SMALL_BODY);
    }

    /// Whether the body may take time and room.
    boolean isLong() {
      long declared = headers.contentLength();
      return (declared < 0 ? maxBodyBytes() : declared) > Endpoint.SMALL_BODY;
    }

    boolean isStreamed() {
      return endpoint.map(Endpoint::arrival).orElse(Arrival.WHOLE) == Arrival.STREAMED;
    }

    int answerKilobytes() {
      return endpoint.map(Endpoint::answers).orElse(Endpoint.Answers.SHORT).kilobytes();
    }
  }

  /// Reads the body while it comes, with longer patience as a whole but not for each piece.
  private CompletableFuture<HttpResponse> streamed(Call call, HttpRequest incoming) {
    ServiceRequestContext context = call.context();
    context.setMaxRequestLength(call.maxBodyBytes());
    context.setRequestTimeout(TimeoutMode.SET_FROM_NOW, STREAM_TIMEOUT);
    return onVirtualThread(call, new byte[0], BodyStream.of(incoming, context));
  }

  private CompletableFuture<byte[]> body(Call call, HttpRequest incoming, Budget.Loan room) {
    BodyCollector collector = new BodyCollector(call.maxBodyBytes(), room, shed);
    incoming.subscribe(collector, call.context().eventLoop());
    if (call.isLong()) {
      call.context().setRequestTimeout(TimeoutMode.SET_FROM_START, limits.bodyTimeout());
      return collector
          .whole()
          .whenComplete((_, _) ->
              call.context()
                  .setRequestTimeout(TimeoutMode.SET_FROM_START, limits.requestTimeout()));
    }
    return collector.whole();
  }

  /// @param stream null where the body is whole
  private CompletableFuture<HttpResponse> onVirtualThread(
      Call call, byte[] body, @Nullable BodyStream stream) {
    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    THREADS.start(() -> {
      Budget.Loan room = answers.open(call.client());
      // Also where the client goes away, or reads so slowly that the time is over.
      CompletableFuture<Void> _ = call.context().log().whenComplete().thenRun(room::close);
      try (stream) {
        Response response = answer(call, request(call, body, stream), room);
        int kilobytes = Budget.kilobytes(response.body().length);
        Delivery.of(call.context(), kilobytes, limits.requestTimeout());
        answer.complete(wire(call, response));
      } catch (RuntimeException | Error e) {
        answer.completeExceptionally(e);
      }
    });
    return answer;
  }

  private Response answer(Call call, Request request, Budget.Loan room) {
    if (!room.reach(call.answerKilobytes(), patience) || !permits.tryAcquire()) {
      return overloaded(call, room);
    }
    Response response;
    try {
      if (!call.fate().begin()) {
        return dispatcher.error(call.path(), ErrorTable.NOT_RECEIVED);
      }
      response = dispatcher.answer(request);
    } finally {
      permits.release();
    }
    int kilobytes = Budget.kilobytes(response.body().length);
    // What was done is told in any case; a question can be asked again.
    if (call.headers().method() == HttpMethod.GET && !room.reach(kilobytes, patience)) {
      return overloaded(call, room);
    }
    room.become(kilobytes);
    return response;
  }

  private Response overloaded(Call call, Budget.Loan room) {
    shed.increment();
    room.become(1);
    return dispatcher.error(call.path(), ErrorTable.OVERLOADED);
  }

  private Request request(Call call, byte[] body, @Nullable BodyStream stream) {
    ServiceRequestContext context = call.context();
    Origin origin = new Origin(context.clientAddress(), baseUrl(call.headers()), null, stream);
    return new Request(
        call.headers().method(),
        context.path(),
        context.query(),
        call.headers(),
        body,
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

  private HttpResponse wire(Call call, Response response) {
    ResponseHeaders headers = headers(call.path(), response);
    return call.headers().method() == HttpMethod.HEAD
        ? HttpResponse.of(headers)
        : HttpResponse.of(headers, HttpData.wrap(response.body()));
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
    return rendered(path, dispatcher.error(path, error));
  }

  private AggregatedHttpResponse rendered(String path, Response response) {
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
        return headers == null
            ? rendered("/", ErrorFormat.EITHER.render(ofStatus(status)))
            : rendered(withoutQuery(headers.path()), ofStatus(status));
      }
    };
  }

  private static @Nullable ApiError ofFailure(ServiceRequestContext context, Throwable failure) {
    return switch (failure) {
      case CompletionException wrapped when wrapped.getCause() != null ->
          ofFailure(context, wrapped.getCause());
      case Refusal refusal -> refusal.error();
      case ContentTooLargeException _ -> ErrorTable.BODY_TOO_LARGE;
      case RequestTimeoutException _ ->
          giveUp(context) ? ErrorTable.TIMED_OUT : ErrorTable.NOT_RECEIVED;
      case ShuttingDownException _ ->
          giveUp(context) ? ErrorTable.TIMED_OUT : ErrorTable.OVERLOADED;
      case HttpStatusException known -> ofStatus(known.httpStatus());
      default -> null;
    };
  }

  /// Whether the handler had begun.
  private static boolean giveUp(ServiceRequestContext context) {
    Fate fate = context.attr(FATE);
    return fate != null && fate.giveUp();
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
