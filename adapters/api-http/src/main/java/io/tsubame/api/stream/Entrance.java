package io.tsubame.api.stream;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import io.netty.util.AttributeKey;
import io.tsubame.api.ApiError;
import io.tsubame.api.RateLimiter;
import io.tsubame.api.v1.Authentication;
import io.tsubame.api.v1.Authentication.Caller;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Lets in who is signed in, before the upgrade: rule LS1. A browser sends a cookie along whatever
/// page asks for the connection, so with a cookie the page must be the server's own; a token is
/// sent by nobody who does not know it.
final class Entrance extends SimpleDecoratingHttpService {
  /// Over which an account's openings are counted.
  static final Duration WINDOW = Duration.ofMinutes(1);

  private static final ApiError FOREIGN_PAGE =
      new ApiError(403, "foreign-page", "This page may not open the stream");

  private static final ApiError NO_UPGRADE =
      new ApiError(426, "no-upgrade", "Ask for an upgrade to a WebSocket")
          .withHeader("upgrade", "websocket");

  private static final ApiError TOO_OFTEN =
      new ApiError(429, "rate-limited", "The stream was opened too often")
          .withHeader("retry-after", Long.toString(WINDOW.toSeconds()));

  private static final AttributeKey<Guest> GUEST = AttributeKey.valueOf(Entrance.class, "GUEST");

  private final Authentication authentication;
  private final @Nullable URI publicUrl;
  private final RateLimiter openings;

  /// @param openings how often an account may come in
  Entrance(
      HttpService delegate,
      Authentication authentication,
      @Nullable URI publicUrl,
      RateLimiter openings) {
    super(delegate);
    this.authentication = authentication;
    this.publicUrl = publicUrl;
    this.openings = openings;
  }

  /// Who was let in.
  ///
  /// @param stillIn whether what let them in still does; may block
  record Guest(Caller caller, BooleanSupplier stillIn) {}

  static Guest guest(ServiceRequestContext context) {
    return Objects.requireNonNull(context.attr(GUEST), "not let in");
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("stream-upgrade")
        .start(() -> {
          try {
            answer.complete(answer(context, request));
          } catch (Exception failure) {
            answer.completeExceptionally(failure);
          }
        });
    return HttpResponse.of(answer);
  }

  private HttpResponse answer(ServiceRequestContext context, HttpRequest request) throws Exception {
    RequestHeaders headers = request.headers();
    Caller caller = authentication.known(headers);
    if (caller.session() != null && !isOwn(headers.get(HttpHeaderNames.ORIGIN), headers)) {
      throw FOREIGN_PAGE.refusal();
    }
    if (!isUpgrade(headers)) {
      throw NO_UPGRADE.refusal();
    }
    if (!openings.take(caller.account().toString()).allowed()) {
      throw TOO_OFTEN.refusal();
    }
    context.setAttr(GUEST, new Guest(caller, () -> authentication.isStillIn(caller, headers)));
    HttpRequest known = withOrigin(request);
    context.updateRequest(known);
    return unwrap().serve(context, known);
  }

  /// Over HTTP/1.1 as well as over HTTP/2 (RFC 8441).
  private static boolean isUpgrade(RequestHeaders headers) {
    return headers.method() == HttpMethod.CONNECT
        || (headers.method() == HttpMethod.GET
            && "websocket".equalsIgnoreCase(headers.get(HttpHeaderNames.UPGRADE)));
  }

  private boolean isOwn(@Nullable String origin, RequestHeaders headers) {
    if (origin == null) {
      return false;
    }
    if (publicUrl != null) {
      return origin.equalsIgnoreCase(publicUrl.getScheme() + "://" + publicUrl.getAuthority());
    }
    // TLS may end before the server, so the scheme that the browser sees is not known here.
    String page = origin.replaceFirst("^https?://", "");
    return !page.equals(origin) && page.equalsIgnoreCase(headers.authority());
  }

  /// Armeria demands an origin of everybody; programs send none.
  private static HttpRequest withOrigin(HttpRequest request) {
    RequestHeaders headers = request.headers();
    return headers.contains(HttpHeaderNames.ORIGIN)
        ? request
        : request.withHeaders(headers.toBuilder().set(HttpHeaderNames.ORIGIN, "null").build());
  }
}
