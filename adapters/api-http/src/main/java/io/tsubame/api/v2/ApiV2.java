package io.tsubame.api.v2;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import io.tsubame.api.ApiError;
import io.tsubame.api.ApiTokens;
import io.tsubame.api.Area;
import io.tsubame.api.Endpoint;
import io.tsubame.api.ErrorFormat;
import io.tsubame.api.Handler;
import io.tsubame.api.IdempotencyKey;
import io.tsubame.api.RateLimiter;
import io.tsubame.api.Refusal;
import io.tsubame.api.Replay;
import io.tsubame.api.Request;
import io.tsubame.api.Response;
import io.tsubame.api.ServerLimits;
import io.tsubame.application.Application;
import io.tsubame.application.limit.RateLimits.Window;
import io.tsubame.domain.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The Chatwork API v2 as an area: authentication by API token and the limit on calls around all
/// operations.
public final class ApiV2 {
  static final String TOKEN_HEADER = "x-chatworktoken";
  private static final ApiError UNAUTHENTICATED =
      new ApiError(401, "invalid-token", "Invalid API token");
  private static final ApiError TOO_MANY_CALLS =
      new ApiError(429, "rate-limited", "Rate limit exceeded.");

  private final ApiTokens tokens;
  private final Replay replay;
  private final RateLimiter calls;
  private final List<Endpoint> endpoints;

  private ApiV2(Application application, ApiTokens tokens, ServerLimits limits) {
    this.tokens = tokens;
    this.replay = new Replay(application.ports().sessions());
    this.calls =
        new RateLimiter(
            limits.callsPerWindow(),
            new Window("v2", limits.callWindow(), limits.countedAccounts()),
            application.ports().rates(),
            application.clock());
    this.endpoints = endpoints(application, limits);
  }

  /// @param tokens must listen to commits, so that revocations count at once
  public static Area area(Application application, ApiTokens tokens, ServerLimits limits) {
    ApiV2 api = new ApiV2(application, tokens, limits);
    return new Area("/v2", api.endpoints, ErrorFormat.ERRORS, api::around, Area.API_HEADERS);
  }

  private static List<Endpoint> endpoints(Application application, ServerLimits limits) {
    PostLimit postLimit = new PostLimit(limits, application.ports().rates(), application.clock());
    FetchCursors cursors = new FetchCursors(application.ports().sessions());
    List<Endpoint> all = new ArrayList<>();
    all.addAll(new MeEndpoints(application).endpoints());
    all.addAll(new ContactEndpoints(application).endpoints());
    all.addAll(new RoomEndpoints(application).endpoints());
    all.addAll(new MemberEndpoints(application).endpoints());
    all.addAll(new MessageEndpoints(application, cursors, postLimit).endpoints());
    all.addAll(new ReadMarkerEndpoints(application).endpoints());
    all.addAll(new TaskEndpoints(application, postLimit).endpoints());
    all.addAll(new FileEndpoints(application).endpoints());
    all.addAll(new LinkEndpoints(application).endpoints());
    return all;
  }

  private Response around(Request request, Handler call) {
    Optional<AccountId> account = account(request);
    if (account.isEmpty()) {
      return ErrorFormat.ERRORS.render(UNAUTHENTICATED);
    }
    RateLimiter.Verdict verdict = calls.take(account.get().toString());
    Response response =
        verdict.allowed()
            ? once(request.by(account.get()), call)
            : ErrorFormat.ERRORS.render(TOO_MANY_CALLS);
    return response.with(headers(verdict));
  }

  /// A repetition gets the first answer again.
  private Response once(Request request, Handler call) {
    try {
      IdempotencyKey key = request.method() == HttpMethod.GET ? null : IdempotencyKey.of(request);
      return key == null ? call.handle(request) : replay.once(key, () -> call.handle(request));
    } catch (Refusal refusal) {
      return ErrorFormat.ERRORS.render(refusal.error());
    }
  }

  private Optional<AccountId> account(Request request) {
    String token = request.header(TOKEN_HEADER);
    return token == null ? Optional.empty() : tokens.account(token.strip());
  }

  private static HttpHeaders headers(RateLimiter.Verdict verdict) {
    return HttpHeaders.builder()
        .addInt("x-ratelimit-limit", verdict.limit())
        .addInt("x-ratelimit-remaining", verdict.remaining())
        .addLong("x-ratelimit-reset", verdict.resetSeconds())
        .build();
  }
}
